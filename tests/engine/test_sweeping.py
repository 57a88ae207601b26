"""A check against brute force: every combination of parts, judged by the whole conditions, rule by rule."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from dsl import read_ruleset
from engine import Dossier, Regelset, check
from engine.applying import maak_toets, omgeving_van, oordelen_in, weeg
from engine.check import Vergelijker
from engine.facts import feiten
from engine.gathering import Verslag
from engine.matching import Combinatie, Plan, Tafel, Tafelaar, zoek
from engine.sweeping import Ronde, geldend, stel_samen
from engine.twin import Tweeling, vergelijk, vind_motor

DAG = dt.date(2024, 3, 1)

KOP = """regelset proef/proef
titel "Proef"
geldig vanaf 1 januari 2015
herziening 1

bron wmo is wet "Wmo 2015" BWBR0035362
"""

WETTEN = ("wmo2015", "jeugdwet", "wlz")
BESLUITSOORTEN = ("toekenning", "afwijzing", "mededeling")
HULP = ("begeleiding", "huishoudelijke_hulp")

# Per kind: what a rule may ask of a part `x`, besides joins.
VRAGEN = {
    "voorziening": [
        *(f"x.wet is {w}" for w in WETTEN),
        "x.wet is een van wmo2015, jeugdwet",
        "x.wet is geen van wlz, zvw",
        "x.soort is niet begeleiding",
        "x.kostprijs is minstens 100 euro",
        "x.kostprijs is minder dan 50 euro",
        "x.begindatum ligt na 1 februari 2024",
        "x.begindatum is uiterlijk 1 maart 2024",
        "x.omvang is ingevuld",
        "x.resultaat ontbreekt",
        "niet (x.wet is wlz)",
        "niet (x.kostprijs is meer dan 80 euro)",
        "x.omvang is minstens 2 uur per week",
        "x.besluit.soort is toekenning",
        "x.persoon is ingevuld",
        "er is een activiteit q van x waarvoor q.nodig is ja",
        "voor elke activiteit q van x geldt q.nodig is nee",
        "er zijn minstens 2 voorzieningen q waarvoor q.besluit is x.besluit",
        "er is geen persoon q waarvoor q.gehuwd is ja",
    ],
    "besluit": [
        *(f"x.wet is {w}" for w in WETTEN),
        *(f"x.soort is {s}" for s in BESLUITSOORTEN),
        "x.spoed is ja",
        "x.spoed is niet ja",
        "x.besloten_op ligt voor 1 maart 2024",
        "x.belangen_gewogen is ja",
        "x.rechtsgevolg is ingevuld",
        "er is een voorziening q van x waarvoor (q.wet is wmo2015 en q.kostprijs is meer dan 60 euro)",
        "er zijn hoogstens 1 voorziening q van x",
    ],
    "persoon": [
        "x.gehuwd is ja",
        "x.overbelast is niet ja",
        "x.geboortedatum ligt na 1 januari 2010",
        "x.werkuren_per_week is meer dan 20",
        "x.werkuren_per_week is hoogstens 36",
        "x.rollen bevat client",
        "leeftijd van x op de peildatum is minstens 18",
        "x.huishouden is er niet",
    ],
}
VERBANDEN = {
    ("voorziening", "besluit"): ["{a}.besluit is {b}", "{a}.wet is {b}.wet"],
    ("voorziening", "persoon"): ["{a}.persoon is {b}"],
    ("besluit", "besluit"): ["{a}.wet is {b}.wet"],
    ("voorziening", "voorziening"): ["{a}.besluit is {b}.besluit", "{a}.soort is {b}.soort"],
    ("persoon", "persoon"): ["{a}.partner is {b}"],
}


def conditie(r: random.Random, binders: list[tuple[str, str]], diepte: int = 0) -> str:
    keus = r.random()
    if diepte < 2 and keus < 0.25:
        woord = r.choice([" en ", " of "])
        return "(" + woord.join(conditie(r, binders, diepte + 1) for _ in range(r.randint(2, 3))) + ")"
    naam, soort = r.choice(binders)
    tekst = r.choice(VRAGEN[soort])
    return " ".join(w.replace("x.", f"{naam}.") if w != "x" else naam for w in tekst.split(" "))


def regel(r: random.Random, n: int) -> str:
    breedte = r.choice([1, 1, 1, 2, 2, 3])
    tweetal = breedte == 2 and r.random() < 0.3
    soorten = [r.choice(list(VRAGEN)) for _ in range(breedte)]
    if tweetal:
        soorten[1] = soorten[0]
    binders = list(zip("uvw", soorten, strict=False))
    waarbij = [conditie(r, binders) for _ in range(r.randint(0, 3))]
    for (a, sa), (b, sb) in itertools.combinations(binders, 2):
        mogelijk = [(v, a, b) for v in VERBANDEN.get((sa, sb), [])]
        mogelijk += [(v, b, a) for v in VERBANDEN.get((sb, sa), [])]
        if mogelijk and r.random() < 0.8:
            v, x, y = r.choice(mogelijk)
            waarbij.append(v.format(a=x, b=y))
    r.shuffle(waarbij)
    eis = r.choice([" en ", " of "]).join(conditie(r, binders, 1) for _ in range(r.randint(1, 3)))
    voor = (
        f"voor elk tweetal {soorten[0]} u en v"
        if tweetal
        else "voor " + " en ".join(f"elk {s} {x}" for x, s in binders)
    )
    uitweg = (
        f'  tenzij "anders"\n    volgens wmo artikel 2.3.3\n    als {conditie(r, binders)}\n'
        if r.random() < 0.3
        else ""
    )
    vraag = '  vraag "Klopt dit?"\n' if r.random() < 0.2 else ""
    return (
        f'regel P-{n} "Proefregel"\n  volgens wmo artikel 2.3.5 lid 3\n'
        f"  ernst {r.choice(['vernietigbaar', 'risico'])}\n  zekerheid geverifieerd\n\n  {voor}\n"
        + ("  waarbij " + "\n      en ".join(waarbij) + "\n" if waarbij else "")
        + f"  moet gelden {eis}\n{uitweg}{vraag}"
        + '  melding "Hier klopt iets niet."\n  advies "Pas het aan."\n'
    )


def regelset(r: random.Random, aantal: int) -> Regelset:
    """Rules at random; what the language refuses (a contradiction, a name used twice) is drawn again."""
    regels: list[str] = []
    while len(regels) < aantal:
        tekst = regel(r, len(regels))
        if read_ruleset(KOP + tekst, "proef.regels")[0] is not None:
            regels.append(tekst)
    gelezen, _ = read_ruleset(KOP + "\n".join(regels), "proef.regels")
    assert gelezen is not None
    return gelezen


def zaak(r: random.Random) -> dict[str, Any]:
    def soms(waarde: Any) -> Any:
        return waarde if r.random() < 0.75 else None

    personen = [f"P{n}" for n in range(r.randint(0, 3))]
    besluiten = [f"B{n}" for n in range(r.randint(0, 3))]
    dossier: dict[str, Any] = {
        "weergave": r.choice(["volledig", "gedeeltelijk"]),
        "personen": {
            p: {
                "gehuwd": soms(r.random() < 0.5),
                "overbelast": soms(r.random() < 0.5),
                "geboortedatum": soms(r.choice(["1980-05-05", "2006-03-01", "2015-01-01"])),
                "werkurenPerWeek": soms(r.choice([10, 24, 40])),
                "rollen": soms(r.choice([["client"], ["ouder"], []])),
                "partner": soms(r.choice(personen)),
            }
            for p in personen
        },
        "besluiten": {
            b: {
                "wet": soms(r.choice(WETTEN)),
                "soort": soms(r.choice(BESLUITSOORTEN)),
                "spoed": soms(r.random() < 0.5),
                "beslotenOp": soms(r.choice(["2024-02-01", "2024-03-01", "2024-04-01"])),
                "rechtsgevolg": soms("Er verandert iets."),
            }
            for b in besluiten
        },
        "voorzieningen": {
            f"V{n}": {
                "wet": soms(r.choice(WETTEN)),
                "soort": soms(r.choice(HULP)),
                "besluit": soms(r.choice(besluiten)) if besluiten else None,
                "persoon": soms(r.choice(personen)) if personen else None,
                "kostprijs": soms(r.choice(["40.00", "75.00", "120.00"])),
                "begindatum": soms(r.choice(["2024-01-15", "2024-03-01"])),
                "omvang": soms(
                    {"aantal": r.choice(["1", "3"]), "eenheid": r.choice(["uur", "dagdeel"]),
                     "frequentie": "per_week"}
                ),
                "activiteiten": soms({"A1": {"nodig": soms(True)}, "A2": {"nodig": soms(False)}}),
            }
            for n in range(r.randint(0, 4))
        },
        "oordelen": {
            f"O{n}": {"regel": f"P-{r.randrange(8)}", "voldaan": r.random() < 0.5}
            for n in range(r.randint(0, 2))
        },
    }  # fmt: skip
    for soort in ("personen", "besluiten", "voorzieningen"):
        if r.random() < 0.1:
            del dossier[soort]
    if "personen" not in dossier or "besluiten" not in dossier:
        for v in dossier.get("voorzieningen", {}).values():
            v.pop("persoon", None)
            v.pop("besluit", None)
    return _zonder_leeg(dossier)


def _zonder_leeg(ding: Any) -> Any:
    if isinstance(ding, dict):
        return {k: _zonder_leeg(v) for k, v in ding.items() if v is not None}
    return ding


Oordeel = tuple[str, str, tuple[str, ...]]
"""Rule, outcome, and the pointers it is about; those of a pair sorted, for it has no order."""

GEWICHT = ("niet_van_toepassing", "voldaan", "open", "bevinding")


def met_de_hand(dossier: Dossier, regels: Regelset) -> list[Oordeel]:
    """What comes out when every rule is tried on every combination, by its whole conditions."""
    alles = feiten(dossier)
    oordelen = oordelen_in(alles)
    uit = []
    for regel_ in regels.regels:
        toets = maak_toets(regel_, regels)
        gevonden: dict[tuple[str, ...], str] = {}
        for delen in itertools.product(*(alles.delen.get(b.soort, ()) for b in regel_.binders)):
            if regel_.tweetal and delen[0] is delen[1]:
                continue
            env = omgeving_van(toets, delen, alles, DAG)
            uitkomst = weeg(toets, env, delen, oordelen).uitkomst
            pointers = tuple(d.pointer for d in delen)
            wie = tuple(sorted(pointers)) if regel_.tweetal else pointers
            gevonden[wie] = max(gevonden.get(wie, "niet_van_toepassing"), uitkomst, key=GEWICHT.index)
        uit += [(regel_.id, u, w) for w, u in gevonden.items() if u != "niet_van_toepassing"]
    return sorted(uit)


def uit_de_toets(dossier: Dossier, regels: Regelset, open_: list[Oordeel]) -> list[Oordeel]:
    """What a check decides, and `open_` once the report says that just those are open."""
    rapport = check(dossier, (regels,), DAG, DAG)
    paren = {r.id for r in regels.regels if r.tweetal}

    def wie(regel_: str, betreft: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(betreft)) if regel_ in paren else betreft

    uit = [(b.regel, "bevinding", wie(b.regel, b.betreft)) for b in rapport.bevindingen]
    uit += [(v.regel, "voldaan", wie(v.regel, v.betreft)) for v in rapport.voldaan]
    # A question names the rules that wait for it, not each combination: those are counted.
    assert len(uit) + len(open_) == rapport.bewijs.combinaties
    wachtend = {regel_ for vraag in rapport.open_vragen for regel_ in vraag.regels}
    assert wachtend | {regel_ for regel_, _ in rapport.niet_getoetst} == {regel_ for regel_, _, _ in open_}
    return sorted(uit + open_)


@pytest.mark.parametrize("zaad", range(60))
def test_a_check_finds_what_trying_everything_finds(zaad: int) -> None:
    r = random.Random(zaad)
    regels = regelset(r, 8)
    for _ in range(40):
        dossier = Dossier.model_validate_json(json.dumps(zaak(r)))
        verwacht = met_de_hand(dossier, regels)
        assert uit_de_toets(dossier, regels, [o for o in verwacht if o[1] == "open"]) == verwacht


@pytest.mark.parametrize("zaad", range(30))
def test_the_combinations_looked_at_are_those_that_the_table_allows(zaad: int) -> None:
    r = random.Random(1000 + zaad)
    samenstelling = stel_samen((regelset(r, 12),))
    for _ in range(40):
        alles = feiten(Dossier.model_validate_json(json.dumps(zaak(r))))
        ronde = Ronde(samenstelling, geldend(samenstelling, DAG, DAG), alles, Verslag(alles, DAG))
        assert ronde.alle_combinaties() == zoek(samenstelling.plan, Tafelaar(samenstelling.plan)(alles))[0]


@pytest.mark.skipif(vind_motor() is None, reason="durable-rules is not installed here, or does not import")
def test_the_twin_finds_what_a_check_looks_at() -> None:
    r = random.Random(20150101)
    uitslag: Counter[str] = Counter()
    with Tweeling() as tweeling:

        @contextlib.contextmanager
        def getuige(plan: Plan, tafel: Tafel) -> Iterator[Vergelijker]:
            with tweeling.gevraagd(plan, tafel, 10.0) as antwoord:

                def oordeel(eigen: list[list[Combinatie]]) -> str:
                    gevonden = vergelijk(eigen, antwoord())
                    assert gevonden.status != "oneens", gevonden.reproductie
                    uitslag[gevonden.status] += 1
                    return gevonden.status

                yield oordeel

        for _ in range(25):
            regels = regelset(r, 12)
            for _ in range(40):
                dossier = Dossier.model_validate_json(json.dumps(zaak(r)))
                check(dossier, (regels,), DAG, DAG, getuige)
        assert tweeling.vallen == 0
    assert uitslag["eens"] > 950
