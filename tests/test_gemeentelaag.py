"""Rules of municipalities: they add within the room of the law, and take nothing away from it."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl import Diagnostic, Library, load_library, read_ruleset
from dsl.overlay import gemeentemap, overreach
from dsl.source import Source
from engine.check import check
from engine.dossier import Dossier, dossier_uit
from engine.report import Rapport
from engine.rule import GEMEENTEN, Ernst, Regelset, Ruimte
from engine.vocabulary import vocabulary
from service.cases import lees_gevallen
from service.cli import toets
from service.intake import lees_regels
from service.judge import Dagen, Toetser

RULESETS = Path(__file__).parent.parent / "rulesets"
DAG = dt.date(2026, 3, 2)
PGB = RULESETS / GEMEENTEN / "verzonnendam" / "pgb_tarieven" / "2024-01-01.regels"


_MAPPEN = (
    "wmo2015/pgb_geld",
    "wmo2015/maatstaf",
    "wmo2015/bijdrage",
    "awb/mandaat",
    "jeugdwet/pgb_tarief",
    "wgs/schuldhulp",
)
"""The topics with room for a municipality."""


def kopieer(naar: Path, *mappen: str) -> Path:
    """A folder with some of the shipped rules, which reads sooner than all of them."""
    naar.mkdir(parents=True)
    for register in ("bronnen.json", "normen.toml"):
        shutil.copy(RULESETS / register, naar)
    geleend = {
        onderwerp
        for map_ in mappen
        for bestand in (RULESETS / map_).glob("*.regels")
        for onderwerp in re.findall(r"(?m)^begrippen uit (\S+)$", bestand.read_text(encoding="utf-8"))
    }
    for map_ in sorted({*mappen, *geleend}):
        shutil.copytree(RULESETS / map_, naar / map_)
    return naar


@cache
def bibliotheek() -> Library:
    return load_library(RULESETS)[0]


@cache
def ruimten() -> dict[str, Ruimte]:
    return {r.naam: r for s in bibliotheek().op(DAG) for r in s.ruimten}


def bevonden(rapport: Rapport) -> set[tuple[str, tuple[str, ...], Ernst]]:
    return {(b.regel, b.betreft, b.ernst) for b in rapport.bevindingen}


# ---------------------------------------------------------------- whose rules


@pytest.mark.parametrize(
    ("naam", "map_"),
    [
        ("Verzonnendam", "verzonnendam"),
        ("gemeente  VERZONNENDAM ", "verzonnendam"),
        ("'s-Hertogenbosch", "s_hertogenbosch"),
        ("Aa en Hunze", "aa_en_hunze"),
        ("Súdwest-Fryslân", "sudwest_fryslan"),
        ("../verzonnendam", "verzonnendam"),
        ("", ""),
    ],
)
def test_the_folder_of_a_municipality_follows_from_its_name(naam: str, map_: str) -> None:
    assert gemeentemap(naam) == map_


@pytest.mark.parametrize("gemeente", [None, "Voorbeeldstad", "Verzonnen", "gemeenten", ""])
def test_another_municipality_gets_national_law_and_the_very_same_value(gemeente: str | None) -> None:
    dossier = dossier_uit({"gemeente": gemeente} if gemeente else {})
    # The same tuple: what was compiled for it is used again, so nothing becomes slower.
    assert bibliotheek().voor(dossier, DAG) is bibliotheek().op(DAG)
    assert not any(s.gemeente for s in bibliotheek().op(DAG))


def test_its_own_municipality_gets_its_rules_besides() -> None:
    sets = bibliotheek().voor(dossier_uit({"gemeente": "Verzonnendam"}), DAG)
    assert {s for s in sets if not s.gemeente} == set(bibliotheek().op(DAG))
    assert {s.gemeente for s in sets} == {"", "verzonnendam"}


def test_the_receipt_names_version_and_digest_and_a_check_can_be_done_again(tmp_path: Path) -> None:
    toetser = Toetser(str(kopieer(tmp_path / "rulesets", *_MAPPEN, GEMEENTEN)))
    dossier = dossier_uit({"gemeente": "Verzonnendam"})
    bewijs = toetser.toets(dossier, Dagen(DAG, DAG)).bewijs
    (gevonden,) = (r for r in bewijs.regelsets if r[0] == "gemeenten/verzonnendam/pgb_tarieven")
    pgb = next(s for s in bibliotheek().regelsets if s.naam == gevonden[0])
    assert gevonden == (pgb.naam, "2024-01-01/1", pgb.digest)
    weer, ontbreekt = toetser.versies({naam: (versie, zegel) for naam, versie, zegel in bewijs.regelsets})
    assert not ontbreekt
    assert pgb.digest in {s.digest for s in weer}


# ---------------------------------------------------------------- what is refused


@cache
def landelijke_wet() -> tuple[list[Regelset], dict[str, Source]]:
    sets = [s for s in bibliotheek().in_gebruik if not s.gemeente]
    return sets, {
        s.bestand: Source(s.bestand, (RULESETS / s.bestand).read_text(encoding="utf-8")) for s in sets
    }


def meldingen(*bestanden: tuple[str, str]) -> list[Diagnostic]:
    """What there is to say of files of a municipality beside the shipped law."""
    landelijk, teksten = landelijke_wet()
    sources, eigen = dict(teksten), []
    for naam, tekst in bestanden:
        regelset, fouten = read_ruleset(tekst, naam)
        assert regelset is not None, [d.zin for d in fouten]
        sources[naam] = Source(naam, tekst)
        eigen.append(regelset)
    return list(overreach([*landelijk, *eigen], sources, vocabulary()))


def aangepast(bestand: str, *paren: tuple[str, str]) -> tuple[str, str]:
    """A file of Verzonnendam with other words in it."""
    naam = f"{GEMEENTEN}/verzonnendam/{bestand}/2024-01-01.regels"
    tekst = (RULESETS / naam).read_text(encoding="utf-8")
    for oud, nieuw in paren:
        assert oud in tekst
        tekst = tekst.replace(oud, nieuw)
    return naam, tekst


@pytest.mark.parametrize("bestand", ["pgb_tarieven", "mandaten", "normtijden", "schuldhulp"])
def test_the_shipped_layer_keeps_within_its_room(bestand: str) -> None:
    assert meldingen(aangepast(bestand)) == []


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "code", "artikel"),
    [
        # A tariff in a rule of the college has no basis: the council settles it.
        ("pgb_tarieven", "verordening is verordening", "verordening is nadere_regel", "R04", "2.1.3 lid 2"),
        # Longer than the eight weeks of the law, written in the rule or in another unit.
        ("schuldhulp", "6 weken na", "10 weken na", "R09", "4a"),
        ("schuldhulp", "6 weken na", "2 maanden na", "R09", "4a"),
        # A standard time as a ceiling on what the client gets.
        ("normtijden", "v.maatstaf.normtijd is norm", "v.omvang is hoogstens norm", "R06", "2.1.3 lid 2"),
        ("normtijden", "ernst risico", "ernst vernietigbaar", "R08", "2.1.3 lid 2"),
        # Nothing but the law is in question: no rule of one's own about what is there, or when.
        (
            "normtijden",
            "v.maatstaf.normtijd is norm",
            "er is geen besluit b waarvoor b.spoed is ja en v.maatstaf.normtijd is norm",
            "R06",
            "2.1.3 lid 2",
        ),
        (
            "schuldhulp",
            "s.besluit.besloten_op is uiterlijk 6 weken na s.eerste_gesprek_op\n"
            "    of (s.besluit.besloten_op ontbreekt"
            " en de peildatum is uiterlijk 6 weken na s.eerste_gesprek_op)",
            "de peildatum ligt na 1 januari 2030",
            "R06",
            "4a",
        ),
        # Nor about which parts there are.
        ("mandaten", 'b.mandaat.kenmerk is "VD-M-02"', "er is geen voorziening v van b", "R06", "10:3"),
        # Each side of an `of` has to keep to the law.
        ("pgb_tarieven", " en p.voorziening.wet is wmo2015)", ")", "R07", "2.1.3 lid 2"),
        # Not only in the requirement itself: a begrip is looked into.
        ("mandaten", 'b.mandaat.kenmerk is "VD-M-02"', "b.soort is afwijzing", "R06", "10:3"),
        ("pgb_tarieven", "waarbij p.wet is jeugdwet\n      en", "waarbij", "R07", "2.9"),
        ("pgb_tarieven", "p.wet is jeugdwet\n", "p.wet is een van jeugdwet, wmo2015\n", "R07", "2.9"),
        ("pgb_tarieven", "artikel 2.9 onderdeel c", "artikel 2.9 onderdeel a", "R05", "2.9 onderdeel c"),
        ("pgb_tarieven", "regel VERZONNENDAM-PGB-JEUGD", "regel JW-PGB-06", "R10", ""),
        ("mandaten", "begrip over_hulp", "begrip toegekend_pgb", "R10", ""),
        ("schuldhulp", "geldig vanaf 1 januari 2024", "geldig vanaf 1 januari 2020", "R03", "4a"),
        ("schuldhulp", "binnen wgs_beslistermijn\n", "\n", "R01", ""),
        ("schuldhulp", "binnen wgs_beslistermijn", "binnen wgs_kosten", "R02", ""),
    ],
)  # fmt: skip
def test_what_reaches_further_is_refused_with_the_article(
    bestand: str, oud: str, nieuw: str, code: str, artikel: str
) -> None:
    paren = [(oud, nieuw)]
    if oud == "begrip over_hulp":
        paren.append(("aan over_hulp", "aan toegekend_pgb"))
    gevonden = meldingen(aangepast(bestand, *paren))
    assert {m.code for m in gevonden} == {code}
    for m in gevonden:
        assert m.fout
        assert m.herstel
    assert any(artikel in (m.waarom or "") for m in gevonden)


def test_a_contribution_may_be_lower_than_the_national_one_and_not_higher() -> None:
    """The limit is a dated national value: each period is held against those that meet it."""
    tekst = """regelset gemeenten/verzonnendam/bijdrage
titel "Verzonnendam: bijdrage"
geldig vanaf 1 januari 2024 tot 1 januari 2027

bron verordening is verordening "Verordening" "verzonnen"
bron wmo is wet "Wmo 2015" BWBR0035362

waarde bijdrage_hier
  binnen wmo_bijdrage
  volgens verordening artikel 9
  volgens wmo artikel 2.1.4a lid 1
  vanaf 1 januari 2024 is {een} euro
  vanaf 1 januari 2025 tot 1 januari 2027 is {twee} euro

regel VERZONNENDAM-BIJDRAGE "x"
  norm WMO-BIJ-02
  binnen wmo_bijdrage
  volgens verordening artikel 9
  volgens wmo artikel 2.1.4a lid 1
  ernst onrechtmatig
  zekerheid geverifieerd
  voor elke bijdrage g
  waarbij g.wet is wmo2015
  moet gelden g.bedrag_per_maand is hoogstens bijdrage_hier{meer}
  melding "Te hoog."
  advies "Lager."
"""
    naam = "gemeenten/verzonnendam/bijdrage/2024-01-01.regels"

    def codes(een: str, twee: str, meer: str = "") -> list[str]:
        return [m.code for m in meldingen((naam, tekst.format(een=een, twee=twee, meer=meer)))]

    assert codes("10,00", "12,00") == []
    assert codes("20,60", "21,00") == []
    assert set(codes("20,70", "21,00")) == {"R09"}
    assert set(codes("20,60", "21,40")) == {"R09"}, "in 2026 mag dit, in 2025 niet"
    assert set(codes("10,00", "12,00", " plus 50,00 euro")) == {"R09"}


def test_a_municipality_gives_itself_no_room_and_national_law_uses_none(tmp_path: Path) -> None:
    blok = """
ruimte alles "Alles mag"
  volgens wmo artikel 2.1.3
  staat in verordening
  over pgb.tarief
  ernst onrechtmatig
"""
    naam, tekst = aangepast("pgb_tarieven")
    assert {m.code for m in meldingen((naam, tekst + blok))} == {"R11"}
    naar = tmp_path / "wmo2015" / "pgb_tarieven"
    naar.mkdir(parents=True)
    (naar / PGB.name).write_text(
        PGB.read_text(encoding="utf-8").replace("gemeenten/verzonnendam", "wmo2015"), encoding="utf-8"
    )
    assert {m.code for m in load_library(tmp_path)[1]} == {"R11"}


@pytest.mark.parametrize(
    "naam", ["gemeenten", "gemeenten/verzonnendam", "gemeenten/gemeente_verzonnendam/pgb"]
)
def test_rules_that_belong_to_no_municipality_are_not_passed_over_in_silence(
    naam: str, tmp_path: Path
) -> None:
    map_ = tmp_path / naam
    map_.mkdir(parents=True)
    (map_ / "2024-01-01.regels").write_text(
        f'regelset {naam}\ntitel "x"\ngeldig vanaf 1 januari 2024\n', encoding="utf-8"
    )
    assert [m.code for m in load_library(tmp_path)[1]] == ["G15"]


def test_one_name_stands_for_one_room_on_a_day(tmp_path: Path) -> None:
    for onderwerp in ("pgb_a", "pgb_b"):
        map_ = tmp_path / "wmo2015" / onderwerp
        map_.mkdir(parents=True)
        (map_ / "2015-01-01.regels").write_text(
            f'regelset wmo2015/{onderwerp}\ntitel "x"\ngeldig vanaf 1 januari 2015\n\n'
            'bron wmo is wet "Wmo 2015" BWBR0035362\n\n'
            'ruimte tarief "De hoogte"\n  volgens wmo artikel 2.1.3\n  staat in verordening\n'
            "  over pgb.tarief\n  ernst risico\n",
            encoding="utf-8",
        )
    assert [m.code for m in load_library(tmp_path)[1]] == ["R02"]


def test_rules_that_reach_further_are_not_used_at_all(tmp_path: Path) -> None:
    """A set with an error judges nothing: a rule left out would be a finding kept silent."""
    kopie = kopieer(tmp_path / "rulesets", *_MAPPEN, GEMEENTEN) / PGB.relative_to(RULESETS)
    kopie.write_text(
        kopie.read_text(encoding="utf-8").replace("ernst vernietigbaar", "ernst onrechtmatig", 1),
        encoding="utf-8",
    )
    uit = CliRunner().invoke(toets, ["controleer", "-", "--regels", str(tmp_path / "rulesets")], input="{}")
    assert uit.exit_code == 2
    assert "fout[R08]" in uit.output
    assert "Wmo 2015 artikel 2.1.3 lid 2 onderdeel b" in uit.output


def test_a_rule_of_another_municipality_is_not_explained_as_if_it_held(tmp_path: Path) -> None:
    map_ = str(kopieer(tmp_path / "rulesets", *_MAPPEN, GEMEENTEN))
    opdracht = [
        "controleer",
        "-",
        "--regels",
        map_,
        "--waarom",
        "VERZONNENDAM-PGB-BEGELEIDING",
        "--zonder-tweeling",
    ]
    ander = CliRunner().invoke(toets, opdracht, input='{"gemeente": "Voorbeeldstad"}')
    assert ander.exit_code == 2
    assert "een andere gemeente" in ander.output
    eigen = CliRunner().invoke(toets, opdracht, input='{"gemeente": "Verzonnendam"}')
    assert eigen.exit_code == 0
    assert "VERZONNENDAM-PGB-BEGELEIDING" in eigen.output


def test_a_municipality_may_keep_its_rules_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """The same report as when they stand beside national law, to the byte."""
    landelijk, eigen = kopieer(tmp_path / "landelijk", *_MAPPEN), tmp_path / "eigen"
    beide = kopieer(tmp_path / "beide", *_MAPPEN, GEMEENTEN)
    shutil.copytree(RULESETS / GEMEENTEN, eigen / GEMEENTEN)
    zaak = str(RULESETS.parent / "voorbeelden" / "verzonnendam-pgb.json")
    vast = ["controleer", zaak, "--kennisdatum", "2026-07-01", "--zonder-tweeling", "--uitvoer", "json"]
    los = [*vast, "--regels", str(landelijk), "--gemeentelaag"]
    samen = CliRunner().invoke(toets, [*vast, "--regels", str(beide)]).output
    assert "VERZONNENDAM-PGB-BEGELEIDING" in samen
    assert CliRunner().invoke(toets, [*los, str(eigen)]).output == samen
    assert lees_regels(eigen).meldingen == ()
    dubbel = CliRunner().invoke(toets, [*vast, "--regels", str(beide), "--gemeentelaag", str(eigen)])
    assert (dubbel.exit_code, "`verzonnendam`" in dubbel.output) == (2, True)
    andersom = CliRunner().invoke(toets, [*los, str(RULESETS / "wgs")])
    assert (andersom.exit_code, "niet van een gemeente" in andersom.output) == (2, True)
    nergens = CliRunner().invoke(toets, [*los, str(tmp_path / "nergens")])
    assert (nergens.exit_code, "bestaat niet" in nergens.output) == (2, True)
    schuldhulp = eigen / GEMEENTEN / "verzonnendam" / "schuldhulp" / "2024-01-01.regels"
    schuldhulp.write_text(
        schuldhulp.read_text(encoding="utf-8").replace("6 weken na", "10 weken na"), encoding="utf-8"
    )
    te_ver = CliRunner().invoke(toets, [*los, str(eigen)])
    assert (te_ver.exit_code, "fout[R09]" in te_ver.output) == (2, True)


def test_what_a_concept_of_elsewhere_asks_too_much_is_told_where_the_rule_uses_it(tmp_path: Path) -> None:
    """Also when the concepts stand in a folder that is not read for its rules."""
    landelijk, eigen = (kopieer(tmp_path / naam, *_MAPPEN) for naam in ("landelijk", "eigen"))
    begrippen = landelijk / "wmo2015" / "begrippen" / "2015-01-01.regels"
    begrippen.parent.mkdir()
    begrippen.write_text(
        'regelset wmo2015/begrippen\ntitel "B"\ngeldig vanaf 1 januari 2015\n\n'
        "begrip begeleiding voor pgb p betekent p.voorziening.soort is begeleiding\n",
        encoding="utf-8",
    )
    eis = "p.tarief is minstens tarief_begeleiding"
    tekst = PGB.read_text(encoding="utf-8").replace(eis, f"{eis} en p voldoet aan begeleiding")
    tekst = tekst.replace("herziening 1\n", "herziening 1\nbegrippen uit wmo2015/begrippen\n", 1)
    pad = eigen / PGB.relative_to(RULESETS)
    pad.parent.mkdir(parents=True)
    pad.write_text(tekst, encoding="utf-8")
    for wortel in (eigen, pad.parent):
        (melding,) = lees_regels(wortel, elders=landelijk).fouten
        assert (melding.code, melding.plaats.bestand) == ("R06", PGB.relative_to(RULESETS).as_posix())
        assert tekst[melding.plaats.start : melding.plaats.einde] == "p voldoet aan begeleiding"


# ---------------------------------------------------------------- nothing national disappears


@cache
def kleine_wet() -> tuple[Regelset, ...]:
    return tuple(s for s in bibliotheek().in_gebruik if s.naam in _MAPPEN)


@cache
def zaken() -> list[tuple[Dossier, dt.date]]:
    """Every case of the topics with room, as a case of the municipality."""
    return [
        (dossier_uit(json.loads(json.dumps(g.inhoud)) | {"gemeente": "Proefdam"}), g.peildatum)
        for naam in _MAPPEN
        for g in lees_gevallen(RULESETS / naam / "gevallen.md").gevallen
    ]


_EISEN = (
    ("pgb p", "p.wet", "p.tarief is {op} {getal},00 euro"),
    ("pgb p", "p.wet", "p.tarief is ingevuld"),
    ("pgb p", "p.wet", "p.strekking is geweigerd"),
    ("pgb p", "p.wet", "er is een zorgverlener z van p waarvoor z.tarief is {op} {getal},00 euro"),
    ("voorziening v", "v.wet", "v.maatstaf.normtijd is {op} {getal} minuten per week"),
    ("voorziening v", "v.wet", "v.omvang is {op} {getal} minuten per week"),
    ("besluit b", "b.wet", 'b.mandaat.kenmerk is een van "M-1", "M-2"'),
    ("besluit b", "b.wet", "b.soort is afwijzing"),
    ("bijdrage g", "g.wet", "g.bedrag_per_maand is hoogstens {getal},00 euro"),
    (
        "schuldhulp s",
        "s.besluit.wet",
        "s.besluit.besloten_op is uiterlijk {getal} weken na s.eerste_gesprek_op",
    ),
)
_KOP = """regelset gemeenten/proefdam/proef
titel "Proef"
geldig vanaf 1 januari 2015

bron eigen is {soort} "Eigen bron" "verzonnen"
bron wmo is wet "Wmo 2015" BWBR0035362
bron jw is wet "Jeugdwet" BWBR0034925
bron awb is wet "Algemene wet bestuursrecht" BWBR0005537
bron wgs is wet "Wet gemeentelijke schuldhulpverlening" BWBR0031331
"""
_WETNAAM = {"BWBR0035362": "wmo", "BWBR0034925": "jw", "BWBR0005537": "awb", "BWBR0031331": "wgs"}


@st.composite
def lagen(draw: st.DrawFn) -> str:
    """The rules of a municipality: some keep within the room, some do not."""
    netjes = draw(st.booleans())
    ruimte = draw(st.sampled_from(sorted(ruimten().values(), key=lambda r: r.naam)))
    soorten = ruimte.staat_in if netjes else ("verordening", "nadere_regel", "mandaatbesluit")
    tekst = _KOP.format(soort=draw(st.sampled_from(soorten)))
    for nummer in range(draw(st.integers(1, 3))):
        v = next(v for v in ruimte.vindplaatsen if v.bron.soort == "wet")
        plek = f"artikel {v.artikel}" + (f" lid {v.lid}" if v.lid else "")
        plek += f" onderdeel {v.onderdeel}" if v.onderdeel else ""
        past = [e for e in _EISEN if any(e[0].startswith(o.split(".")[0]) for o in ruimte.over)]
        binder, wet, eis = draw(st.sampled_from(past if netjes and past else _EISEN))
        wetten = ruimte.wetten or ("wmo2015",)
        waarbij = f"  waarbij {wet} is {wetten[0]}\n"
        ids, jaren = [f"PROEFDAM-{nummer}"], [2021, 2024]
        ernst = ruimte.ernst if netjes else draw(st.sampled_from(list(Ernst)))
        if not netjes:
            waarbij = draw(st.sampled_from((waarbij, "")))
            ids, jaren = [f"PROEFDAM-{nummer}", f"WMO-PGB-07-P{nummer}"], [2015, 2024]
            ids += ["WMO-PGB-07"] if nummer == 0 else []
        id_ = draw(st.sampled_from(ids))
        geldig = f"  geldig vanaf 1 januari {draw(st.sampled_from(jaren))}"
        geldig += " tot 1 januari 2027\n" if netjes else "\n"
        invulling = eis.format(
            op=draw(st.sampled_from(("minstens", "hoogstens"))), getal=draw(st.integers(1, 60))
        )
        tekst += (
            f'\nregel {id_} "Proef"\n'
            f"  norm WMO-PGB-07\n  binnen {ruimte.naam}\n  volgens eigen artikel 1\n"
            f"  volgens {_WETNAAM[v.bron.kenmerk]} {plek}\n{geldig}"
            f"  ernst {ernst.value}\n  zekerheid afgeleid\n"
            f"  voor elk {binder}\n{waarbij}  moet gelden {invulling}\n"
            '  melding "Proef."\n  advies "Proef."\n'
        )
    return tekst


@settings(max_examples=40, deadline=None)
@given(lagen(), st.data())
def test_no_national_finding_disappears_whatever_a_municipality_writes(
    tekst: str, data: st.DataObject
) -> None:
    bestand = "gemeenten/proefdam/proef/2015-01-01.regels"
    laag, fouten = read_ruleset(tekst, bestand)
    assert laag is not None, [f.zin for f in fouten]
    dossier, dag = data.draw(st.sampled_from(zaken()))
    samen = Library((*kleine_wet(), laag))
    zonder = check(dossier, Library(kleine_wet()).op(dag), dag, dt.date.max)
    met = check(dossier, samen.voor(dossier, dag), dag, dt.date.max)
    assert bevonden(zonder) <= bevonden(met)
    assert met.blokkeert or not zonder.blokkeert
    bezwaren = meldingen((bestand, tekst))
    if not bezwaren:
        # What is let in adds findings of its own only, no graver than its room, and changes nothing else.
        erbij = bevonden(met) - bevonden(zonder)
        assert all(id_.startswith("PROEFDAM-") for id_, _, _ in erbij)
        van = {r.id: ruimten()[r.binnen.naam] for r in laag.regels if r.binnen is not None}
        volgorde = list(Ernst)
        assert all(volgorde.index(ernst) >= volgorde.index(van[id_].ernst) for id_, _, ernst in erbij)
        assert {v.regel for v in zonder.voldaan} <= {v.regel for v in met.voldaan}
