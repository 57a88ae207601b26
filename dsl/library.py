"""All rule files of a folder, as one body of law in versions.

A topic is a folder; each file in it is one version, named after its first day (`2020-01-01.regels`),
and a correction of a published version is a higher herziening of the same day (`2020-01-01.h2.regels`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dsl.diagnostics import CATALOGUE, Diagnostic, Label, in_order, label_at
from dsl.notation import write_date
from dsl.parsing import MAX_BYTES
from dsl.reading import read_bytes
from dsl.source import Source
from engine.rule import Geldigheid, Regelset
from engine.vocabulary import Vocabulary

_FILE_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.h([1-9][0-9]*))?\.regels")
_HEAD = re.compile(
    r"^(regelset|geldig\s+vanaf|herziening|regel)\s+(?:\"[^\"\n]*\"|[^\n\"]*?)(?=\s*(?:--|$))", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Library:
    """Every ruleset that could be read, sorted by name, first day and herziening."""

    regelsets: tuple[Regelset, ...]

    @property
    def in_gebruik(self) -> tuple[Regelset, ...]:
        """What counts: of each version the highest herziening, whatever the ones before it said."""
        return tuple({(r.naam, r.geldig.vanaf): r for r in self.regelsets}.values())

    def op(self, peildatum: dt.date) -> tuple[Regelset, ...]:
        """Per topic the version in force on a day, sorted by name."""
        return tuple(r for r in self.in_gebruik if r.geldig.omvat(peildatum))


def load_library(root: Path, vocabulary: Vocabulary | None = None) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every `.regels` file below `root`; a file with errors is reported and left out."""
    diagnostics: list[Diagnostic] = []
    regelsets: list[Regelset] = []
    sources: dict[str, Source] = {}
    for pad in sorted(root.rglob("*.regels")):
        if not pad.is_file():
            continue
        bestand = pad.relative_to(root).as_posix()
        # One byte too many is enough to be refused; a huge file is never read in full.
        with pad.open("rb") as stroom:
            data = stroom.read(MAX_BYTES + 1)
        regelset, gevonden = read_bytes(data, bestand, vocabulary)
        diagnostics += gevonden
        if regelset is None:
            continue
        sources[bestand] = Source(bestand, data.decode("utf-8"))
        regelsets.append(regelset)
        diagnostics += _place(sources[bestand], regelset, pad.relative_to(root))
    regelsets.sort(
        key=lambda regelset: (regelset.naam, regelset.geldig.vanaf, regelset.herziening, regelset.bestand)
    )
    diagnostics += _versions(regelsets, sources)
    library = Library(tuple(regelsets))
    diagnostics += _rule_ids(library.in_gebruik, sources)
    return library, in_order(diagnostics)


def _head(source: Source, woord: str, tekst: str) -> Label:
    """The line of the head that starts with a word; the start of the file when there is none."""
    for gevonden in _HEAD.finditer(source.tekst):
        if gevonden[1].split()[0] == woord:
            return label_at(source, *gevonden.span(), tekst)
    return label_at(source, 0, 1, tekst)


def _about(code: str, zin: str, *labels: Label, herstel: str, waarom: str | None = None) -> Diagnostic:
    return Diagnostic(code, CATALOGUE[code], zin, labels, waarom, herstel)


def _file_name(regelset: Regelset) -> str:
    suffix = f".h{regelset.herziening}" if regelset.herziening > 1 else ""
    return f"{regelset.geldig.vanaf.isoformat()}{suffix}.regels"


def _place(source: Source, regelset: Regelset, pad: Path) -> Iterable[Diagnostic]:
    """The file stands where its head says."""
    goed = _file_name(regelset)
    gevonden = _FILE_NAME.fullmatch(pad.name)
    if gevonden is None or (gevonden[1], int(gevonden[2] or 1)) != (
        regelset.geldig.vanaf.isoformat(),
        regelset.herziening,
    ):
        yield _about(
            "G14",
            f"het bestand heet `{pad.name}`, bij de kop hoort `{goed}`",
            _head(source, "geldig", "eerste dag van deze versie"),
            herstel=f"noem het bestand `{goed}`",
        )
    map_ = pad.parent.as_posix()
    if map_ != regelset.naam:
        yield _about(
            "G15",
            f"`regelset {regelset.naam}` staat in de map `{map_}`",
            _head(source, "regelset", "naam van het onderwerp"),
            herstel=f"schrijf `regelset {map_}`, of zet het bestand in de map `{regelset.naam}`",
        )


def _versions(regelsets: list[Regelset], sources: Mapping[str, Source]) -> Iterable[Diagnostic]:
    """Of one topic, versions follow each other without overlap and without a gap."""
    topics: dict[str, dict[dt.date, list[Regelset]]] = defaultdict(lambda: defaultdict(list))
    for regelset in regelsets:
        topics[regelset.naam][regelset.geldig.vanaf].append(regelset)
    for per_dag in topics.values():
        for versies in per_dag.values():
            for een, ander in pairwise(versies):
                if een.herziening == ander.herziening:
                    yield _about(
                        "G17",
                        f"herziening {een.herziening} van `{een.naam}/{een.geldig.vanaf}` staat er twee keer",
                        _head(sources[ander.bestand], "geldig", "dezelfde eerste dag en herziening"),
                        _head(sources[een.bestand], "geldig", "eerste bestand"),
                        herstel=f"geef de nieuwste `herziening {een.herziening + 1}`",
                    )
        # Only what is in force counts: the highest herziening of each first day.
        for een, ander in pairwise(versies[-1] for _, versies in sorted(per_dag.items())):
            yield from _between(een, ander, sources)


def _between(een: Regelset, ander: Regelset, sources: Mapping[str, Source]) -> Iterable[Diagnostic]:
    grens, tot = ander.geldig.vanaf, een.geldig.tot
    if tot is None or tot > grens:
        eerste = (
            "deze versie heeft geen einddatum" if tot is None else f"deze versie loopt tot {write_date(tot)}"
        )
        yield _about(
            "G01",
            "twee versies gelden op dezelfde dag",
            _head(sources[ander.bestand], "geldig", "en overlapt vanaf hier"),
            _head(sources[een.bestand], "geldig", eerste),
            herstel=f"sluit de eerste versie af met `tot {write_date(grens)}`",
        )
    elif tot < grens:
        yield _about(
            "G02",
            f"van {write_date(tot)} tot {write_date(grens)} geldt geen versie van `{een.naam}`",
            _head(sources[ander.bestand], "geldig", "de volgende versie begint later"),
            _head(sources[een.bestand], "geldig", f"deze versie loopt tot {write_date(tot)}"),
            herstel=f"laat de eerste versie lopen tot {write_date(grens)}, of laat de tweede eerder beginnen",
        )


def _meet(een: Geldigheid, ander: Geldigheid) -> bool:
    return (een.tot is None or ander.vanaf < een.tot) and (ander.tot is None or een.vanaf < ander.tot)


def _rule_ids(regelsets: Iterable[Regelset], sources: Mapping[str, Source]) -> Iterable[Diagnostic]:
    """On one day a rule id names one rule, whatever the topic."""
    seen: dict[str, list[tuple[Regelset, Geldigheid, Label]]] = defaultdict(list)
    for regelset in regelsets:
        source = sources[regelset.bestand]
        for regel in regelset.regels:
            einde = regel.plaats.start + len("regel")
            label = label_at(
                source,
                regel.plaats.start,
                source.tekst.index(regel.id, einde) + len(regel.id),
                "eerste regel",
            )
            for ander, geldig, eerder in seen[regel.id]:
                if ander.naam != regelset.naam and _meet(geldig, regel.geldig):
                    yield _about(
                        "G13",
                        f"regelnummer `{regel.id}` is al gebruikt in `{ander.naam}`",
                        Label(label.plaats, "tweede keer", label.bronregel),
                        eerder,
                        herstel="geef een van beide een achtervoegsel, zoals `-PGB`",
                    )
            seen[regel.id].append((regelset, regel.geldig, label))
