"""From text to syntax tree, block by block.

The text is cut at every line that starts with a word of `_TOP`, so that a mistake in one rule never
hides the next. Of a rule the part with the mistake is left out and the rest is read again, so that its other
mistakes are told as well. Everything that could make reading slow or endless is measured before it starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

from lark import Lark, TextSlice, Token, UnexpectedInput, UnexpectedToken

from dsl.diagnostics import MAX_MESSAGES, Diagnostic, diagnose, did_you_mean, one_of, shorten
from dsl.driving import Driver
from dsl.source import Source
from dsl.syntax import Block, Builder, RuleBlock

MAX_BYTES = 256 * 1024
MAX_DEPTH = 64
MAX_RULES = 1000
MAX_MISTAKES = 4
MAX_AGAIN = 32 * 1024
"""How much of one file is read again for more mistakes, to stay quick."""

ONE_TOPIC_A_LINE = "zet elk onderwerp op een eigen regel van het bestand, met `begrippen uit` ervoor"

_TOP = re.compile(r"^(regel|begrip|waarde|bron|ruimte)\b", re.MULTILINE)
_PART = re.compile(
    r"^([ \t]*)(?:norm|binnen|volgens|geldig vanaf|kenbaar vanaf|ernst|zekerheid|voor|waarbij|moet gelden|"
    r"tenzij|vraag|melding|advies)\b",
    re.MULTILINE,
)
_BRACKETS = re.compile(r'"[^"\n]*"|--[^\n]*|[()]')
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_PIECE = re.compile(r'"[^"\n]*"?|[\w-]+(?:[.,:/][\w-]+)*|[^\w\s]', re.UNICODE)

# How an expected terminal is named to the author; a terminal that is absent here is not named.
_NAMES: dict[str, str] = {
    "REGELSET": "regelset",
    "TITEL": "titel",
    "GELDIG_VANAF": "geldig vanaf",
    "KENBAAR_VANAF": "kenbaar vanaf",
    "HERZIENING": "herziening",
    "BEGRIPPEN_UIT": "begrippen uit",
    "TOT": "tot",
    "VANAF": "vanaf",
    "BETEKENT": "betekent",
    "NORM": "norm",
    "BINNEN": "binnen",
    "STAAT_IN": "staat in",
    "ALLEEN_BIJ": "alleen bij",
    "OVER": "over",
    "HOOGSTENS": "hoogstens",
    "ERNST": "ernst",
    "ZEKERHEID": "zekerheid",
    "VRAAG": "vraag",
    "MELDING": "melding",
    "ADVIES": "advies",
    "WAARBIJ": "waarbij",
    "MOET_GELDEN": "moet gelden",
    "VOOR_HET_DOSSIER": "voor het dossier",
    "VOOR_ELK_TWEETAL": "voor elk tweetal",
    "VOOR_ELK": "voor elke",
    "EN_ELK": "en elk",
    "VOOR": "voor",
    "TENZIJ": "tenzij",
    "ALS": "als",
    "VOLGENS": "volgens",
    "VINDPLAATS": "artikel",
    "IS": "is",
    "VERGELIJKING": "is",
    "EEN_VAN": "is een van",
    "BEVAT": "bevat",
    "AANWEZIG": "ontbreekt",
    "VOLDOET_AAN": "voldoet aan",
    "VOLDOEN_AAN": "voldoen aan",
    "WAARVOOR": "waarvoor",
    "GELDT": "geldt",
    "VAN": "van",
    "OP": "op",
    "NA": "na",
    "OVER_ELK": "over elke",
    "EN": "en",
    "OF": "of",
    "HAAK_SLUIT": ")",
    "HAAK_OPEN": "(",
}
_THINGS: dict[str, str] = {
    "TEKST": 'een tekst tussen aanhalingstekens (`"..."`)',
    "DATUM": "een datum zoals `1 januari 2020`",
    "GETAL": "een getal",
    "NAAM": "een naam",
    "PAD": "een kenmerk zoals `v.naam`",
    "KALE_TEKST": "een kenmerk of nummer",
}

# Typical slips, tried at the place where reading stopped: pattern, code, sentence, label, remedy.
_SLIPS: tuple[tuple[re.Pattern[str], str, str, str, str], ...] = tuple(
    (re.compile(patroon), code, zin, label, herstel)
    for patroon, code, zin, label, herstel in (
        (
            r'"[^"\n]*$',
            "L03",
            "deze tekst heeft geen sluitend aanhalingsteken",
            "hier begint de tekst",
            'zet een `"` achter de tekst, op dezelfde regel van het bestand',
        ),
        (
            "[“”„‟«»]",
            "L04",
            "de taal kent het teken `{0}` niet",
            "ander aanhalingsteken",
            'gebruik het rechte aanhalingsteken `"`',
        ),
        (r"==?", "L04", "de taal kent het teken `{0}` niet", "hier hoort een woord", "schrijf `is`"),
        (r"!=|<>|≠", "L04", "de taal kent het teken `{0}` niet", "hier hoort een woord", "schrijf `is niet`"),
        (
            r">=|≥",
            "L04",
            "de taal kent het teken `{0}` niet",
            "hier hoort een woord",
            "schrijf `is minstens`",
        ),
        (
            r"<=|≤",
            "L04",
            "de taal kent het teken `{0}` niet",
            "hier hoort een woord",
            "schrijf `is hoogstens`",
        ),
        (r">", "L04", "de taal kent het teken `{0}` niet", "hier hoort een woord", "schrijf `is meer dan`"),
        (r"<", "L04", "de taal kent het teken `{0}` niet", "hier hoort een woord", "schrijf `is minder dan`"),
        (r"&&?", "L04", "de taal kent het teken `{0}` niet", "hier hoort een woord", "schrijf `en`"),
        (r"\|\|?", "L04", "de taal kent het teken `{0}` niet", "hier hoort een woord", "schrijf `of`"),
        (
            r"#|//|/\*",
            "L04",
            "de taal kent het teken `{0}` niet",
            "geen begin van een toelichting",
            "begin een toelichting met `--`",
        ),
        (
            r"€\s*[0-9.,]*",
            "L06",
            "een bedrag schrijft u niet met `€`",
            "bedrag in een andere schrijfwijze",
            "schrijf het bedrag als `20,98 euro`",
        ),
        (
            r"[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}",
            "L05",
            "een datum schrijft u hier niet als `{0}`",
            "datum in cijfers",
            "schrijf de maand voluit, zoals `1 januari 2020`",
        ),
        (
            r"[0-9]+\s+(jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\b\.?",
            "L05",
            "een datum schrijft u hier niet als `{0}`",
            "afgekorte maand",
            "schrijf de maand voluit, zoals `1 januari 2020`",
        ),
        (
            r"art\.?(?=\s)|artikelen\b",
            "L01",
            "hier past geen `{0}`",
            "ander woord voor `artikel`",
            "schrijf `artikel` voluit, en voor elk artikel een eigen `volgens`",
        ),
        (r"moet\b(?!\s+gelden)", "L01", "hier past geen `{0}`", "half sleutelwoord", "schrijf `moet gelden`"),
        (
            r"(and|or|not)\b",
            "L01",
            "hier past geen `{0}`",
            "geen woord van de taal",
            "schrijf `en`, `of` of `niet (...)`",
        ),
        (
            r"[%@$^*+~;\\{}\[\]`']",
            "L04",
            "de taal kent het teken `{0}` niet",
            "onbekend teken",
            "haal het teken weg; de taal bestaat uit woorden",
        ),
    )
)


@cache
def grammar() -> Lark:
    """The grammar of `regels.lark`; made once."""
    return Lark(
        (Path(__file__).parent / "regels.lark").read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        start=["kop", "bron", "waarde", "begrip", "regel", "ruimte"],
        maybe_placeholders=False,
        cache=False,
    )


@cache
def _driver() -> Driver:
    return Driver(grammar(), Builder())


def _read(soort: str, tekst: str, start: int, einde: int) -> Block | UnexpectedInput:
    """One block, or what Lark says of the place where reading stopped."""
    block = cast("Block | None", _driver().read(soort, tekst, start, einde))
    if block is not None:
        return block
    try:
        grammar().parse(TextSlice(tekst, start, einde), start=soort)
    except UnexpectedInput as error:
        return error
    raise AssertionError("Lark reads what its own table does not")


def parse(source: Source) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """All blocks that could be read, and a message for each that could not."""
    refusal = _bounds(source)
    if refusal is not None:
        return (), (refusal,)
    blocks: list[Block] = []
    diagnostics: list[Diagnostic] = []
    again = MAX_AGAIN
    for soort, start, einde in _cut(source.tekst):
        if len(diagnostics) >= MAX_MESSAGES:
            break
        too_deep = _depth(source, start, einde)
        if too_deep is not None:
            diagnostics.append(too_deep)
            continue
        block = _read(soort, source.tekst, start, einde)
        if not isinstance(block, UnexpectedInput):
            blocks.append(block)
            continue
        diagnostics.append(_shape(source, soort, start, einde, block))
        if soort == "regel" and again >= einde - start:
            again -= einde - start
            rest, more = _rest_of_rule(source, start, einde, block)
            diagnostics += more
            blocks += [rest] if rest is not None else []
    return tuple(blocks), tuple(diagnostics)


def _rest_of_rule(
    source: Source, start: int, einde: int, error: UnexpectedInput
) -> tuple[RuleBlock | None, list[Diagnostic]]:
    """A rule without the parts in which reading stopped, and the mistakes that were found on the way."""
    tekst = source.tekst
    found: list[Diagnostic] = []
    for _ in range(MAX_MISTAKES):
        weg = _part_around(tekst, start, einde, error)
        if weg is None:
            break
        # The same length, so that every place stays what it was.
        tekst = tekst[: weg[0]] + re.sub(r"[^\n]", " ", tekst[weg[0] : weg[1]]) + tekst[weg[1] :]
        volgende = _read("regel", tekst, start, einde)
        if isinstance(volgende, RuleBlock):
            return volgende._replace(heel=False), found
        if not isinstance(volgende, UnexpectedInput) or _stop(volgende, einde) < weg[1]:
            # Not further on: what is told of it now would be about what was left out.
            break
        found.append(_shape(source, "regel", start, einde, volgende))
        error = volgende
    return None, found


def _stop(error: UnexpectedInput, einde: int) -> int:
    return einde if error.pos_in_stream is None else error.pos_in_stream


def _part_around(tekst: str, start: int, einde: int, error: UnexpectedInput) -> tuple[int, int] | None:
    """From the start of the part of a rule that has the mistake to the start of the next part."""
    delen = list(_PART.finditer(tekst, start, einde))
    # Words of the language also start lines inside conditions; those stand further from the margin.
    delen = [deel for deel in delen if deel[1] == delen[0][1]]
    plek = _stop(error, einde)
    rij = tekst.rfind("\n", start, plek) + 1
    if delen and rij > delen[0].start() and not tekst[rij:plek].strip() and plek - rij < len(delen[0][1]):
        # Nearer to the margin than any part: the start of another block that was meant.
        return rij, einde
    voor = [deel for deel in delen if deel.end(1) < plek]
    if not voor:
        return None
    eerste = voor[-1]
    if len(voor) > 1 and not tekst[eerste.end() : plek].strip():
        # The part before it may have ended too early, and have taken this one's first word for its own.
        eerste = voor[-2]
    return eerste.start(), next((deel.start() for deel in delen if deel.end(1) >= plek), einde)


def has_rules(tekst: str) -> bool:
    """Whether a text has rules, readable or not."""
    return any(gevonden[1] == "regel" for gevonden in _TOP.finditer(tekst))


def _cut(tekst: str) -> Iterator[tuple[str, int, int]]:
    """The head, then every block, with where it starts and ends."""
    soort, start = "kop", 0
    for gevonden in _TOP.finditer(tekst):
        yield soort, start, gevonden.start()
        soort, start = gevonden[1], gevonden.start()
    yield soort, start, len(tekst)


def _bounds(source: Source) -> Diagnostic | None:
    tekst = source.tekst
    if len(tekst) > MAX_BYTES or len(tekst.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return diagnose(
            source,
            "L08",
            f"dit bestand is groter dan {MAX_BYTES // 1024} KiB",
            (0, 1),
            "hier begint het bestand",
            herstel="verdeel de regels over meer onderwerpen, elk met een eigen map",
        )
    vreemd = _INVISIBLE.search(tekst)
    if vreemd is not None:
        return diagnose(
            source,
            "L11",
            f"hier staat een onzichtbaar teken (U+{ord(vreemd[0]):04X})",
            vreemd.span(),
            "onzichtbaar teken",
            herstel="verwijder het teken en typ het woord opnieuw",
            waarom="wat u niet ziet, mag de betekenis van een regel niet veranderen",
        )
    regels = [gevonden for gevonden in _TOP.finditer(tekst) if gevonden[1] == "regel"]
    if len(regels) > MAX_RULES:
        return diagnose(
            source,
            "L08",
            f"dit bestand heeft meer dan {MAX_RULES} regels",
            regels[MAX_RULES].span(),
            "een te veel",
            herstel="verdeel de regels over meer onderwerpen, elk met een eigen map",
        )
    return None


def _depth(source: Source, start: int, einde: int) -> Diagnostic | None:
    if source.tekst.count("(", start, einde) <= MAX_DEPTH:
        return None
    diepte = 0
    for gevonden in _BRACKETS.finditer(source.tekst, start, einde):
        if gevonden[0] == "(":
            diepte += 1
            if diepte > MAX_DEPTH:
                return too_deep(source, gevonden.start(), gevonden.end())
        elif gevonden[0] == ")":
            diepte -= 1
    return None


def too_deep(source: Source, start: int, einde: int) -> Diagnostic:
    return diagnose(
        source,
        "L07",
        f"deze voorwaarde is dieper genest dan {MAX_DEPTH} lagen",
        (start, einde),
        "hier gaat het te diep",
        herstel="geef een deel van de voorwaarde een eigen naam met `begrip`",
    )


# ---------------------------------------------------------------- saying what does not fit


def _shape(source: Source, soort: str, start: int, einde: int, error: UnexpectedInput) -> Diagnostic:
    tekst = source.tekst
    plek = error.pos_in_stream
    at_end = isinstance(error, UnexpectedToken) and cast(Token, error.token).type == "$END"
    verwacht = _expected(error)
    if plek is None or at_end or plek >= einde or not tekst[plek:einde].strip():
        return _too_early(source, soort, start, einde, verwacht)
    rij_einde = tekst.find("\n", plek)
    rij_einde = rij_einde if rij_einde >= 0 else len(tekst)
    for patroon, code, zin, label, herstel in _SLIPS:
        # `1-1-2020` starts as a number, so a date is looked for from the start of its first digit.
        vanaf = _run_start(tekst, start, plek) if code == "L05" else plek
        gevonden = patroon.match(tekst, vanaf, rij_einde)
        if gevonden is not None and gevonden.end() > plek:
            return diagnose(
                source,
                code,
                zin.format(shorten(gevonden[0], 30).strip()),
                gevonden.span(),
                label,
                herstel=herstel,
            )
    stuk = _PIECE.match(tekst, plek)
    eind = stuk.end() if stuk else plek + 1
    woord = tekst[plek:eind]
    zin = f"hier past geen `{shorten(woord, 40)}`"
    bekend = _words(verwacht)
    opsomming = _listing(verwacht)
    return diagnose(
        source,
        "L01",
        zin,
        (plek, eind),
        f"verwacht: {opsomming}" if opsomming else "past hier niet",
        herstel=did_you_mean(woord, bekend, _remedy(source, soort, start, plek, woord, opsomming)),
    )


def _run_start(tekst: str, start: int, plek: int) -> int:
    """Where the unbroken stretch of digits and signs around a place starts."""
    while plek > start and tekst[plek - 1] in "0123456789-/":
        plek -= 1
    return plek


def _too_early(source: Source, soort: str, start: int, einde: int, verwacht: set[str]) -> Diagnostic:
    laatste = start + len(source.tekst[start:einde].rstrip())
    opsomming = _listing(verwacht)
    naam = {"kop": "de kop van het bestand"}.get(soort, f"`{soort}`")
    begin = max(start, laatste - 1)
    return diagnose(
        source,
        "L02",
        f"{naam} houdt hier te vroeg op",
        (begin, max(laatste, begin + 1)),
        f"hierna verwacht: {opsomming}" if opsomming else "hier mist iets",
        herstel=f"vul aan met {opsomming}" if opsomming else f"maak {naam} af",
    )


def _remedy(source: Source, soort: str, start: int, plek: int, woord: str, opsomming: str) -> str:
    if woord in {"regel", "begrip", "waarde", "bron", "ruimte"}:
        return f"zet `{woord}` vooraan op een nieuwe regel van het bestand"
    if woord == "begrippen" and soort != "kop":
        return "zet `begrippen uit` in de kop van het bestand, boven de eerste `bron`"
    if soort == "kop" and woord in {"norm", "ernst", "volgens", "melding"}:
        return f"`{woord}` hoort bij een regel: begin die met `regel` en een regelnummer"
    if soort == "kop" and source.tekst[start:plek].rpartition("\n")[2].split()[-3:-1] == ["begrippen", "uit"]:
        return ONE_TOPIC_A_LINE
    if woord[0] in "0123456789":
        return "schrijf een getal (`18`), bedrag (`20,98 euro`), duur (`6 weken`) of datum (`1 mei 2020`)"
    return f"schrijf hier {opsomming}" if opsomming else f"haal `{shorten(woord, 30)}` weg"


def _expected(error: UnexpectedInput) -> set[str]:
    parser = getattr(error, "interactive_parser", None)
    return set(parser.accepts()) if parser is not None else set()


def _words(verwacht: set[str]) -> list[str]:
    return [woord for naam, woord in _NAMES.items() if naam in verwacht and len(woord) > 1]


def _listing(verwacht: set[str]) -> str:
    woorden = _words(verwacht)
    dingen = [zin for naam, zin in _THINGS.items() if naam in verwacht]
    if not woorden and {"NAAM", "PAD", "GETAL"} <= verwacht:
        return "een kenmerk zoals `v.naam`, een waarde of een naam"
    if dingen and (len(woorden) > 2 or not woorden):
        return " of ".join(dingen[:2]) if not woorden else one_of(woorden)
    return " of ".join([*dingen[:1], one_of(woorden)] if dingen else [one_of(woorden)]).strip()
