"""Cases: what a file of cases may hold, what it asserts, and what it leaves unshown."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.cases import Gevallen, Uitkomst, lees_gevallen, toets_geval
from service.intake import lees_regels
from service.topics import aanvaard_alles, toets_onderwerpen
from tests.service.conftest import GEVALLEN


def _schrijf(pad: Path, oud: str, nieuw: str) -> Gevallen:
    tekst = GEVALLEN.replace(oud, nieuw, 1)
    assert tekst != GEVALLEN
    pad.write_text(tekst, encoding="utf-8")
    return lees_gevallen(pad)


def test_a_good_file_passes_and_covers_every_rule(regelmap: Path, gevallenbestand: Path) -> None:
    [onderwerp] = toets_onderwerpen(lees_regels(regelmap))
    assert list(onderwerp.klachten()) == []
    assert onderwerp.goed
    assert onderwerp.samenvatting() == "goed  proef/omvang: 3 regels, 5 gevallen"


def test_a_case_is_the_basis_changed_by_a_merge_patch(gevallenbestand: Path) -> None:
    gevallen = lees_gevallen(gevallenbestand)
    assert [g.titel for g in gevallen.gevallen][:2] == ["De omvang ontbreekt", "De omvang staat er"]
    assert "omvang" in gevallen.gevallen[1].inhoud["voorzieningen"]["V1"]
    assert "spoed" not in gevallen.gevallen[4].inhoud["besluiten"]["B1"]


@pytest.mark.parametrize(
    ("oud", "nieuw", "rij", "zin"),
    [
        ("# Gevallen: de omvang van hulp", "# Omvang", 1, "eerste regel hoort te zijn"),
        ("Het besluit zegt niet hoeveel hulp er komt.", "", 10, "geen toelichting"),
        ("Het besluit zegt niet hoeveel hulp er komt.", "kort", 10, "geen toelichting"),
        ("peildatum: 2024-03-01", "", 10, "geen peildatum"),
        ("peildatum: 2024-03-01", "peildatum: 1 maart 2024", 3, "is geen datum"),
        ("peildatum: 2024-03-01", "peildatum: 2024-02-30", 3, "is geen datum"),
        ("```json basis", "```json", 5, "past hier niet"),
        ('"B1": {"spoed": false}}', '"B1": {"spoed": false}', 7, "geen leesbare JSON"),
        ('{"besluiten": {"B1": {"spoed": false}}', '{"a": 1, "a": 2', 6, "twee keer"),
        ("bevinding PROEF-01 /voor", "bevinden PROEF-01 /voor", 14, "is geen uitkomst"),
        ("bevinding PROEF-01 /voorzieningen/V1", "geen bevindingen\nbevinding PROEF-01", 14, "niet naast"),
        ("niet van toepassing PROEF-03", "niet van toepassing PROEF-03 /x", 16, "noem geen plaats"),
        ("niet van toepassing PROEF-03", "open PROEF-03", 16, "precies een veld"),
        ("niet van toepassing PROEF-03", "oordeel PROEF-02 /voorzieningen/V1", 16, "staat hier twee keer"),
        ("niet van toepassing PROEF-03", 'open PROEF-03 /x via "y"', 16, "alleen bij `voldaan`"),
        ("## De omvang staat er", "## De omvang ontbreekt", 19, "heet net zo"),
        ("regels: PROEF-02", "regels: PROEF-01", 42, "staat niet achter `regels:`"),
        ("regels: PROEF-02", "regels:", 35, "ten minste een regel"),
        ("via \"er is spoed\"\n```", 'via "er is spoed"', 52, "geen einde"),
    ],
)  # fmt: skip
def test_a_mistake_is_an_error_with_its_row(
    gevallenbestand: Path, oud: str, nieuw: str, rij: int, zin: str
) -> None:
    gevallen = _schrijf(gevallenbestand, oud, nieuw)
    assert any(f.rij == rij and zin in f.zin for f in gevallen.fouten), [str(f) for f in gevallen.fouten]
    assert str(gevallen.fouten[0]).startswith(f"{gevallenbestand}:")


def test_one_wrong_case_does_not_lose_the_others(gevallenbestand: Path) -> None:
    gevallen = _schrijf(gevallenbestand, "Drie uur per week is duidelijk.", "")
    assert len(gevallen.fouten) == 1
    assert len(gevallen.gevallen) == 4


@pytest.mark.parametrize(
    ("oud", "nieuw", "verschil"),
    [
        (
            "bevinding PROEF-01 /voorzieningen/V1\noordeel",
            "oordeel",
            "+ uitkomst: bevinding PROEF-01 /voorzieningen/V1",
        ),
        (
            "bevinding PROEF-01 /voorzieningen/V1",
            "bevinding PROEF-01 /voorzieningen/V2",
            "- verwacht: bevinding PROEF-01 /voorzieningen/V2",
        ),
        (
            "niet van toepassing PROEF-03",
            "voldaan PROEF-03 /besluiten/B1",
            "- verwacht: voldaan PROEF-03 /besluiten/B1",
        ),
        (
            'via "er is spoed"',
            'via "er is haast"',
            '- verwacht: voldaan PROEF-01 /voorzieningen/V1 via "er is haast"',
        ),
        (
            "open PROEF-01 /besluiten/B1/spoed",
            "open PROEF-01 /voorzieningen/V1/wet",
            "+ uitkomst: open PROEF-01 /besluiten/B1/spoed",
        ),
    ],
)
def test_a_difference_is_shown_as_a_small_diff(
    regelmap: Path, gevallenbestand: Path, oud: str, nieuw: str, verschil: str
) -> None:
    gevallen = _schrijf(gevallenbestand, oud, nieuw)
    assert gevallen.fouten == ()
    regelsets = lees_regels(regelmap).bibliotheek.regelsets
    slecht = [u for u in (toets_geval(g, regelsets) for g in gevallen.gevallen) if not u.goed]
    assert len(slecht) == 1
    assert f"  {verschil}" in slecht[0].tekst().splitlines()


def test_an_unknown_rule_is_an_error_with_a_suggestion(regelmap: Path, gevallenbestand: Path) -> None:
    gevallen = _schrijf(gevallenbestand, "niet van toepassing PROEF-03", "niet van toepassing PROEF-33")
    uitslag = toets_geval(gevallen.gevallen[0], lees_regels(regelmap).bibliotheek.regelsets)
    assert [f.rij for f in uitslag.fouten] == [16]
    assert "bedoelt u PROEF-03" in uitslag.fouten[0].zin.replace("`", "")


def test_a_dossier_that_cannot_be_read_is_an_error_of_the_case(regelmap: Path, gevallenbestand: Path) -> None:
    gevallen = _schrijf(gevallenbestand, '{"spoed": false}', '{"spoed": "nee", "spod": true}')
    uitslag = toets_geval(gevallen.gevallen[0], lees_regels(regelmap).bibliotheek.regelsets)
    assert {f.rij for f in uitslag.fouten} == {10}
    assert len(uitslag.fouten) == 2


def test_only_the_version_of_the_peildatum_runs(regelmap: Path, gevallenbestand: Path) -> None:
    gevallen = _schrijf(
        gevallenbestand, "Het besluit zegt niet", "peildatum: 2019-12-31\nHet besluit zegt niet"
    )
    uitslag = toets_geval(gevallen.gevallen[0], lees_regels(regelmap).bibliotheek.regelsets)
    assert {u.soort for u in uitslag.werkelijk} == {"niet van toepassing"}


def test_before_a_norm_could_be_known_it_is_not_applied(regelmap: Path, gevallenbestand: Path) -> None:
    # PROEF-02 has no date of its own: it can be known from the first day of its file.
    gevallen = _schrijf(
        gevallenbestand, "peildatum: 2024-03-01", "peildatum: 2024-03-01\nkennisdatum: 2019-12-31"
    )
    uitslag = toets_geval(gevallen.gevallen[0], lees_regels(regelmap).bibliotheek.regelsets)
    assert Uitkomst("niet van toepassing", "PROEF-02") in uitslag.werkelijk
    assert Uitkomst("bevinding", "PROEF-01", ("/voorzieningen/V1",)) in uitslag.werkelijk


@pytest.mark.parametrize(
    ("weg", "ontbreekt"),
    [
        ("bevinding PROEF-03 /besluiten/B1\n", "PROEF-03: geen geval waarin de regel niet is nageleefd"),
        (
            "voldaan PROEF-01 /voorzieningen/V1\n",
            "PROEF-01: geen geval waarin de regel is nageleefd of niet geldt",
        ),
        (
            "open PROEF-01 /besluiten/B1/spoed\n",
            "PROEF-01: geen geval waarin de regel nog niet te beslissen is",
        ),
        (
            'voldaan PROEF-01 /voorzieningen/V1 via "er is spoed"',
            "PROEF-01: geen geval waarin de uitzondering geldt",
        ),
        ("oordeel PROEF-02 /voorzieningen/V1\n", "PROEF-02: geen geval waarin het oordeel wordt gevraagd"),
        (
            "voldaan PROEF-02 /voorzieningen/V1\n",
            "PROEF-02: geen geval waarin een mens oordeelt dat is voldaan",
        ),
    ],
)
def test_a_rule_not_shown_in_every_outcome_fails(
    regelmap: Path, gevallenbestand: Path, weg: str, ontbreekt: str
) -> None:
    tekst = GEVALLEN
    if weg.startswith("voldaan PROEF-01") and "via" not in weg:
        # Met via an exception the rule still counts as met; both lines go.
        tekst = tekst.replace('voldaan PROEF-01 /voorzieningen/V1 via "er is spoed"\n', "")
    gevallenbestand.write_text(tekst.replace(weg, ""), encoding="utf-8")
    [onderwerp] = toets_onderwerpen(lees_regels(regelmap))
    assert not onderwerp.goed
    assert any(ontbreekt in k for k in onderwerp.klachten()), list(onderwerp.klachten())


def test_a_gap_names_the_case_in_which_the_line_already_holds(regelmap: Path, gevallenbestand: Path) -> None:
    gevallenbestand.write_text(GEVALLEN.replace("open PROEF-01 /besluiten/B1/spoed\n", ""), encoding="utf-8")
    [onderwerp] = toets_onderwerpen(lees_regels(regelmap))
    [klacht] = onderwerp.klachten()
    assert "(Het is niet bekend of er spoed is): open PROEF-01 /besluiten/B1/spoed" in klacht


def test_a_version_without_a_case_is_a_gap(regelmap: Path, gevallenbestand: Path) -> None:
    oud = regelmap / "proef" / "omvang" / "2020-01-01.regels"
    tekst = oud.read_text(encoding="utf-8")
    eerder = tekst.replace("geldig vanaf 1 januari 2020", "geldig vanaf 1 januari 2015 tot 1 januari 2020")
    (oud.parent / "2015-01-01.regels").write_text(eerder, encoding="utf-8")
    [onderwerp] = toets_onderwerpen(lees_regels(regelmap))
    assert [g.ontbreekt for g in onderwerp.dekking.gaten] == [
        "deze versie (2015-01-01/1) geldt; kies een peildatum daarin"
    ]


def test_a_topic_without_cases_fails(regelmap: Path) -> None:
    [onderwerp] = toets_onderwerpen(lees_regels(regelmap))
    assert [f.zin for f in onderwerp.fouten] == ["dit bestand ontbreekt; elke map met regels heeft gevallen"]


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        ("bevinding PROEF-01 /voorzieningen/V1\noordeel", "oordeel"),
        ("bevinding PROEF-01 /voorzieningen/V1", "bevinding PROEF-01 /voorzieningen/V9"),
        ("open PROEF-01 /besluiten/B1/spoed", "voldaan PROEF-01 /voorzieningen/V1"),
    ],
)
def test_accepting_restores_what_was_changed_and_nothing_else(
    regelmap: Path, gevallenbestand: Path, oud: str, nieuw: str
) -> None:
    _schrijf(gevallenbestand, oud, nieuw)
    assert list(aanvaard_alles(lees_regels(regelmap))) == [gevallenbestand]
    assert gevallenbestand.read_text(encoding="utf-8") == GEVALLEN
    assert list(aanvaard_alles(lees_regels(regelmap))) == []


def test_accepting_fills_an_empty_block_with_everything(regelmap: Path, gevallenbestand: Path) -> None:
    _schrijf(
        gevallenbestand,
        "geen bevindingen\nopen PROEF-01 /besluiten/B1/spoed\nopen PROEF-03 /besluiten/B1/spoed\n",
        "",
    )
    [onderwerp] = toets_onderwerpen(lees_regels(regelmap))
    assert not onderwerp.goed
    assert len(list(aanvaard_alles(lees_regels(regelmap)))) == 1
    assert gevallenbestand.read_text(encoding="utf-8").endswith(
        "geen bevindingen\noordeel PROEF-02 /voorzieningen/V1\n"
        "open PROEF-01 /besluiten/B1/spoed\nopen PROEF-03 /besluiten/B1/spoed\n```\n"
    )


def test_accepting_leaves_a_file_with_errors_alone(regelmap: Path, gevallenbestand: Path) -> None:
    _schrijf(gevallenbestand, "Drie uur per week is duidelijk.", "")
    voor = gevallenbestand.read_text(encoding="utf-8")
    assert list(aanvaard_alles(lees_regels(regelmap))) == []
    assert gevallenbestand.read_text(encoding="utf-8") == voor


def test_the_order_of_pointers_has_no_meaning() -> None:
    een, ander = Uitkomst("bevinding", "A", ("/x", "/y")), Uitkomst("bevinding", "A", ("/y", "/x"))
    assert een.gedekt_door([ander])
    assert not een.gedekt_door([Uitkomst("bevinding", "A", ("/x",))])
