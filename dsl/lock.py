"""The lock: which versions have been published, by whom, and with which text.

`SLOT` beside the rules has a line per version and herziening. A published text never changes: its digest
is in the receipt of every check that used it.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dsl.diagnostics import CATALOGUE, Diagnostic, label_at
from dsl.source import Source
from engine.rule import Regelset

BESTAND: Final = "SLOT"
VERANDERD: Final = "G22"
"""The code of what `veranderd` reports."""
MAX_BYTES: Final = 1024 * 1024
KOP: Final = """\
# De versies die zijn uitgegeven, met de vingerafdruk van hun tekst. Een uitgegeven bestand blijft zo.
# onderwerp, eerste dag/herziening, vingerafdruk, uitgegeven op, voorgesteld door, goedgekeurd door
# Gemaakt door `toets regels publiceer`; niet met de hand aanpassen.
"""


@dataclass(frozen=True, slots=True)
class Uitgave:
    """One published version of a topic. `versie` is its first day and herziening, as in `Regelset.versie`."""

    naam: str
    versie: str
    digest: str
    datum: dt.date
    voorgesteld_door: str
    goedgekeurd_door: str

    def regel(self) -> str:
        delen = (self.naam, self.versie, self.digest, self.datum.isoformat())
        return " ".join([*delen, shlex.quote(self.voorgesteld_door), shlex.quote(self.goedgekeurd_door)])


def lees_slot(map_: Path) -> dict[tuple[str, str], Uitgave]:
    """The published versions by name and version; none when there is no lock.

    Raises:
        ValueError: a line is not one of the lock; the message names it, in Dutch.
    """
    pad = map_ / BESTAND
    if not pad.is_file():
        return {}
    with pad.open("rb") as stroom:
        data = stroom.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"`{BESTAND}` is groter dan {MAX_BYTES // 1024} KiB")
    uit: dict[tuple[str, str], Uitgave] = {}
    for nummer, rij in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if not rij.strip() or rij.startswith("#"):
            continue
        uitgave = _uitgave(rij)
        if uitgave is None:
            raise ValueError(f"regel {nummer} van `{BESTAND}` is geen uitgave")
        if (uitgave.naam, uitgave.versie) in uit:
            raise ValueError(f"regel {nummer} van `{BESTAND}` noemt een versie voor de tweede keer")
        uit[uitgave.naam, uitgave.versie] = uitgave
    return uit


def _uitgave(rij: str) -> Uitgave | None:
    try:
        naam, versie, digest, datum, voorgesteld, goedgekeurd = shlex.split(rij)
        dag = dt.date.fromisoformat(datum)
        dt.date.fromisoformat(versie.partition("/")[0])
    except ValueError:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}/[1-9]\d*", versie, re.ASCII):
        return None
    return Uitgave(naam, versie, digest, dag, voorgesteld, goedgekeurd)


def als_tekst(uitgaven: Iterable[Uitgave]) -> str:
    """The whole lock, by topic and version."""
    gesorteerd = sorted(uitgaven, key=lambda u: (u.naam, u.versie[:10], int(u.versie[11:])))
    return KOP + "".join(u.regel() + "\n" for u in gesorteerd)


def veranderd(
    slot: Mapping[tuple[str, str], Uitgave], regelsets: Iterable[Regelset], sources: Mapping[str, Source]
) -> Iterator[Diagnostic]:
    """The published versions whose text changed, or that are gone."""
    er_is = {(s.naam, s.versie): s for s in regelsets}
    for sleutel, uitgave in slot.items():
        regelset = er_is.get(sleutel)
        dag, herziening = uitgave.versie.split("/")
        hoger = f"`{uitgave.naam}/{dag}.h{int(herziening) + 1}.regels`"
        if regelset is None:
            plek = label_at(Source(BESTAND, uitgave.regel()), 0, len(uitgave.naam), "hier uitgegeven")
            zin = f"de uitgegeven versie {uitgave.versie} van `{uitgave.naam}` is weg of onleesbaar"
            herstel = f"zet het bestand terug; klopt het niet meer, maak dan {hoger}"
        elif regelset.digest != uitgave.digest:
            source = sources[regelset.bestand]
            plek = label_at(source, 0, source.tekst.find("\n"), "deze tekst ligt vast")
            datum = uitgave.datum.isoformat()
            zin = f"`{regelset.bestand}` is uitgegeven op {datum} en daarna veranderd"
            herstel = f"zet het bestand terug, en schrijf de verandering in {hoger}"
            if regelset.ontleningen:
                wat = "het bestand of zijn begrippen zijn daarna veranderd"
                zin = f"`{regelset.bestand}` is uitgegeven op {datum}; {wat}"
                herstel = "zet terug wat is veranderd"
                if (uitgave.naam, f"{dag}/{int(herziening) + 1}") not in er_is:
                    herstel += f", of maak {hoger} met de nieuwe begrippen"
        else:
            continue
        waarom = "een bewijs van een toets noemt deze tekst; wie haar verandert, maakt dat bewijs onwaar"
        yield Diagnostic(VERANDERD, CATALOGUE[VERANDERD], zin, (plek,), waarom, herstel)
