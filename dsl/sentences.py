"""Sentences for a reader, with the placeholders in them."""

from __future__ import annotations

import re

from dsl.diagnostics import shorten
from dsl.parts import text_of
from dsl.scope import Context, Env, attribute, in_words
from dsl.syntax import Word
from engine.rule import Invulling, Sjabloon
from engine.vocabulary import Lijst, Structuur, Verzameling

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PATH = re.compile(r"\w+(\.\w+)*")


def template(context: Context, env: Env, woord: Word) -> Sjabloon:
    """A sentence with its placeholders; what is between braces is `kenmerk` or `kenmerk|words`."""
    tekst, begin = text_of(woord), woord.start + 1
    delen: list[str | Invulling] = []
    vorig = 0
    for gevonden in _PLACEHOLDER.finditer(tekst):
        if context.full:
            break
        _loose_braces(context, tekst[vorig : gevonden.start()], begin + vorig)
        if gevonden.start() > vorig:
            delen.append(tekst[vorig : gevonden.start()])
        vorig = gevonden.end()
        invulling = _placeholder(context, env, gevonden[1], begin + gevonden.start() + 1)
        if invulling is not None:
            delen.append(invulling)
    _loose_braces(context, tekst[vorig:], begin + vorig)
    if vorig < len(tekst):
        delen.append(tekst[vorig:])
    return Sjabloon(tuple(delen), context.plaats(woord.start, woord.einde))


def _loose_braces(context: Context, stuk: str, begin: int) -> None:
    gevonden = re.search(r"[{}]", stuk)
    if gevonden is not None:
        plek = begin + gevonden.start()
        context.report(
            "L17",
            f"deze `{gevonden[0]}` hoort nergens bij",
            (plek, plek + 1),
            "losse accolade",
            herstel="schrijf een invulling als `{v.naam}`",
        )


def _placeholder(context: Context, env: Env, inhoud: str, begin: int) -> Invulling | None:
    pad, streep, anders = inhoud.partition("|")
    einde = begin + max(len(inhoud), 1)
    if not _PATH.fullmatch(pad) or (streep and not anders.strip()):
        context.report(
            "L17",
            f"`{{{shorten(inhoud)}}}` is geen invulling",
            (begin, einde),
            "zo niet te lezen",
            herstel="schrijf `{v.naam}`, of `{v.naam|de voorziening}` met woorden voor als het leeg is",
        )
        return None
    found = attribute(context, env, Word("PAD", pad, begin, begin + len(pad)))
    if found is None:
        return None
    if isinstance(found.type, Lijst | Structuur | Verzameling):
        context.report(
            "B14",
            f"`{{{pad}}}` is {in_words(found.type)} en past niet in een zin",
            (begin, begin + len(pad)),
            "geen enkele waarde",
            herstel="noem een kenmerk dat een enkele waarde is, zoals `{v.naam}`",
        )
        return None
    return Invulling(found.kenmerk, anders if streep else None)
