"""All rule files of a folder, as one body of law in versions.

A topic is a folder; each file in it is one version, named after its first day (`2020-01-01.regels`),
and a correction of a published version is a higher herziening of the same day (`2020-01-01.h2.regels`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias, TypeVar

from dsl.carriers import BESTAND as DRAGERS
from dsl.carriers import bezwaren, gronden, lees_dragers
from dsl.diagnostics import (
    CATALOGUE,
    Diagnostic,
    Label,
    diagnose,
    did_you_mean,
    in_order,
    label_at,
    label_at_rule,
)
from dsl.keeping import Kept
from dsl.lock import BESTAND as SLOT
from dsl.lock import lees_slot, veranderd
from dsl.norms import BESTAND as NORMEN
from dsl.norms import Norm, lees_normen
from dsl.notation import write_date
from dsl.overlay import gemeentemap, overreach
from dsl.parsing import MAX_BYTES, has_rules
from dsl.reading import concepts_with, read_bytes, read_ruleset
from dsl.register import BESTAND as BRONNEN
from dsl.register import Register, citaties, lees_register
from dsl.soundness import walk
from dsl.source import Source
from engine.carriers import Dragers
from engine.dossier import Dossier
from engine.rule import GEMEENTEN, BegripGebruik, Bron, Geldigheid, Regel, Regelset
from engine.vocabulary import Vocabulary
from engine.vocabulary import vocabulary as full_vocabulary

PROPOSAL = "voorstel.regels"
"""What a text is called that is in no file."""

_FILE_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.h([1-9][0-9]*))?\.regels")
_HEAD = re.compile(
    r"^(regelset|geldig\s+vanaf|herziening|regel)\s+(?:\"[^\"\n]*\"|[^\n\"]*?)(?=\s*(?:--|$))", re.MULTILINE
)


_Lezer: TypeAlias = Callable[..., tuple[Regelset | None, tuple[Diagnostic, ...]]]
"""Reads the bytes of a file of this name, which may have concepts from these."""


@dataclass(frozen=True)
class Library:
    """Every ruleset that could be read, sorted by name, first day and herziening."""

    regelsets: tuple[Regelset, ...]

    @cached_property
    def in_gebruik(self) -> tuple[Regelset, ...]:
        """What counts: of each version the highest herziening, whatever the ones before it said."""
        return _latest(self.regelsets)

    @cached_property
    def gemeenten(self) -> frozenset[str]:
        """The folder names of the municipalities that have rules of their own."""
        return frozenset(r.gemeente for r in self.regelsets if r.gemeente)

    def gemeente_van(self, dossier: Dossier) -> str:
        """The municipality whose own rules are about a case; empty when none are here."""
        if not self.gemeenten or not dossier.gemeente:
            return ""
        map_ = gemeentemap(dossier.gemeente)
        return map_ if map_ in self.gemeenten else ""

    def op(self, peildatum: dt.date, gemeente: str = "") -> tuple[Regelset, ...]:
        """Per topic the version in force on a day, sorted by name: national, and of one municipality."""
        return _op(self, peildatum, gemeente)

    def alle_voor(self, dossier: Dossier) -> tuple[Regelset, ...]:
        """All that is in use for a case, on whatever day: national law, and that of its own municipality."""
        gemeente = self.gemeente_van(dossier)
        return tuple(r for r in self.in_gebruik if r.gemeente in ("", gemeente))

    def voor(self, dossier: Dossier, peildatum: dt.date) -> tuple[Regelset, ...]:
        """What is in force on a day for a case: national law, and the rules of its own municipality."""
        return _op(self, peildatum, self.gemeente_van(dossier))


@lru_cache(maxsize=64)
def _op(library: Library, peildatum: dt.date, gemeente: str) -> tuple[Regelset, ...]:
    return tuple(
        [r for r in library.in_gebruik if r.geldig.omvat(peildatum) and r.gemeente in ("", gemeente)]
    )


def _latest(op_rij: Iterable[Regelset]) -> tuple[Regelset, ...]:
    return tuple({(r.naam, r.geldig.vanaf): r for r in op_rij}.values())


def volgorde(regelset: Regelset) -> tuple[str, dt.date, int, str]:
    """The order of rulesets in a library."""
    return regelset.naam, regelset.geldig.vanaf, regelset.herziening, regelset.bestand


def load_library(
    root: Path,
    vocabulary: Vocabulary | None = None,
    elders: Path | None = None,
    kept: Kept | None = None,
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every `.regels` file below `root`; a file with errors is reported and left out.

    What is known of sources and norms stands in `root`. A folder without a register is held against that
    in `elders`, and one with the rules of municipalities only against the national law there.
    `kept`: what an earlier run read.
    """
    lees = partial(read_bytes, vocabulary=vocabulary, kept=kept)
    diagnostics: list[Diagnostic] = []
    regelsets: list[Regelset] = []
    sources: dict[str, Source] = {}
    bestanden = list(_files(root))
    gedeeld = _shared(bestanden, lees) if elders is None else _shared_too(bestanden, elders, lees)
    nieuwste, zegels = _latest(gedeeld), _replaced(root, [bestand for bestand, _ in bestanden])
    for bestand, data in bestanden:
        begrippen = nieuwste if _takes(data) else ()
        if begrippen and bestand in zegels:
            dag, zegel = zegels[bestand]
            toen = tuple([r for r in gedeeld if r.geldig.omvat(dag)])
            begrippen = concepts_with(data, zegel, toen) or nieuwste
        regelset, gevonden = lees(data, bestand, begrippen)
        if not begrippen and any(d.code == "B05" for d in gevonden):
            # Only now does it matter what the head could have named.
            regelset, gevonden = lees(data, bestand, nieuwste)
        diagnostics += gevonden
        if regelset is None:
            continue
        sources[bestand] = Source(bestand, data.decode("utf-8"))
        regelsets.append(regelset)
        diagnostics += _place(sources[bestand], regelset, Path(bestand), root)
    regelsets.sort(key=volgorde)
    diagnostics += _versions(regelsets, sources)
    library = Library(tuple(regelsets))
    diagnostics += _rule_ids(library.in_gebruik, sources)
    diagnostics += _rule_gaps(library, sources)
    if len(regelsets) == len(bestanden):
        diagnostics += _unused_concepts(library, sources)
    landelijk = tuple(_national_elsewhere(library, sources, elders, kept))
    diagnostics += overreach((*landelijk, *library.in_gebruik), sources, vocabulary or full_vocabulary())
    diagnostics += _registers(library, sources, root, elders)
    return library, in_order(diagnostics)


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every rule file below a folder, in order.

    One byte too many is enough to be refused; a huge file is never read in full.
    """
    for pad in sorted(root.rglob("*.regels")):
        if pad.is_file():
            with pad.open("rb") as stroom:
                yield pad.relative_to(root).as_posix(), stroom.read(MAX_BYTES + 1)


def _shares(data: bytes) -> bool:
    """Whether a file can have concepts for others: it has no rules."""
    return not has_rules(data.decode("utf-8", "replace"))


def _takes(data: bytes) -> bool:
    """Whether a file can have concepts from others; one that has none is as it was when those change."""
    return b"begrippen" in data and not _shares(data)


def _shared(bestanden: Iterable[tuple[str, bytes]], lees: _Lezer) -> tuple[Regelset, ...]:
    """The files with concepts for others, in order."""
    gelezen = (lees(data, bestand)[0] for bestand, data in bestanden if _shares(data))
    return tuple(sorted((r for r in gelezen if r is not None and r.begrippen), key=volgorde))


def _shared_too(bestanden: Iterable[tuple[str, bytes]], elders: Path, lees: _Lezer) -> tuple[Regelset, ...]:
    """What a folder shares itself, and what another has that is not there."""
    hier = _shared(bestanden, lees)
    namen = {r.naam for r in hier}
    return *hier, *(r for r in _shared(_files(elders), lees) if r.naam not in namen)


def _replaced(root: Path, bestanden: Iterable[str]) -> dict[str, tuple[dt.date, str]]:
    """The published files that a higher herziening replaces: their first day, and their published digest.

    Such a file keeps the concepts of that day: it is there for the receipts that name it.
    """
    slot = _gelezen(lees_slot, root)
    if not isinstance(slot, dict):
        return {}
    per_versie: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for bestand in bestanden:
        map_, _, naam = bestand.rpartition("/")
        if gevonden := _FILE_NAME.fullmatch(naam):
            per_versie[map_, gevonden[1]][int(gevonden[2] or 1)] = bestand
    return {
        bestand: (dt.date.fromisoformat(dag), slot[map_, f"{dag}/{herziening}"].digest)
        for (map_, dag), versies in per_versie.items()
        for herziening, bestand in versies.items()
        if herziening < max(versies) and (map_, f"{dag}/{herziening}") in slot
    }


def _unused_concepts(library: Library, sources: Mapping[str, Source]) -> Iterable[Diagnostic]:
    """The concepts for other files that none of them uses."""
    used: dict[str, set[str]] = defaultdict(set)
    for regelset in library.in_gebruik:
        for ontlening in regelset.ontleningen:
            used[ontlening.onderwerp] |= ontlening.begrippen
    for regelset in library.in_gebruik:
        for begrip in regelset.begrippen:
            used[regelset.naam] |= {d.naam for d in walk(begrip.conditie) if isinstance(d, BegripGebruik)}
        for begrip in regelset.begrippen:
            if begrip.naam not in used[regelset.naam]:
                yield diagnose(
                    sources[regelset.bestand],
                    "B16",
                    f"het begrip `{begrip.naam}` wordt in geen enkel bestand gebruikt",
                    (begrip.plaats.start, begrip.plaats.einde),
                    "nergens gebruikt",
                    herstel=f"gebruik `{begrip.naam}` in een bestand met `begrippen uit {regelset.naam}`, "
                    "of haal het weg",
                )


def review(
    text: str, root: Path, vocabulary: Vocabulary | None = None
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    """Read a text that is not in a folder (yet), and hold its sources and norms against what `root` knows.

    Where it would stand and what stands beside it (versions, rules with the same id, the room that a law
    leaves to a municipality) is not looked at: that needs the folder.
    """
    gedeeld = _latest(_shared(_files(root), partial(read_bytes, vocabulary=vocabulary)))
    regelset, found = read_ruleset(text, PROPOSAL, vocabulary, gedeeld)
    if regelset is None:
        return None, found
    source = Source(PROPOSAL, text)
    diagnostics = list(found)
    register, normen = _gelezen(lees_register, root), _gelezen(lees_normen, root)
    if isinstance(register, Register):
        diagnostics += _bronnen(regelset, source, register)
    if isinstance(normen, Mapping):
        diagnostics += _normen(regelset, source, normen)
    return regelset, in_order(diagnostics)


def _national_elsewhere(
    library: Library, sources: dict[str, Source], elders: Path | None, kept: Kept | None
) -> Iterator[Regelset]:
    """National law for a folder that has only rules of municipalities; adds its text to `sources`."""
    if elders is None or not library.gemeenten or any(not s.gemeente for s in library.regelsets):
        return
    for regelset in load_library(elders, kept=kept)[0].in_gebruik:
        if not regelset.gemeente:
            tekst = (elders / regelset.bestand).read_text(encoding="utf-8")
            sources[regelset.bestand] = Source(regelset.bestand, tekst)
            yield regelset


_R = TypeVar("_R")


def _registers(
    library: Library, sources: Mapping[str, Source], root: Path, elders: Path | None
) -> Iterable[Diagnostic]:
    """Every source resolves, every norm is known, nothing published has changed."""
    register = _gelezen(lees_register, root)
    if register is None and elders is not None:
        register = _gelezen(lees_register, elders)
    normen = _gelezen(lees_normen, root)
    if normen is None and elders is not None and library.gemeenten:
        normen = _gelezen(lees_normen, elders)
    slot = _gelezen(lees_slot, root)
    dragers = _gelezen(lees_dragers, root)
    for bestand, gevonden in ((BRONNEN, register), (NORMEN, normen), (SLOT, slot), (DRAGERS, dragers)):
        if isinstance(gevonden, str):
            yield _onleesbaar(bestand, gevonden, "geldt voor alle regels")
    if isinstance(dragers, Dragers):
        if isinstance(register, Register):
            for zin in bezwaren(dragers, register):
                yield _onleesbaar(DRAGERS, zin, "vindplaats die niet bestaat")
        if isinstance(normen, Mapping):
            for waar, grond in gronden(dragers):
                if grond.norm and grond.norm not in normen:
                    zin = f"`{DRAGERS}`, {waar}: de norm `{grond.norm}` staat niet in het register van normen"
                    yield _onleesbaar(DRAGERS, zin, "norm die niet bestaat")
    if isinstance(slot, dict):
        yield from veranderd(slot, library.regelsets, sources)
    for regelset in library.in_gebruik:
        source = sources[regelset.bestand]
        if isinstance(register, Register):
            yield from _bronnen(regelset, source, register)
        if isinstance(normen, Mapping):
            yield from _normen(regelset, source, normen)


def _onleesbaar(bestand: str, zin: str, wat: str) -> Diagnostic:
    return _about(
        "G23",
        zin,
        label_at(Source(bestand, " "), 0, 1, wat),
        herstel="zet het bestand terug zoals het was, of verbeter wat er staat",
    )


def _gelezen(lees: Callable[[Path], _R | None], map_: Path) -> _R | str | None:
    """What the folder has, or a sentence about why it cannot be read."""
    try:
        return lees(map_)
    except ValueError as e:
        return str(e)


def _bronnen(regelset: Regelset, source: Source, register: Register) -> Iterable[Diagnostic]:
    """Whether the sources resolve."""
    onbekend: set[str] = set()
    for citatie in citaties(regelset):
        v = citatie.vindplaats
        plek = (v.plaats.start, v.plaats.einde)
        if not register.kent(v) and v.bron.kenmerk not in onbekend:
            onbekend.add(v.bron.kenmerk)
            yield diagnose(
                source,
                "G18",
                f"de wet {v.bron.kenmerk} staat niet in het register van bronnen",
                (v.bron.plaats.start, v.bron.plaats.einde),
                "onbekende wet",
                herstel=_bekende_wet(v.bron, register.namen),
            )
        bezwaar = next(register.bezwaren(v, citatie.geldig), None)
        if bezwaar is not None:
            yield diagnose(
                source,
                "G19",
                f"{register.namen[v.bron.kenmerk]}: {bezwaar.wat}",
                plek,
                f"niet in de tekst van {write_date(bezwaar.dag)}",
                herstel=bezwaar.herstel,
                waarom=f"`{citatie.door}` geldt ook als die tekst geldt",
            )
        if register.ongelezen(v):
            gelezen = register.overwegingen.get(v.bron.kenmerk, ())
            wel = f" (wel gelezen: {', '.join(gelezen)})" if gelezen else ""
            yield diagnose(
                source,
                "G20",
                f"overweging {v.overweging} van {v.bron.kenmerk} is door niemand gelezen",
                plek,
                "niet nagelezen",
                herstel=f"noem alleen de uitspraak, of lees de overweging en zet haar in `{BRONNEN}`{wel}",
            )


def _bekende_wet(bron: Bron, namen: Mapping[str, str]) -> str:
    """The number that goes with the title, else one like it, else which laws are known."""
    met_naam = next((bwb for bwb, naam in namen.items() if naam.casefold() == bron.titel.casefold()), None)
    anders = f"zet de wet in `{BRONNEN}`; bekend zijn {', '.join(sorted(namen.values()))}"
    return f"bedoelt u `{met_naam}`?" if met_naam else did_you_mean(bron.kenmerk, namen, anders)


def _normen(regelset: Regelset, source: Source, normen: Mapping[str, Norm]) -> Iterable[Diagnostic]:
    for regel in regelset.regels:
        if regel.norm not in normen:
            einde = regel.plaats.start + len("regel")
            yield diagnose(
                source,
                "G21",
                f"de norm `{regel.norm}` staat niet in het register van normen",
                (regel.plaats.start, source.tekst.index(regel.id, einde) + len(regel.id)),
                "hoort bij geen bekende norm",
                herstel=did_you_mean(
                    regel.norm,
                    normen,
                    "noem achter `norm` de landelijke norm waar de regel bij hoort"
                    if regelset.gemeente
                    else "zet de norm in `normen.toml`",
                ),
            )


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


def _place(source: Source, regelset: Regelset, pad: Path, root: Path) -> Iterable[Diagnostic]:
    """The file stands where its head says; `pad` is seen from `root`."""
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
    delen = regelset.naam.split("/")
    if delen[0] == GEMEENTEN and (len(delen) != 3 or gemeentemap(delen[1]) != delen[1]):
        goed_zo = f"{GEMEENTEN}/{gemeentemap(delen[1]) if len(delen) > 2 else 'naam'}/{delen[-1]}"
        yield _about(
            "G15",
            f"de regels van een gemeente staan in `{GEMEENTEN}`, een map per gemeente, een map per onderwerp",
            _head(source, "regelset", "zo hoort dit bij geen gemeente"),
            herstel=f"zet het bestand in een map zoals `{goed_zo}`",
        )
    map_ = pad.parent.as_posix()
    if map_ == ".":
        # The folder of one topic: its name is that of the folder itself and those above it.
        map_ = "/".join(root.resolve().parts[1:][-len(delen) :])
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


def _rule_gaps(library: Library, sources: Mapping[str, Source]) -> Iterable[Diagnostic]:
    """A rule that stops does not come back later; a gap between whole versions is told once, for them."""
    seen: dict[str, list[tuple[Regelset, Regel]]] = defaultdict(list)
    for regelset in library.in_gebruik:
        for regel in regelset.regels:
            seen[regel.id].append((regelset, regel))
    for versies in seen.values():
        versies.sort(key=lambda v: v[1].geldig.vanaf)
        for (een_set, een), (ander_set, ander) in pairwise(versies):
            tot, grens = een.geldig.tot, ander.geldig.vanaf
            if tot is None or tot >= grens:
                continue
            zelfde = een_set.naam == ander_set.naam
            if zelfde and not any(s.naam == een_set.naam for s in library.op(tot)):
                continue
            yield _about(
                "G24",
                f"`{een.id}` geldt niet van {write_date(tot)} tot {write_date(grens)}, en daarna weer wel",
                label_at_rule(sources[ander_set.bestand], ander, "geldt hier opnieuw"),
                label_at_rule(sources[een_set.bestand], een, f"geldt tot {write_date(tot)}"),
                herstel="laat de twee perioden aansluiten; verviel de norm echt, geef de tweede dan een "
                "achtervoegsel",
            )


def _rule_ids(regelsets: Iterable[Regelset], sources: Mapping[str, Source]) -> Iterable[Diagnostic]:
    """On one day a rule id names one rule, whatever the topic."""
    seen: dict[str, list[tuple[Regelset, Geldigheid, Label]]] = defaultdict(list)
    for regelset in regelsets:
        for regel in regelset.regels:
            label = label_at_rule(sources[regelset.bestand], regel, "eerste regel")
            for ander, geldig, eerder in seen[regel.id]:
                if ander.naam != regelset.naam and geldig.overlapt(regel.geldig):
                    yield _about(
                        "G13",
                        f"regelnummer `{regel.id}` is al gebruikt in `{ander.naam}`",
                        Label(label.plaats, "tweede keer", label.bronregel),
                        eerder,
                        herstel="geef een van beide een achtervoegsel, zoals `-PGB`",
                    )
            seen[regel.id].append((regelset, regel.geldig, label))
