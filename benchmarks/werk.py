"""The workload: a family case of twelve parts and rules of two to six conditions, a fifth of them joins.

Rules are made in a neutral form first, so that every engine gets the same ones: a rule fires when each of
its tests holds. In the rule language the first half is the scope and the rest, turned round, the
requirement; a finding is then the same thing as a rule that fires. All values are plain: words, whole
numbers, booleans; a date is a day number and an amount a number of cents.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from dsl.notation import write_date
from engine.vocabulary import Attribuut, Keuze, Scalar, vocabulary

DELEN: Final = {"persoon": 4, "huishouden": 1, "aanvraag": 1, "onderzoek": 1, "besluit": 2, "voorziening": 3}
VELDEN: Final = {
    "persoon": (
        "geboortedatum", "gehuwd", "aow_leeftijd_bereikt", "ingezetene_sinds",
        "ingezetene_van_nederland", "geheim_adres", "verblijf_met_overnachting_sinds",
        "verhuisd_op", "verblijfsstatus", "overleden_op", "overbelast", "werkuren_per_week",
        "permanent_toezicht_nodig", "verpleging_vanuit_zvw",
    ),
    "huishouden": (
        "aantal_leden", "minderjarige_kinderen", "kind_jonger_dan_vijf", "kind_jonger_dan_twaalf",
        "belangenconflict", "gescheiden_behandeling",
    ),
    "aanvraag": (
        "wet", "ingediend_op", "ontvangen_op", "ontvangen_bij", "schriftelijk", "ondertekend",
        "gedagtekend", "is_ondertekend_verslag", "gevraagde_vorm",
        "alleen_nodige_gegevens_gevraagd", "aanvulling_gevraagd_op", "aanvulling_uiterlijk_op",
        "aangevuld_op", "ontbrekend_gegeven",
    ),
    "onderzoek": (
        "wet", "soort", "begonnen_op", "afgerond_op", "uitgevoerd_door", "vergewisd_op",
        "deskundigheid_nodig", "pgb_informatie_gegeven_op", "pgb_informatie_begrijpelijk",
        "vertrouwenspersoon_gewezen_op", "keuzevrijheid_geboden", "geloof_en_cultuur_meegewogen",
        "respijt_ouders_overwogen",
    ),
    "besluit": (
        "wet", "soort", "aanduiding", "weigert_feitelijk_hulp", "besloten_op", "ingangsdatum",
        "kosten_gemaakt_voor_ingang", "spoed", "redenen_nagezonden_op", "genomen_door",
        "weigeringsgrond", "andere_wet", "wettelijk_begrip_toegepast", "gezinsinkomen_meegewogen",
    ),
    "voorziening": (
        "wet", "soort", "gevraagde_soort", "geadviseerde_soort", "ondersteuningssoort", "aard",
        "strekking", "weigeringsgrond", "vorm", "gevraagde_vorm", "levering_vanaf",
        "omvang_bepaald_door", "omvang_bepaald_op",
    ),
}  # fmt: skip
"""Fields with a plain value that every engine can compare. Named one by one: the yardstick stays the same
while the dossier grows."""
VERBANDEN: Final = (
    ("voorziening", "besluit", "besluit", ""),
    ("voorziening", "persoon", "persoon", ""),
    ("voorziening", "wet", "besluit", "wet"),
    ("besluit", "aanvraag", "aanvraag", ""),
    ("onderzoek", "persoon", "persoon", ""),
    ("aanvraag", "persoon", "persoon", ""),
    ("persoon", "huishouden", "huishouden", ""),
    ("onderzoek", "wet", "aanvraag", "wet"),
)
"""Joins: the field of the first kind equals the reference (or the field) of the second."""

PEILDATUM: Final = dt.date(2024, 7, 1)

Waarde = bool | int | str


@dataclass(frozen=True, slots=True)
class Test:
    """`veld` of the part bound to `binder`, compared with `waarde`; `soort` is the value type."""

    binder: int
    veld: str
    op: str
    waarde: Waarde | tuple[Waarde, ...]
    soort: str


@dataclass(frozen=True, slots=True)
class Proefregel:
    """Fires for each combination of parts for which the join and all tests hold."""

    naam: str
    soorten: tuple[str, ...]
    verband: tuple[str, str] | None
    bereik: tuple[Test, ...]
    eis_omgekeerd: tuple[Test, ...]

    @property
    def tests(self) -> tuple[Test, ...]:
        return self.bereik + self.eis_omgekeerd


Feit = dict[str, Waarde]
Zaak = dict[str, dict[str, Feit]]
"""Kind, reference, field: the neutral form of a case."""

OMGEKEERD: Final = {
    "is": "is_niet",
    "is_niet": "is",
    "een_van": "geen_van",
    "geen_van": "een_van",
    "minstens": "minder",
    "minder": "minstens",
}


@dataclass(frozen=True, slots=True)
class _Veld:
    naam: str
    json_naam: str
    soort: str
    woorden: tuple[str, ...] = ()


def _velden(soort: str) -> list[_Veld]:
    kenmerken = vocabulary().soorten[soort].kenmerken
    return [_veld(kenmerken[naam]) for naam in VELDEN[soort]]


def _veld(a: Attribuut) -> _Veld:
    match a.type:
        case Keuze(waarden=waarden):
            return _Veld(a.naam, a.json_naam, "keuze", waarden)
        case Scalar(naam=naam):
            return _Veld(a.naam, a.json_naam, naam)
    raise ValueError(f"{a.naam} has no plain value")


_EPOCH: Final = dt.date(2020, 1, 1).toordinal()


def _willekeurig(veld: _Veld, kans: random.Random) -> Waarde:
    match veld.soort:
        case "ja_nee":
            return kans.random() < 0.5
        case "keuze":
            return kans.choice(veld.woorden[:5])
        case "datum":
            return _EPOCH + kans.randrange(1600)
        case "bedrag":
            return kans.randrange(100_000)
        case _:
            return kans.randrange(60)


def maak_zaak(zaad: int = 1, onbekend: float = 0.0) -> Zaak:
    """A family case; a share of the fields can be left unknown."""
    kans = random.Random(zaad)
    zaak: Zaak = {}
    refs = {s: [f"{s[0].upper()}{s[1].upper()}{i + 1}" for i in range(n)] for s, n in DELEN.items()}
    for soort in DELEN:
        zaak[soort] = {}
        for ref in refs[soort]:
            feit = {v.naam: _willekeurig(v, kans) for v in _velden(soort)}
            for links, veld, rechts, _ in VERBANDEN:
                if links == soort and rechts in refs and veld not in feit:
                    feit[veld] = kans.choice(refs[rechts])
            zaak[soort][ref] = {k: v for k, v in feit.items() if kans.random() >= onbekend}
    return zaak


def als_dossier(zaak: Zaak) -> dict[str, Any]:
    """The case as the JSON object of a dossier; what is not filled in is unknown."""
    uit: dict[str, Any] = {"weergave": "gedeeltelijk"}
    for soort, delen in zaak.items():
        model = vocabulary().soorten[soort]
        velden = {v.naam: v for v in _velden(soort)}
        uit[_kaart(soort)] = {
            ref: {
                model.kenmerken[naam].json_naam: _json(velden[naam].soort, waarde)
                if naam in velden
                else waarde
                for naam, waarde in feit.items()
            }
            for ref, feit in delen.items()
        }
    return uit


def _kaart(soort: str) -> str:
    kenmerken = vocabulary().dossier.kenmerken.values()
    return next(a.json_naam for a in kenmerken if getattr(a.type, "soort", None) == soort)


def _json(soort: str, waarde: Any) -> Any:
    if soort == "datum":
        return dt.date.fromordinal(waarde).isoformat()
    if soort == "bedrag":
        return f"{waarde // 100}.{waarde % 100:02d}"
    return waarde


def maak_regels(aantal: int, zaad: int = 2) -> list[Proefregel]:
    """Rules of two to six conditions over the fields of the case, drawn apart from it; a fifth join."""
    kans = random.Random(zaad)
    regels = []
    for n in range(aantal):
        omvang = kans.randint(2, 6)
        verband = None
        if n % 5 == 4:
            links, veld, rechts, rechts_veld = kans.choice(VERBANDEN)
            soorten: tuple[str, ...] = (links, rechts)
            verband = (veld, rechts_veld)
            omvang -= 1
        else:
            soorten = (kans.choices(list(DELEN), list(DELEN.values()))[0],)
        tests: list[Test] = []
        gebruikt: set[tuple[int, str]] = set()
        while len(tests) < max(omvang, 1):
            binder = kans.randrange(len(soorten))
            test = _test(binder, kans.choice(_velden(soorten[binder])), kans)
            if (binder, test.veld) not in gebruikt or len(gebruikt) > 6:
                gebruikt.add((binder, test.veld))
                tests.append(test)
        deel = (len(tests) + (verband is None)) // 2
        deel = min(deel, len(tests) - 1)
        regels.append(
            Proefregel(f"PROEF-{n + 1:04d}", soorten, verband, tuple(tests[:deel]), tuple(tests[deel:]))
        )
    return regels


def _test(binder: int, veld: _Veld, kans: random.Random) -> Test:
    waarde = _willekeurig(veld, kans)
    if veld.soort == "ja_nee":
        return Test(binder, veld.naam, "is", waarde, "ja_nee")
    if veld.soort == "keuze":
        op = kans.choice(("is", "is", "een_van", "is_niet", "geen_van"))
        if op in ("is", "is_niet"):
            return Test(binder, veld.naam, op, waarde, "keuze")
        anders = [w for w in veld.woorden if w != waarde][:8]
        keuze: tuple[Waarde, ...] = (waarde, *kans.sample(anders, min(2, len(anders))))
        return Test(binder, veld.naam, op, keuze, "keuze")
    return Test(binder, veld.naam, kans.choice(("minstens", "minder")), waarde, veld.soort)


# ---------------------------------------------------------------- as text in the rule language

_WOORDEN: Final = {
    "is": "is",
    "is_niet": "is niet",
    "een_van": "is een van",
    "geen_van": "is geen van",
    "minstens": "is minstens",
    "minder": "is minder dan",
}
_DATUM: Final = {"minstens": "is op zijn vroegst", "minder": "ligt voor"}


def _letterlijk(soort: str, waarde: Any) -> str:
    if isinstance(waarde, tuple):
        return ", ".join(_letterlijk(soort, w) for w in waarde)
    if soort == "ja_nee":
        return "ja" if waarde else "nee"
    if soort == "datum":
        return write_date(dt.date.fromordinal(waarde))
    if soort == "bedrag":
        return f"{Decimal(waarde) / 100:.2f}".replace(".", ",") + " euro"
    return str(waarde)


def _als_tekst(test: Test, *, omgekeerd: bool) -> str:
    op, waarde = test.op, test.waarde
    if omgekeerd and test.soort == "ja_nee":
        waarde = not waarde
    elif omgekeerd:
        op = OMGEKEERD[op]
    woorden = _DATUM[op] if test.soort == "datum" else _WOORDEN[op]
    return f"{'ab'[test.binder]}.{test.veld} {woorden} {_letterlijk(test.soort, waarde)}"


def als_regelset(regels: list[Proefregel], naam: str = "snelheid") -> str:
    """The rules as one file in the rule language."""
    uit = [
        f"regelset proef/{naam}",
        'titel "Regels om mee te meten"',
        "geldig vanaf 1 januari 2015",
        "herziening 1",
        "",
        'bron wmo is wet "Wmo 2015" BWBR0035362',
    ]
    for r in regels:
        scope = [_als_tekst(t, omgekeerd=False) for t in r.bereik]
        if r.verband:
            veld, rechts = r.verband
            scope.insert(0, f"a.{veld} is b.{rechts}" if rechts else f"a.{veld} is b")
        uit += [
            "",
            f'regel {r.naam} "Een regel om mee te meten"',
            "  volgens wmo artikel 2.3.5 lid 3",
            "  ernst vernietigbaar",
            "  zekerheid geverifieerd",
            "  voor " + " en ".join(f"elk {s} {v}" for s, v in zip(r.soorten, "ab", strict=False)),
            *(["  waarbij " + "\n      en ".join(scope)] if scope else []),
            "  moet gelden " + "\n      of ".join(_als_tekst(t, omgekeerd=True) for t in r.eis_omgekeerd),
            '  melding "Bij {a} klopt iets niet."',
            '  advies "Kijk {a} na."',
        ]
    return "\n".join(uit) + "\n"
