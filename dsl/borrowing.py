"""Concepts that a file has from another: `begrippen uit` in its head.

A file without rules shares all of its concepts. It cannot have any from elsewhere, so that nobody has to
follow a chain to know what a word means.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dsl.diagnostics import did_you_mean, one_of, shorten
from dsl.notation import write_date
from dsl.parsing import ONE_TOPIC_A_LINE
from dsl.scope import Concept, Context
from dsl.syntax import Word
from engine.rule import Geldigheid, Ontlening, Regelset, gemeente_bij


def together(eigen: str, gedeeld: Sequence[str]) -> str:
    """The digest of a file, from that of its own text and of the files that it has concepts from."""
    return hashlib.sha256("\n".join([eigen, *gedeeld]).encode()).hexdigest() if gedeeld else eigen


def borrowed(
    context: Context,
    onderwerpen: Iterable[Word],
    onderwerp: str,
    geldig: Geldigheid | None,
    gedeeld: Sequence[Regelset],
    *,
    deelt: bool,
) -> Iterator[tuple[Word, Regelset]]:
    """Give the concepts of each topic their name in this file; yields the version that they come from.

    `onderwerp`: the topic of this file.
    """
    eerder: dict[str, Word] = {}
    per_naam: dict[str, list[Regelset]] = defaultdict(list)
    for regelset in _nearest_first(onderwerp, gedeeld):
        per_naam[regelset.naam].append(regelset)
    if geldig is not None and not deelt:
        context.te_leen = [v for versies in per_naam.values() for v in versies if _outlasts(v, geldig)]
    for woord in onderwerpen:
        if context.full:
            return
        if eerder.setdefault(woord.tekst, woord) is not woord:
            al = eerder[woord.tekst]
            context.report(
                "L14",
                f"`begrippen uit {shorten(woord.tekst)}` staat hier twee keer",
                woord,
                "tweede keer",
                herstel="haal een van de twee weg",
                ook=[(al.start, al.einde, "eerste keer")],
            )
            continue
        if deelt:
            context.report(
                "G26",
                "een bestand zonder regels haalt geen begrippen uit een ander bestand",
                woord,
                "alleen voor een bestand met regels",
                herstel="zet de begrippen die bij elkaar horen in een bestand",
                waarom="anders moet een lezer van bestand naar bestand om te weten wat een woord betekent",
            )
            continue
        versie = _version(context, woord, onderwerp, geldig, per_naam)
        if versie is None:
            context.onbekende_begrippen = True
            continue
        yield woord, versie
        for begrip in versie.begrippen:
            eerste = context.begrippen.setdefault(begrip.naam, Concept(woord, begrip))
            if eerste.begrip is not begrip:
                context.report(
                    "B11",
                    f"het begrip `{begrip.naam}` komt ook uit `{eerste.naam.tekst}`",
                    woord,
                    "tweede keer dezelfde naam",
                    herstel="noem een van deze onderwerpen, of geef een van de begrippen een andere naam",
                    ook=[(eerste.naam.start, eerste.naam.einde, "eerste keer")],
                )


def _nearest_first(onderwerp: str, gedeeld: Iterable[Regelset]) -> list[Regelset]:
    """What a topic may have concepts from, that of its own law before the rest."""
    mag = [r for r in gedeeld if r.gemeente in ("", gemeente_bij(onderwerp))]
    return sorted(mag, key=lambda r: (_law(r.naam) != _law(onderwerp), r.naam))


def _law(onderwerp: str) -> str:
    """The first folder of a topic."""
    return onderwerp.split("/", 1)[0]


def _outlasts(versie: Regelset, geldig: Geldigheid) -> bool:
    """Whether a version is in force on all of these days."""
    return versie.geldig.omvat(geldig.vanaf) and (
        versie.geldig.tot is None or (geldig.tot is not None and geldig.tot <= versie.geldig.tot)
    )


def _version(
    context: Context,
    woord: Word,
    onderwerp: str,
    geldig: Geldigheid | None,
    gedeeld: Mapping[str, Sequence[Regelset]],
) -> Regelset | None:
    """The version of a topic that is in force for as long as this file is."""
    versies = gedeeld.get(woord.tekst, ())
    gemeente = gemeente_bij(woord.tekst)
    if gemeente and gemeente != gemeente_bij(onderwerp):
        context.report(
            "G26",
            "de begrippen van een gemeente zijn alleen voor haar eigen regels",
            woord,
            "van een gemeente",
            herstel="zet de begrippen die u nodig heeft in een eigen bestand",
        )
        return None
    if not versies:
        context.report(
            "G26",
            f"uit `{shorten(woord.tekst)}` zijn geen begrippen te halen",
            woord,
            "hier zijn geen bruikbare begrippen",
            herstel=_like(woord.tekst, onderwerp, list(gedeeld))
            if gedeeld
            else "maak dat onderwerp, met een kop en begrippen en zonder regels, of verbeter het",
            waarom="dat kan alleen uit een onderwerp zonder regels, met begrippen en zonder fouten",
        )
        return None
    if geldig is None:
        return None
    for versie in versies:
        if _outlasts(versie, geldig):
            return versie
    context.report(
        "G26",
        f"geen versie van `{woord.tekst}` geldt op alle dagen van dit bestand",
        woord,
        f"geldt {', en '.join(_days(v.geldig) for v in versies)}",
        herstel="laat dit bestand alleen gelden op dagen van een van die versies, of maak een versie erbij",
        waarom="een begrip mag niet van betekenis veranderen terwijl de regel dezelfde blijft",
    )
    return None


def _like(tekst: str, onderwerp: str, namen: Sequence[str]) -> str:
    """Which topic was meant; `namen` has those of the law of this file first."""
    if "," in tekst:
        return ONE_TOPIC_A_LINE
    wet, laatste = _law(onderwerp), tekst.rpartition("/")[2]
    elders = next((naam for naam in namen if naam.rpartition("/")[2] == laatste), None)
    if elders is not None:
        return f"bedoelt u `{elders}`?"
    anders = did_you_mean(tekst, namen, f"kies uit {one_of(namen)}")
    if _law(tekst) in map(_law, namen):
        return anders
    return did_you_mean(f"{wet}/{laatste}", [naam for naam in namen if _law(naam) == wet], anders)


def _days(geldig: Geldigheid) -> str:
    tot = f" tot {write_date(geldig.tot)}" if geldig.tot else ""
    return f"vanaf {write_date(geldig.vanaf)}{tot}"


def used_of(
    context: Context, geleend: Iterable[tuple[Word, Regelset]], *, whole: bool
) -> Iterator[Ontlening]:
    """What is used of each topic; when all is well read, one of which nothing is used is reported."""
    used: dict[Word, set[str]] = defaultdict(set)
    for naam, concept in context.begrippen.items():
        if concept.used:
            used[concept.naam].add(naam)
    for woord, versie in geleend:
        namen = frozenset(used[woord])
        if whole and not namen:
            context.report(
                "B16",
                f"uit `{woord.tekst}` wordt geen begrip gebruikt",
                woord,
                "niet gebruikt",
                herstel=f"haal `begrippen uit {woord.tekst}` weg, of gebruik een van de begrippen",
            )
        yield Ontlening(versie.naam, versie.digest, namen)
