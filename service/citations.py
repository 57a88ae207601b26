"""What looking up each citation of the rules gave: found, wrong, or more than the register can say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsl.register import Citatie, Nazicht, Stand, citaties, lees_register
from engine.report import Verwijzing, verwijzing
from engine.rule import Regelset
from service.intake import STANDAARDMAP
from service.naming import aantal
from service.terminal import Fout


@dataclass(frozen=True, slots=True)
class Nagekeken:
    """One citation with what looking it up gave."""

    citatie: Citatie
    nazicht: Nazicht

    @property
    def plek(self) -> str:
        plaats = self.citatie.vindplaats.plaats
        return f"{plaats.bestand}:{plaats.rij}"

    @property
    def verwijzing(self) -> Verwijzing:
        """The source as a reader of a report would get it on the first day of the rule."""
        return verwijzing(self.citatie.vindplaats, self.citatie.geldig.vanaf.isoformat())

    def als_json(self) -> dict[str, Any]:
        return {
            "door": self.citatie.door,
            "bron": self.verwijzing.als_json(),
            "plaats": self.plek,
            "stand": self.nazicht.stand,
            "waarom": self.nazicht.waarom,
        }


def kijk_na(wortel: Path, regelsets: Iterable[Regelset]) -> list[Nagekeken]:
    """Every citation of the versions given, in the order of the files.

    Raises:
        Fout: the register of sources cannot be read.
    """
    try:
        register = lees_register(wortel) or lees_register(STANDAARDMAP)
    except ValueError as e:
        raise Fout(str(e)) from e
    if register is None:
        raise Fout("er is geen register van bronnen; zet `bronnen.json` naast de regels")
    return [Nagekeken(c, register.nagekeken(c.vindplaats, c.geldig)) for s in regelsets for c in citaties(s)]


def totalen(rijen: Sequence[Nagekeken]) -> dict[str, int]:
    return {stand.value: sum(r.nazicht.stand is stand for r in rijen) for stand in Stand}


def als_tekst(rijen: Sequence[Nagekeken]) -> str:
    """A row per citation, with what was found or why it could not be; then the totals."""
    uit = []
    for r in rijen:
        bron = f"{r.verwijzing.titel} {r.verwijzing.aanduiding}".rstrip()
        uit.append(f"{r.nazicht.stand:<16}{r.citatie.door}: {bron} ({r.nazicht.waarom})  {r.plek}")
    tel = ", ".join(f"{n} {stand}" for stand, n in totalen(rijen).items())
    return "\n".join([*uit, "", f"{aantal(len(rijen), 'vindplaats', 'vindplaatsen')}: {tel}."])
