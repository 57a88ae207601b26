"""Receipts as an archive takes them in: the record itself, with metadata beside it by MDTO 1.0.1
(Metagegevens voor duurzaam toegankelijke overheidsinformatie).

The order of elements is that of the schema of the Nationaal Archief, namespace `NAAMRUIMTE`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from xml.etree import ElementTree

from engine.calendar import tel
from engine.rule import Periode
from service.store.archive import Bewijsstuk

NAAMRUIMTE: Final = "https://www.nationaalarchief.nl/mdto"
WAARDERINGEN: Final = {"blijvend": ("Blijvend te bewaren", "B"), "tijdelijk": ("Tijdelijk te bewaren", "V")}

Inhoud: TypeAlias = "str | Sequence[tuple[str, Inhoud]]"
"""What stands in an element: text, or elements in order."""


@dataclass(frozen=True, slots=True)
class Bewaring:
    """What the archivist of a municipality decides. `waardering`: a key of `WAARDERINGEN`; `jaren`: how long,
    when it is not for ever; `categorie`: of the `selectielijst` on which that rests.
    """

    archiefvormer: str
    waardering: str
    jaren: int | None
    selectielijst: str
    categorie: str


@dataclass(frozen=True, slots=True)
class Archiefstuk:
    """A record to be archived: its file, and the metadata of what it is and of the file."""

    naam: str
    bestand: bytes
    over_stuk: bytes
    over_bestand: bytes


def archiefstuk(stuk: Bewijsstuk, gemeente: str, bewaring: Bewaring) -> Archiefstuk:
    """A record of the chain, with its metadata. The file is the very line of `toets bewijs uitvoer`."""
    bestand = (stuk.schakel.als_regel() + "\n").encode()
    naam = f"{stuk.schakel.nummer:08d}-{stuk.soort}-{stuk.id}.json"
    bron = f"Toetssteen, keten van bewijsstukken van {gemeente}"
    titel = f"Bewijsstuk {stuk.schakel.nummer} van {gemeente}: {stuk.soort}"
    zelf = [("identificatieKenmerk", stuk.id), ("identificatieBron", bron)]
    zijn_bestand = [("identificatieKenmerk", naam), ("identificatieBron", bron)]
    dag = dt.date.fromisoformat(stuk.tijdstip[:10])
    label, code = WAARDERINGEN[bewaring.waardering]
    object_: list[tuple[str, Inhoud]] = [
        ("identificatie", zelf),
        ("naam", titel),
        ("aggregatieniveau", _begrip("Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO")),
        (
            "omschrijving",
            "Wat getoetst is, met welke regels, en wat eruit kwam; zonder waarden uit het dossier.",
        ),
        ("taal", "nl"),
        (
            "event",
            [
                ("eventType", _begrip("Creatie", "Begrippenlijst EventTypeLijst MDTO")),
                ("eventTijd", stuk.tijdstip),
            ],
        ),
        ("waardering", _begrip(label, "Begrippenlijst Waarderingen MDTO", code)),
    ]
    if bewaring.jaren is not None:
        einde = tel(dag, Periode(bewaring.jaren, "jaar"), 1)
        object_.append(
            (
                "bewaartermijn",
                [
                    ("termijnTriggerStartLooptijd", _begrip("Creatie", "Begrippenlijst EventTypeLijst MDTO")),
                    ("termijnStartdatumLooptijd", dag.isoformat()),
                    ("termijnLooptijd", f"P{bewaring.jaren}Y"),
                    *([("termijnEinddatum", einde.isoformat())] if einde is not None else []),
                ],
            )
        )
    object_ += [
        ("informatiecategorie", _begrip(bewaring.categorie, bewaring.selectielijst)),
        ("heeftRepresentatie", [("verwijzingNaam", naam), ("verwijzingIdentificatie", zijn_bestand)]),
        ("archiefvormer", [("verwijzingNaam", bewaring.archiefvormer)]),
        ("activiteit", [("verwijzingNaam", "Toetsing van conceptbesluiten in het sociaal domein")]),
        (
            "beperkingGebruik",
            [
                (
                    "beperkingGebruikType",
                    _begrip("Gepseudonimiseerd", "Toetssteen, beperkingen aan het gebruik"),
                ),
                (
                    "beperkingGebruikNadereBeschrijving",
                    "Er staan geen waarden uit het dossier in. Wie de sleutel van de gemeente heeft, kan een "
                    "pseudoniem narekenen.",
                ),
            ],
        ),
    ]
    over_bestand: list[tuple[str, Inhoud]] = [
        ("identificatie", zijn_bestand),
        ("naam", naam),
        ("omvang", str(len(bestand))),
        ("bestandsformaat", _begrip("JSON Data Interchange Format", "PRONOM-register", "fmt/817")),
        (
            "checksum",
            [
                ("checksumAlgoritme", _begrip("SHA256", "Begrippenlijst ChecksumAlgoritme MDTO")),
                ("checksumWaarde", hashlib.sha256(bestand).hexdigest()),
                ("checksumDatum", stuk.tijdstip),
            ],
        ),
        ("isRepresentatieVan", [("verwijzingNaam", titel), ("verwijzingIdentificatie", zelf)]),
    ]
    return Archiefstuk(naam, bestand, _xml("informatieobject", object_), _xml("bestand", over_bestand))


def _begrip(label: str, lijst: str, code: str = "") -> list[tuple[str, Inhoud]]:
    return [
        ("begripLabel", label),
        *([("begripCode", code)] if code else []),
        ("begripBegrippenlijst", [("verwijzingNaam", lijst)]),
    ]


def _xml(soort: str, inhoud: Inhoud) -> bytes:
    wortel = ElementTree.Element("MDTO", {"xmlns": NAAMRUIMTE})
    _vul(ElementTree.SubElement(wortel, soort), inhoud)
    ElementTree.indent(wortel)
    tekst: bytes = ElementTree.tostring(wortel, encoding="UTF-8", xml_declaration=True)
    return tekst + b"\n"


def _vul(element: ElementTree.Element, inhoud: Inhoud) -> None:
    if isinstance(inhoud, str):
        element.text = inhoud
        return
    for naam, binnen in inhoud:
        _vul(ElementTree.SubElement(element, naam), binnen)
