"""All topics under a folder with their cases: run, judged on coverage, and brought up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.rule import Regelset
from service.cases import (
    BESTANDSNAAM,
    Gevallen,
    Gevalsfout,
    Uitslag,
    aanvaard,
    lees_gevallen,
    toets_geval,
    verplaats,
)
from service.coverage import Dekking, dekking
from service.intake import Regels
from service.naming import aantal


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """One topic: its versions, its cases and what came of them."""

    naam: str
    regelsets: tuple[Regelset, ...]
    uitslagen: tuple[Uitslag, ...]
    fouten: tuple[Gevalsfout, ...]
    dekking: Dekking

    @property
    def goed(self) -> bool:
        return not self.fouten and not self.dekking.gaten and all(u.goed for u in self.uitslagen)

    def klachten(self) -> Iterator[str]:
        """Everything that is not right, each as a text of its own."""
        yield from (str(f) for f in self.fouten)
        yield from (u.tekst() for u in self.uitslagen if not u.goed)
        yield from (g.tekst() for g in self.dekking.gaten)

    def samenvatting(self) -> str:
        slecht = sum(not u.goed for u in self.uitslagen)
        begrippen = sum(len(s.begrippen) for s in self.regelsets)
        delen = [
            *([aantal(begrippen, "begrip", "begrippen") + " voor andere bestanden"] if begrippen else []),
            *([aantal(len(self.dekking.regels), "regel", "regels")] if self.dekking.regels else []),
            *([aantal(len(self.uitslagen), "geval", "gevallen")] if self.uitslagen or not begrippen else []),
            *([f"{slecht} anders dan verwacht"] if slecht else []),
            *([aantal(len(self.fouten), "fout", "fouten") + " in de gevallen"] if self.fouten else []),
            *(
                [aantal(len(self.dekking.gaten), "gat", "gaten") + " in de dekking"]
                if self.dekking.gaten
                else []
            ),
        ]
        return f"{'goed ' if self.goed else 'FOUT '} {self.naam}: {', '.join(delen)}"


def per_onderwerp(regels: Regels) -> dict[str, list[Regelset]]:
    uit: dict[str, list[Regelset]] = defaultdict(list)
    for s in regels.bibliotheek.regelsets:
        uit[s.naam].append(s)
    return dict(sorted(uit.items()))


def gevallen_van(regels: Regels, naam: str) -> Gevallen:
    """The cases of a topic; one with rules and without cases has an error."""
    pad = regels.wortel / naam / BESTANDSNAAM
    kort = f"{naam}/{BESTANDSNAAM}"
    if not pad.is_file():
        fout = Gevalsfout(kort, 1, "dit bestand ontbreekt; elke map met regels heeft gevallen")
        met_regels = any(s.regels for s in regels.bibliotheek.regelsets if s.naam == naam)
        return Gevallen(pad, "", (), (fout,) if met_regels else ())
    return verplaats(lees_gevallen(pad), kort)


def toets_onderwerpen(regels: Regels) -> list[Onderwerp]:
    """Run every case of every topic."""
    return [
        toets_onderwerp(naam, tuple(sets), gevallen_van(regels, naam))
        for naam, sets in per_onderwerp(regels).items()
    ]


def toets_onderwerp(naam: str, regelsets: tuple[Regelset, ...], gevallen: Gevallen) -> Onderwerp:
    """Run the cases of one topic, and see what they show of its rules."""
    uitslagen = tuple(toets_geval(g, regelsets) for g in gevallen.gevallen)
    # Without one case there is one thing to say, not a list of everything that is not shown.
    gedekt = dekking(regelsets, uitslagen)
    if not uitslagen and gevallen.fouten:
        gedekt = Dekking(gedekt.regels, ())
    return Onderwerp(naam, regelsets, uitslagen, gevallen.fouten, gedekt)


def aanvaard_alles(regels: Regels) -> Iterator[Path]:
    """Rewrite the outcome blocks that differ; yields the changed files. A file with errors is left alone."""
    for naam, sets in per_onderwerp(regels).items():
        gevallen = gevallen_van(regels, naam)
        if gevallen.fouten or not gevallen.gevallen:
            continue
        nieuw = aanvaard(gevallen, lambda g, sets=tuple(sets): toets_geval(g, sets))  # type: ignore[misc]
        if nieuw is not None:
            gevallen.pad.write_text(nieuw, encoding="utf-8", newline="\n")
            yield gevallen.pad
