"""What a municipality may publish about its use of Toetssteen in the Algoritmeregister (publication standard
1.0): the words that are the same everywhere (`algoritmeregister.toml`), the statutes that the rules rest on,
and what it fills in itself.

Field names and lengths are those of the standard; `LENGTE` has the most characters of each text.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.check import VERSIE
from engine.rule import Regelset

WOORDEN: Final = Path(__file__).with_name("algoritmeregister.toml")
STATUS: Final = ("In ontwikkeling", "In gebruik", "Buiten gebruik")
CATEGORIE: Final = ("Impactvolle algoritmes", "Overige algoritmes", "Hoog-risico AI-systeem")
LENGTE: Final = {
    "name": 100,
    "description_short": 350,
    "organization": 100,
    "contact_email": 500,
    "website": 500,
    "goal": 2500,
    "proportionality": 2500,
    "human_intervention": 2500,
    "risks": 2500,
    "lawful_basis": 2500,
    "process_index_url": 500,
    "source_data": 2500,
    "methods_and_models": 5000,
    "provider": 200,
    "source_id": 100,
    "tags": 2500,
}


@dataclass(frozen=True, slots=True)
class Eigen:
    """What only the municipality knows. `begin`: the month in which it began (first day)."""

    organisatie: str
    contact: str
    status: str = STATUS[1]
    categorie: str = CATEGORIE[0]
    begin: dt.date | None = None
    website: str = ""
    verwerkingsregister: str = ""
    kenmerk: str = ""


def inschrijving(eigen: Eigen, regelsets: Sequence[Regelset]) -> dict[str, Any]:
    """An entry for the register, by the rules in force on a day."""
    wetten = sorted(
        {
            (v.bron.titel, f"https://wetten.overheid.nl/{v.bron.kenmerk}")
            for s in regelsets
            for r in s.regels
            for v in r.vindplaatsen
            if v.bron.soort == "wet"
        }
    )
    uitspraken = {
        v.bron.kenmerk
        for s in regelsets
        for r in s.regels
        for v in r.vindplaatsen
        if v.bron.soort == "uitspraak"
    }
    vast = tomllib.loads(WOORDEN.read_text(encoding="utf-8"))
    vast = {naam: zin.strip() for naam, zin in vast.items()}
    vast["methods_and_models"] = vast["methods_and_models"].format(
        versie=VERSIE,
        regels=sum(len(s.regels) for s in regelsets),
        wetten=len(wetten),
        uitspraken=len(uitspraken),
    )
    eigen_deel = {
        "organization": eigen.organisatie,
        "status": eigen.status,
        "begin_date": "" if eigen.begin is None else f"{eigen.begin:%Y-%m}",
        "contact_email": eigen.contact,
        "website": eigen.website,
        "publication_category": eigen.categorie,
        "process_index_url": eigen.verwerkingsregister,
        "source_id": eigen.kenmerk,
    }
    return {
        **vast,
        **{naam: waarde for naam, waarde in eigen_deel.items() if waarde},
        "category": ["Zorg en gezondheid", "Sociale zekerheid", "Recht"],
        "lawful_basis_grouping": [{"title": titel[:100], "link": link} for titel, link in wetten],
        "lang": "nld",
        "standard_version": "1.0",
    }
