"""What a municipality accounts for: its entry in the Algoritmeregister, and receipts for an archive."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree import ElementTree

import pytest

from service.algorithm_register import CATEGORIE, LENGTE, STATUS
from service.archiving import NAAMRUIMTE
from service.receipt import nieuw_id
from service.settings import lees_instelling
from service.store.archive import Archief, Stuk
from service.store.chain import zie_na
from service.store.database import open_database, werk_bij
from service.vault import lees_hoofdsleutel
from tests.service.test_cli import toets

# ---------------------------------------------------------------- the register


def test_an_entry_has_what_the_standard_asks_and_fits() -> None:
    uit = toets(
        "algoritmeregister", "--organisatie", "Gemeente Aadorp", "--contact", "algoritmes@aadorp.example",
        "--begin", "2026-12", "--website", "https://aadorp.example/toetssteen",
    )  # fmt: skip
    assert uit.exit_code == 0
    wat = json.loads(uit.stdout)
    nodig = {"name", "description_short", "organization", "status", "contact_email", "publication_category"}
    assert nodig <= set(wat)
    assert all(len(wat[naam]) <= lengte for naam, lengte in LENGTE.items() if naam in wat)
    assert wat["status"] in STATUS
    assert wat["publication_category"] in CATEGORIE
    assert (wat["begin_date"], wat["standard_version"], wat["lang"]) == ("2026-12", "1.0", "nld")
    assert len(wat["category"]) <= 3
    wetten = {w["title"]: w["link"] for w in wat["lawful_basis_grouping"]}
    assert all(re.fullmatch(r"https://wetten\.overheid\.nl/BWB[RV]\d{7}", link) for link in wetten.values())
    assert any("Wmo" in titel or "maatschappelijke" in titel.lower() for titel in wetten)
    assert "" not in wat.values()


@pytest.mark.parametrize(
    ("extra", "zin"),
    [
        (("--begin", "2026-13"), "is geen maand"),
        (("--website", "http://aadorp.example"), "hoort met https:// te beginnen"),
        (("--organisatie", "x" * 101), "is te lang"),
        (("--status", "soms"), "kies uit"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(extra: tuple[str, ...], zin: str) -> None:
    uit = toets("algoritmeregister", "--organisatie", "Aadorp", "--contact", "a@b.example", *extra)
    assert uit.exit_code == 2
    assert zin in uit.stderr


# ---------------------------------------------------------------- the archive

_Vorm: TypeAlias = "dict[str, tuple[int, Any]]"
"""Elements in their order; of each whether it must be there, and what stands in it (`None`: text)."""

_IDENTIFICATIE: _Vorm = {"identificatieKenmerk": (1, None), "identificatieBron": (1, None)}
_VERWIJZING: _Vorm = {"verwijzingNaam": (1, None), "verwijzingIdentificatie": (0, _IDENTIFICATIE)}
_BEGRIP: _Vorm = {"begripLabel": (1, None), "begripCode": (0, None), "begripBegrippenlijst": (1, _VERWIJZING)}
_TERMIJN: _Vorm = {
    "termijnTriggerStartLooptijd": (0, _BEGRIP),
    "termijnStartdatumLooptijd": (0, None),
    "termijnLooptijd": (0, None),
    "termijnEinddatum": (0, None),
}
_OBJECT: _Vorm = {
    "identificatie": (1, _IDENTIFICATIE),
    "naam": (1, None),
    "aggregatieniveau": (0, _BEGRIP),
    "classificatie": (0, _BEGRIP),
    "trefwoord": (0, None),
    "omschrijving": (0, None),
    "taal": (0, None),
    "event": (
        0,
        {
            "eventType": (1, _BEGRIP),
            "eventTijd": (0, None),
            "eventVerantwoordelijkeActor": (0, _VERWIJZING),
            "eventResultaat": (0, None),
        },
    ),
    "waardering": (1, _BEGRIP),
    "bewaartermijn": (0, _TERMIJN),
    "informatiecategorie": (0, _BEGRIP),
    "isOnderdeelVan": (0, _VERWIJZING),
    "heeftRepresentatie": (0, _VERWIJZING),
    "archiefvormer": (1, _VERWIJZING),
    "activiteit": (0, _VERWIJZING),
    "beperkingGebruik": (
        1,
        {
            "beperkingGebruikType": (1, _BEGRIP),
            "beperkingGebruikNadereBeschrijving": (0, None),
            "beperkingGebruikTermijn": (0, _TERMIJN),
        },
    ),
}
_BESTAND: _Vorm = {
    "identificatie": (1, _IDENTIFICATIE),
    "naam": (1, None),
    "omvang": (1, None),
    "bestandsformaat": (1, _BEGRIP),
    "checksum": (
        1,
        {"checksumAlgoritme": (1, _BEGRIP), "checksumWaarde": (1, None), "checksumDatum": (1, None)},
    ),
    "URLBestand": (0, None),
    "isRepresentatieVan": (1, _VERWIJZING),
}


def past(element: ElementTree.Element, vorm: _Vorm | None) -> None:
    """Whether an element is as MDTO 1.0.1 has it: nothing unknown, nothing missing, all in order."""
    namen = [kind.tag.removeprefix(f"{{{NAAMRUIMTE}}}") for kind in element]
    if vorm is None:
        assert not namen
        assert (element.text or "").strip(), element.tag
        return
    volgorde = list(vorm)
    assert set(namen) <= set(vorm), element.tag
    assert namen == sorted(namen, key=volgorde.index), element.tag
    assert {naam for naam, (nodig, _) in vorm.items() if nodig} <= set(namen), element.tag
    for naam, kind in zip(namen, element, strict=True):
        past(kind, vorm[naam][1])


@pytest.fixture
def archief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archief:
    monkeypatch.setenv("TOETSSTEEN_STORE", f"sqlite:///{tmp_path / 't.db'}")
    instelling = lees_instelling()
    engine = open_database(instelling.store)
    werk_bij(engine)
    archief = Archief(engine, lees_hoofdsleutel(Path(instelling.geheim), maak=True))
    archief.zet_gemeente("aadorp", "Aadorp", bewaart_dossiers=False, bewaartermijn=30)
    archief.leg_vast(
        [
            Stuk("aadorp", nieuw_id(), "toetsing", f"2024-02-29T1{n}:00:00.000Z", f'{{"n":{n}}}')
            for n in range(3)
        ]
    )
    return archief


KEUZE = (
    "--archiefvormer",
    "Gemeente <Aadorp>",
    "--selectielijst",
    "Selectielijst",
    "--categorie",
    "9.1 & meer",
)


def test_receipts_are_archived_with_metadata_beside_them(archief: Archief, tmp_path: Path) -> None:
    doel = tmp_path / "archief"
    uit = toets(
        "bewijs", "archiveer", "aadorp", str(doel), *KEUZE, "--waardering", "tijdelijk", "--jaren", "15"
    )
    assert (uit.exit_code, uit.stderr) == (0, "")
    assert "3 stukken" in uit.stdout
    bestanden = sorted(doel.glob("*.json"))
    assert len(list(doel.iterdir())) == 9
    ruimte = {"m": NAAMRUIMTE}
    for bestand in bestanden:
        stuk = ElementTree.parse(doel / f"{bestand.stem}.mdto.xml").getroot()
        past(stuk, {"informatieobject": (1, _OBJECT)})
        over = ElementTree.parse(doel / f"{bestand.name}.mdto.xml").getroot()
        past(over, {"bestand": (1, _BESTAND)})
        assert stuk.findtext(".//m:termijnEinddatum", None, ruimte) == "2039-02-28"
        assert stuk.findtext(".//m:archiefvormer/m:verwijzingNaam", None, ruimte) == "Gemeente <Aadorp>"
        assert over.findtext(".//m:omvang", None, ruimte) == str(bestand.stat().st_size)
        assert over.findtext(
            ".//m:isRepresentatieVan//m:identificatieKenmerk", None, ruimte
        ) == stuk.findtext(".//m:identificatieKenmerk", None, ruimte)
    # The files are the chain: beneath its head line they can be checked without us.
    regels = [
        '{"keten":"toetssteen-keten-1","gemeente":"aadorp"}',
        *[b.read_text("utf-8") for b in bestanden],
    ]
    assert zie_na(regels, archief.kop("aadorp")[1]).fouten == ()


def test_what_is_archived_is_never_written_over(archief: Archief, tmp_path: Path) -> None:
    opdracht = ("bewijs", "archiveer", "aadorp", str(tmp_path / "a"), *KEUZE, "--waardering", "blijvend")
    assert toets(*opdracht).exit_code == 0
    weer = toets(*opdracht)
    assert weer.exit_code == 2
    assert "bestaat al" in weer.stderr
    assert toets(*opdracht, "--na", "3").stdout.startswith("0 stukken")


@pytest.mark.parametrize(
    ("extra", "zin"),
    [
        (("--waardering", "tijdelijk"), "noem `--jaren`"),
        (("--waardering", "blijvend", "--jaren", "3"), "noem `--jaren`"),
        (("--waardering", "blijvend", "--categorie", "a\x1b[31m"), "niet is af te drukken"),
        (("--waardering", "soms"), "kies uit"),
    ],
)
def test_an_archive_that_cannot_be_made_is_refused(
    archief: Archief, tmp_path: Path, extra: tuple[str, ...], zin: str
) -> None:
    uit = toets("bewijs", "archiveer", "aadorp", str(tmp_path / "a"), *KEUZE, *extra)
    assert uit.exit_code == 2
    assert zin in uit.stderr
    assert "\x1b" not in uit.stderr
    assert not (tmp_path / "a").exists()
