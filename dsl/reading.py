"""From the text or bytes of one file to a ruleset, with everything there is to tell its author."""

from __future__ import annotations

import hashlib

from dsl.diagnostics import Diagnostic, diagnose, in_order
from dsl.parsing import parse
from dsl.resolving import resolve
from dsl.source import Source
from engine.rule import Regelset
from engine.vocabulary import Vocabulary
from engine.vocabulary import vocabulary as full_vocabulary


def read_ruleset(
    text: str, bestand: str, vocabulary: Vocabulary | None = None, *, digest: str | None = None
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    """Read the text of one file. The ruleset is absent when any of the diagnostics is a `fout`."""
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
    regelset, meaning = resolve(source, blocks, vocabulary or full_vocabulary(), digest, whole=not shape)
    alles = in_order([*diagnostics, *shape, *meaning])
    return (None if any(diagnostic.fout for diagnostic in alles) else regelset), alles


def read_bytes(
    data: bytes, bestand: str, vocabulary: Vocabulary | None = None
) -> tuple[Regelset | None, tuple[Diagnostic, ...]]:
    """Read the bytes of one file; the digest of the ruleset is that of these bytes."""
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
    return read_ruleset(text, bestand, vocabulary, digest=hashlib.sha256(data).hexdigest())
