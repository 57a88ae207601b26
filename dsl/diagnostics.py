"""Messages to the author of a rule: values in a list, never exceptions.

A diagnostic says what is wrong, shows where, and always says what to type instead. `CATALOGUE` lists
every code there is; each has a page in `diagnosen/` with an example that is wrong and one that is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from dsl.source import Source
from engine.rule import Plaats, Regel

Zwaarte = Literal["fout", "waarschuwing"]

CATALOGUE: dict[str, Zwaarte] = {
    # L: lezen, the shape of the text
    "L01": "fout",  # a word where it does not fit
    "L02": "fout",  # a block that ends too early
    "L03": "fout",  # a text without its closing quote
    "L04": "fout",  # a sign that the language does not know
    "L05": "fout",  # a date in digits
    "L06": "fout",  # a number or quantity in another notation
    "L07": "fout",  # brackets or phrases nested too deep
    "L08": "fout",  # a file that is too big
    "L09": "fout",  # not UTF-8
    "L10": "waarschuwing",  # byte order mark
    "L11": "fout",  # invisible control character
    "L12": "fout",  # a name that is too long or has another form
    "L13": "fout",  # a part of a rule or head that is missing
    "L14": "fout",  # a part that stands there twice
    "L15": "fout",  # parts in another order
    "L16": "fout",  # neither `moet gelden` nor `vraag`
    "L17": "fout",  # a placeholder of the wrong shape
    "L18": "fout",  # ernst or zekerheid with an unknown word
    # B: begrip, words and types
    "B01": "fout",  # unknown kind
    "B02": "fout",  # unknown variable or named value
    "B03": "fout",  # unknown attribute
    "B04": "fout",  # unknown word of a choice
    "B05": "fout",  # unknown concept
    "B06": "fout",  # two types that do not compare
    "B07": "fout",  # an operator that does not fit the type
    "B08": "fout",  # text word on a fact field, or the other way round
    "B09": "fout",  # references to different kinds
    "B10": "fout",  # a path through something plural or through a plain value
    "B11": "fout",  # a name given twice
    "B12": "fout",  # `van` that leads nowhere or in two ways
    "B13": "fout",  # a concept used with other parts than it is for
    "B14": "fout",  # a placeholder that is no single value
    "B15": "waarschuwing",  # a placeholder that may stay empty
    "B16": "waarschuwing",  # defined, never used
    "B17": "fout",  # a scope that can never hold
    "B18": "fout",  # a requirement that only repeats the scope
    "B19": "fout",  # both sides the same
    "B20": "fout",  # a constant with a type or an `op` that the place does not take
    "B21": "fout",  # a concept for other files that needs a value of the day
    # G: geldigheid, validity and sources
    "G01": "fout",  # two versions on one day
    "G02": "fout",  # a gap between two versions
    "G03": "fout",  # `tot` not after `vanaf`
    "G04": "fout",  # a rule's validity outside that of its file
    "G05": "fout",  # unknown source
    "G06": "fout",  # malformed ECLI
    "G07": "fout",  # malformed BWB id
    "G08": "fout",  # malformed article, paragraph or consideration
    "G09": "fout",  # a date that is not on the calendar
    "G10": "fout",  # periods of a named value that overlap
    "G11": "waarschuwing",  # a gap between the periods of a named value
    "G12": "waarschuwing",  # an unverified norm with a severity above advice
    "G13": "fout",  # a rule id given twice
    "G14": "fout",  # a file name that is not the first day
    "G15": "fout",  # a ruleset name that is not its folder
    "G16": "fout",  # a place that does not exist in this sort of source
    "G17": "fout",  # the same herziening twice
    "G18": "fout",  # a law that the register of sources does not have
    "G19": "fout",  # an article, member or part that does not exist while the rule is in force
    "G20": "fout",  # a paragraph of a ruling that nobody read
    "G21": "fout",  # a norm that the register of norms does not have
    "G22": "fout",  # a published version that changed or is gone
    "G23": "fout",  # a register that cannot be read
    "G24": "fout",  # a rule that stops and comes back later
    "G25": "fout",  # a rule in force on a day on which a value it needs has none
    "G26": "fout",  # concepts from a topic that has none, or none for as long as the file is in force
    # R: ruimte, rules of a municipality and the room that the law gives them
    "R01": "fout",  # a rule or value of a municipality that names no room
    "R02": "fout",  # a room that does not exist, or twice
    "R03": "fout",  # in force on a day on which the room is not there
    "R04": "fout",  # no source of the municipality, or one that may not settle this
    "R05": "fout",  # without the article that gives the room
    "R06": "fout",  # asks something of what the room is not about
    "R07": "fout",  # not confined to the law that gives the room
    "R08": "fout",  # graver than the room allows
    "R09": "fout",  # a value over the limit of the room
    "R10": "fout",  # takes the number or name of something national
    "R11": "fout",  # in national law what is a municipality's, or the other way round
}

MAX_MESSAGES = 100
"""After so many errors in one file reading stops, and so many warnings are told; it keeps the worst of files
quick to refuse."""

MAX_SENTENCE = 400
MAX_LINE = 1000
MAX_CANDIDATES = 300

_PAGES = Path(__file__).parent / "diagnosen"


@dataclass(frozen=True, slots=True)
class Label:
    """A stretch of text with what it is; it carries its own row of text so that it can be shown."""

    plaats: Plaats
    tekst: str
    bronregel: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One message. The first label is where it is about, at most two others support it."""

    code: str
    ernst: Zwaarte
    zin: str
    labels: tuple[Label, ...]
    waarom: str | None
    herstel: str

    @property
    def plaats(self) -> Plaats:
        return self.labels[0].plaats

    @property
    def fout(self) -> bool:
        return self.ernst == "fout"


def diagnose(
    source: Source,
    code: str,
    zin: str,
    spot: tuple[int, int],
    label: str,
    *,
    herstel: str,
    waarom: str | None = None,
    ook: Sequence[tuple[int, int, str]] = (),
) -> Diagnostic:
    """The one way to make a diagnostic about a single file."""
    labels = tuple(label_at(source, *stuk) for stuk in ((*spot, label), *ook[:2]))
    return Diagnostic(
        code, CATALOGUE[code], shorten(zin, MAX_SENTENCE), labels, waarom, shorten(herstel, MAX_SENTENCE)
    )


def label_at(source: Source, start: int, einde: int, tekst: str) -> Label:
    plaats = source.plaats(start, einde)
    return Label(plaats, shorten(tekst, MAX_SENTENCE), source.line(plaats.rij)[:MAX_LINE])


def label_at_rule(source: Source, regel: Regel, tekst: str) -> Label:
    """From the word `regel` to the number of the rule."""
    start = regel.plaats.start
    einde = source.tekst.index(regel.id, start + len("regel")) + len(regel.id)
    return label_at(source, start, einde, tekst)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file and place, without repeats."""
    return tuple(
        sorted(dict.fromkeys(diagnostics), key=lambda d: (d.plaats.bestand, d.plaats.start, d.code, d.zin))
    )


def shorten(tekst: str, lengte: int = 60) -> str:
    return tekst if len(tekst) <= lengte else tekst[: lengte - 1] + "…"


def did_you_mean(woord: str, bekend: Iterable[str], anders: str) -> str:
    """The nearest known word as a question, otherwise the given advice."""
    laag = {naam.lower(): naam for naam in islice(bekend, MAX_CANDIDATES)}
    dicht = get_close_matches(woord[:80].lower().replace("-", "_"), laag, n=1, cutoff=0.6)
    return f"bedoelt u `{laag[dicht[0]]}`?" if dicht else anders


def one_of(woorden: Iterable[str], *, hoogstens: int = 8, verbinding: str = "of") -> str:
    """`a`, `b` of `c`."""
    lijst = [f"`{woord}`" for woord in woorden]
    if len(lijst) > hoogstens:
        return ", ".join(lijst[:hoogstens]) + " …"
    if len(lijst) < 2:
        return "".join(lijst)
    return f"{', '.join(lijst[:-1])} {verbinding} {lijst[-1]}"


# ---------------------------------------------------------------- showing


def render(diagnostic: Diagnostic) -> str:
    """The message as text, in the manner of a compiler."""
    breedte = max(len(str(label.plaats.rij)) for label in diagnostic.labels)
    kantlijn = " " * breedte + " |"
    regels = [f"{diagnostic.ernst}[{diagnostic.code}]: {diagnostic.zin}"]
    vorig: str | None = None
    rij = 0
    # The main file first, whatever its name; within a file from top to bottom.
    hoofd = diagnostic.labels[0]
    for label in sorted(
        diagnostic.labels, key=lambda stuk: (stuk.plaats.bestand != hoofd.plaats.bestand, stuk.plaats.start)
    ):
        if label.plaats.bestand != vorig:
            anker = hoofd if label.plaats.bestand == hoofd.plaats.bestand else label
            plaats = anker.plaats
            regels += [f"{' ' * breedte}--> {plaats.bestand}:{plaats.rij}:{plaats.kolom}", kantlijn]
        elif label.plaats.rij > rij + 1:
            regels.append("...")
        if label.plaats.bestand != vorig or label.plaats.rij != rij:
            regels.append(f"{label.plaats.rij:>{breedte}} | {label.bronregel}".rstrip())
        vorig, rij = label.plaats.bestand, label.plaats.rij
        regels.append(f"{kantlijn} {_underline(label, '^' if label is hoofd else '-')}")
    regels.append(kantlijn)
    if diagnostic.waarom:
        regels.append(f"{' ' * breedte} = waarom:  {diagnostic.waarom}")
    regels.append(f"{' ' * breedte} = herstel: {diagnostic.herstel}")
    return "\n".join(regels)


def _underline(label: Label, teken: str) -> str:
    begin = label.plaats.kolom - 1
    lengte = max(1, min(label.plaats.einde - label.plaats.start, len(label.bronregel) - begin))
    # Tabs are kept, so that the carets stay under the words whatever the width of a tab.
    inspringing = "".join("\t" if letter == "\t" else " " for letter in label.bronregel[:begin])
    return f"{inspringing}{teken * lengte} {label.tekst}".rstrip()


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """The message for an editor."""
    return {
        "code": diagnostic.code,
        "ernst": diagnostic.ernst,
        "zin": diagnostic.zin,
        "labels": [
            {
                "bestand": label.plaats.bestand,
                "rij": label.plaats.rij,
                "kolom": label.plaats.kolom,
                "start": label.plaats.start,
                "einde": label.plaats.einde,
                "tekst": label.tekst,
                "hoofd": nummer == 0,
            }
            for nummer, label in enumerate(diagnostic.labels)
        ],
        "waarom": diagnostic.waarom,
        "herstel": diagnostic.herstel,
    }


@cache
def explain(code: str) -> str | None:
    """The page about a code, or nothing when there is no such code."""
    if code not in CATALOGUE:
        return None
    return (_PAGES / f"{code}.md").read_text(encoding="utf-8")
