"""Publishing versions of rules: what may be locked, and by whom.

A version is published once its cases hold and show every rule, by two people: who proposed it, and
who approved it. From then on its text does not change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dsl.lock import BESTAND, VERANDERD, Uitgave, als_tekst, lees_slot
from engine.rule import Regelset
from service.intake import Regels
from service.naming import aantal
from service.terminal import Fout
from service.topics import gevallen_van, per_onderwerp, toets_onderwerp

MAX_NAAM: Final = 200


@dataclass(frozen=True, slots=True)
class Besluit:
    """Who publishes, and when."""

    voorgesteld_door: str
    goedgekeurd_door: str
    datum: dt.date


def publiceer(regels: Regels, namen: Sequence[str], besluit: Besluit) -> list[Uitgave]:
    """Lock the versions of the topics named (all when none are) that were not yet; returns those.

    Raises:
        Fout: one of them may not be published; then nothing is.
    """
    _twee_mensen(besluit)
    veranderd = [m for m in regels.fouten if m.code == VERANDERD]
    if veranderd:
        m, over = veranderd[0], len(veranderd) - 1
        meer = f" (en nog {aantal(over, 'versie', 'versies')})" if over else ""
        raise Fout(f"{m.zin}{meer}; {m.herstel}")
    if regels.fouten:
        zinnen = "; ".join(m.zin for m in regels.fouten[:3])
        raise Fout(f"de regels bevatten fouten ({zinnen}); kijk ze na met `toets regels controleer`")
    onderwerpen = per_onderwerp(regels)
    if not onderwerpen:
        raise Fout(f"in `{regels.wortel}` staan geen regels")
    for naam in namen:
        if naam not in onderwerpen:
            raise Fout(
                f"er is geen onderwerp `{naam}`; schrijf bijvoorbeeld `{next(iter(onderwerpen), '...')}`"
            )
    try:
        slot = lees_slot(regels.wortel)
    except ValueError as e:
        raise Fout(str(e)) from e
    nieuw: list[Regelset] = []
    for naam in namen or onderwerpen:
        open_ = [s for s in onderwerpen[naam] if (s.naam, s.versie) not in slot]
        if open_:
            _beproefd(regels, naam, onderwerpen[naam])
            nieuw += open_
    _met_begrippen(regels, nieuw, {u.digest for u in slot.values()} | {s.digest for s in nieuw})
    uitgaven = list(_uitgaven(nieuw, besluit))
    if uitgaven:
        _schrijf(regels.wortel / BESTAND, als_tekst([*slot.values(), *uitgaven]))
    return uitgaven


def niet_uitgegeven(regels: Regels) -> list[Regelset]:
    """The versions that are not locked, where a folder has a lock at all."""
    if not (regels.wortel / BESTAND).is_file():
        return []
    try:
        slot = lees_slot(regels.wortel)
    except ValueError:
        return []  # a damaged lock is an error of its own
    return [s for s in regels.bibliotheek.regelsets if (s.naam, s.versie) not in slot]


def _schrijf(pad: Path, tekst: str) -> None:
    """All of the lock or nothing: half of it would unlock the rest."""
    nieuw = pad.with_name(f"{pad.name}.nieuw")
    try:
        nieuw.write_text(tekst, encoding="utf-8", newline="\n")
        nieuw.replace(pad)
    except OSError as e:
        raise Fout(f"`{pad}` is niet te schrijven") from e


def _twee_mensen(besluit: Besluit) -> None:
    namen = [" ".join(n.split()) for n in (besluit.voorgesteld_door, besluit.goedgekeurd_door)]
    if not all(namen) or any(len(n) > MAX_NAAM or not n.isprintable() for n in namen):
        raise Fout(
            "noem met --voorgesteld-door en --goedgekeurd-door wie de versie schreef en wie haar goedkeurde"
        )
    if namen[0].casefold() == namen[1].casefold():
        raise Fout("wie een versie voorstelt, keurt haar niet zelf goed; laat iemand anders meelezen")


def _beproefd(regels: Regels, naam: str, sets: Sequence[Regelset]) -> None:
    onderwerp = toets_onderwerp(naam, tuple(sets), gevallen_van(regels, naam))
    if not onderwerp.goed:
        eerste = next(onderwerp.klachten()).split("\n")[0]
        raise Fout(f"`{naam}` is niet klaar om uit te geven: {eerste}. Alles staat in `toets regels test`")


def _met_begrippen(regels: Regels, nieuw: Iterable[Regelset], vast: Container[str]) -> None:
    """What is published has its concepts published: else those may change, and it with them.

    `vast`: the digests that are locked by then. Concepts of another folder are locked there.
    """
    for s in nieuw:
        for o in s.ontleningen:
            if o.digest not in vast and (regels.wortel / o.onderwerp).is_dir():
                raise Fout(
                    f"`{s.naam}` gebruikt begrippen uit `{o.onderwerp}`, en die zijn niet uitgegeven; "
                    f"geef `{o.onderwerp}` eerder uit, of tegelijk"
                )


def _uitgaven(sets: Sequence[Regelset], besluit: Besluit) -> Iterator[Uitgave]:
    for s in sets:
        yield Uitgave(
            s.naam,
            s.versie,
            s.digest,
            besluit.datum,
            " ".join(besluit.voorgesteld_door.split()),
            " ".join(besluit.goedgekeurd_door.split()),
        )
