"""From the text or bytes of one file to a ruleset, with everything there is to tell its author."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from dsl.borrowing import together
from dsl.diagnostics import Diagnostic, diagnose, in_order
from dsl.keeping import Kept
from dsl.parsing import parse
from dsl.resolving import resolve
from dsl.source import Source
from dsl.syntax import Block, HeadBlock, RuleBlock
from engine.rule import Regelset
from engine.vocabulary import Vocabulary
from engine.vocabulary import vocabulary as full_vocabulary


def read_ruleset(
    text: str,
    bestand: str,
    vocabulary: Vocabulary | None = None,
    gedeeld: Sequence[Regelset] = (),
    *,
    digest: str | None = None,
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    """Read the text of one file. The ruleset is absent when any of the diagnostics is a `fout`.

    `gedeeld`: the files whose concepts this one may use.
    """
    marked = text.startswith("\ufeff")
    source = Source(bestand, text[1:] if marked else text)
    diagnostics: list[Diagnostic] = []
    if marked:
        diagnostics.append(
            diagnose(
                source,
                "L10",
                "het bestand begint met een onzichtbaar teken (BOM)",
                (0, 1),
                "hier staat het voor",
                herstel="bewaar het bestand als UTF-8 zonder BOM",
            )
        )
    digest = digest or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    blocks, shape = parse(source)
    regelset, meaning = resolve(
        source, blocks, vocabulary or full_vocabulary(), digest, gedeeld, whole=not shape
    )
    alles = in_order([*diagnostics, *shape, *(_not_told_yet(source, blocks, meaning) if shape else meaning)])
    return (None if any(diagnostic.fout for diagnostic in alles) else regelset), alles


_NAMED: Final = {"G05": "bron", "B05": "begrip", "B02": "waarde"}
_NAMING = re.compile(r"^(bron|begrip|waarde)[ \t]+([\w-]+)", re.MULTILINE)
_TAKING = re.compile(r"^[ \t]*(begrippen)\b", re.MULTILINE)


def _not_told_yet(
    source: Source, blocks: Iterable[Block], meaning: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """Without complaints that a name is unknown when what gives it could not be read: that has been told."""
    read = {block.naam.start for block in blocks if not isinstance(block, HeadBlock | RuleBlock)}
    unread = {(m[1], m[2]) for m in _NAMING.finditer(source.tekst) if m.start(2) not in read}
    taken = {part.start for block in blocks if isinstance(block, HeadBlock) for part in block.delen}
    unknown = any(m.start(1) not in taken for m in _TAKING.finditer(source.tekst))
    for diagnostic in meaning:
        plaats = diagnostic.plaats
        if unknown and diagnostic.code == "B05":
            continue
        if (_NAMED.get(diagnostic.code), source.tekst[plaats.start : plaats.einde]) not in unread:
            yield diagnostic


def read_bytes(
    data: bytes,
    bestand: str,
    gedeeld: tuple[Regelset, ...] = (),
    *,
    vocabulary: Vocabulary | None = None,
    kept: Kept | None = None,
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    """Read the bytes of one file, as `read_ruleset` does its text.

    Remembered for files that are read again: of a folder in which one changed, the others are as they were.
    `kept`: what an earlier run read of files about which there is nothing to tell.
    """
    if vocabulary is not None:
        return _read(data, bestand, gedeeld, vocabulary)
    return _remembered(data, bestand, gedeeld, kept)


@lru_cache(maxsize=256)
def _remembered(
    data: bytes, bestand: str, gedeeld: tuple[Regelset, ...], kept: Kept | None
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    if kept is None:
        return _read(data, bestand, gedeeld)
    gevonden = kept.find(data, bestand, gedeeld)
    if gevonden is not None:
        return gevonden, ()
    regelset, told = _read(data, bestand, gedeeld)
    if regelset is not None and not told:
        kept.keep(data, bestand, gedeeld, regelset)
    return regelset, told


def _read(
    data: bytes, bestand: str, gedeeld: tuple[Regelset, ...], vocabulary: Vocabulary | None = None
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode("utf-8"))
        source = Source(bestand, data.decode("utf-8", "replace"))
        diagnostic = diagnose(
            source,
            "L09",
            "dit bestand is niet bewaard als UTF-8",
            (start, start + 1),
            "hier staat een vreemd teken",
            herstel="bewaar het bestand opnieuw met de tekencodering UTF-8",
        )
        return None, (diagnostic,)
    return read_ruleset(text, bestand, vocabulary, gedeeld, digest=hashlib.sha256(data).hexdigest())


MAX_CHOICES: Final = 10_000


@lru_cache(maxsize=256)
def concepts_with(data: bytes, digest: str, gedeeld: tuple[Regelset, ...]) -> tuple[Regelset, ...] | None:
    """The versions of the concepts with which a file has this digest; nothing when they are not there."""
    blocks, _ = parse(Source("", data.decode("utf-8", "replace")))
    delen = next((block.delen for block in blocks if isinstance(block, HeadBlock)), ())
    namen = [deel.inhoud.tekst for deel in delen if deel.sleutel == "BEGRIPPEN_UIT"]
    if len(set(namen)) < len(namen):
        return None  # a fault, so it never had one
    eigen = hashlib.sha256(data).hexdigest()
    keuzen = product(*([r for r in gedeeld if r.naam == naam] for naam in namen))
    for keuze in islice(keuzen, MAX_CHOICES):
        if together(eigen, [r.digest for r in keuze]) == digest:
            return keuze
    return None
