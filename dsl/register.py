"""What is known of the sources: which articles a law has on a day, and which paragraphs were read.

The facts stand in `bronnen.json` beside the rules: numbers and letters, no text. A version of a law
counts from its day until that of the next. Its `bereik` says of which part every article was read: `2.`
or `2:` a chapter, `9-14` the articles from 9 up to and including 14a, `*` the whole law. There, what is
not listed does not exist. Elsewhere an article may exist without being listed, so nothing is said of it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from dsl.notation import write_date
from engine.rule import Geldigheid, Regelset, Vindplaats

BESTAND: Final = "bronnen.json"
MAX_BYTES: Final = 1024 * 1024

Leden = Mapping[str, Sequence[str]]
"""The members of an article with their letters; an article without members has one, called `0`."""


@dataclass(frozen=True, slots=True)
class Wetsversie:
    """A law as it was read on a day; `bereik` as in the file, a word per part."""

    vanaf: dt.date
    bereik: Sequence[str]
    artikelen: Mapping[str, Leden]

    def ontbreekt(self, artikel: str) -> bool:
        """Whether it is sure that there is no such article."""
        return artikel not in self.artikelen and any(_valt_in(artikel, deel) for deel in self.bereik)


def _valt_in(artikel: str, deel: str) -> bool:
    if deel == "*":
        return True
    if deel.endswith((".", ":")):
        return artikel.startswith(deel)
    getal = re.match(r"[0-9]+(?![0-9]*[.:])", artikel)
    eerste, _, laatste = deel.partition("-")
    return getal is not None and int(eerste) <= int(getal[0]) <= int(laatste or eerste)


class Stand(StrEnum):
    """What looking up a citation gave."""

    GEVONDEN = "gevonden"
    DEELS = "deels gevonden"
    ONBEKEND = "niet na te gaan"
    FOUT = "fout"


@dataclass(frozen=True, slots=True)
class Nazicht:
    """What looking up a citation gave, and why, in a few Dutch words."""

    stand: Stand
    waarom: str


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """Why a citation cannot stand: a sentence about the place, and what may be meant."""

    dag: dt.date
    wat: str
    herstel: str


@dataclass(frozen=True, slots=True)
class Register:
    """Laws by BWB id, and per ECLI the paragraphs that were read."""

    namen: Mapping[str, str]
    versies: Mapping[str, Sequence[Wetsversie]]
    overwegingen: Mapping[str, Sequence[str]]

    def kent(self, vindplaats: Vindplaats) -> bool:
        """Whether the law is known at all; everything else needs no register for its name."""
        return vindplaats.bron.soort != "wet" or vindplaats.bron.kenmerk in self.namen

    def bezwaren(self, vindplaats: Vindplaats, geldig: Geldigheid) -> Iterator[Bezwaar]:
        """What is wrong with a citation in the versions of the law that are in force while a rule is."""
        if vindplaats.bron.soort != "wet" or vindplaats.artikel is None:
            return
        for versie, volgende in self._in_kracht(vindplaats.bron.kenmerk, geldig):
            gevonden = list(self._in_versie(vindplaats, vindplaats.artikel, versie))
            if not gevonden:
                continue
            # A text was read on its day; what it says in between is known only as far as the next agrees.
            tussen = versie.vanaf < geldig.vanaf and volgende is not None
            if tussen and volgende and not list(self._in_versie(vindplaats, vindplaats.artikel, volgende)):
                continue
            yield from gevonden

    def _in_versie(self, vindplaats: Vindplaats, artikel: str, versie: Wetsversie) -> Iterator[Bezwaar]:
        leden = versie.artikelen.get(artikel)
        if leden is not None:
            yield from _binnen(vindplaats, leden, versie.vanaf)
        elif versie.ontbreekt(artikel):
            yield Bezwaar(
                versie.vanaf,
                f"artikel {artikel} bestaat niet",
                self._wanneer(vindplaats.bron.kenmerk, artikel, versie.vanaf)
                or _bedoelt(artikel, versie.artikelen, "artikel"),
            )

    def nagekeken(self, vindplaats: Vindplaats, geldig: Geldigheid) -> Nazicht:
        """Found in every text that counts, or in some while the others were read in part; wrong; or more than
        the register can say.
        """
        soort, artikel = vindplaats.bron.soort, vindplaats.artikel
        if soort == "uitspraak":
            if vindplaats.overweging is None:
                return Nazicht(Stand.ONBEKEND, "zonder overweging")
            if self.ongelezen(vindplaats):
                return Nazicht(Stand.FOUT, "deze overweging is door niemand gelezen")
            return Nazicht(Stand.GEVONDEN, "de overweging is gelezen")
        if soort != "wet":
            return Nazicht(Stand.ONBEKEND, f"het register kent geen bron van de soort {soort}")
        if not self.kent(vindplaats):
            return Nazicht(Stand.FOUT, "deze wet staat niet in het register")
        if artikel is None:
            return Nazicht(Stand.ONBEKEND, "zonder artikel")
        bezwaar = next(self.bezwaren(vindplaats, geldig), None)
        if bezwaar is not None:
            return Nazicht(Stand.FOUT, f"{bezwaar.wat} in de tekst van {write_date(bezwaar.dag)}")
        teksten = [versie for versie, _ in self._in_kracht(vindplaats.bron.kenmerk, geldig)]
        if not teksten:
            return Nazicht(Stand.ONBEKEND, "van deze wet is geen tekst van die tijd gelezen")
        zonder = [
            t for t in teksten if artikel not in t.artikelen or any(self._in_versie(vindplaats, artikel, t))
        ]
        if zonder:
            niet = f"niet bij wat is gelezen van de tekst van {_en([write_date(t.vanaf) for t in zonder])}"
            wel = [t for t in teksten if t not in zonder]
            if not wel:
                return Nazicht(Stand.ONBEKEND, niet)
            return Nazicht(Stand.DEELS, f"in de tekst van {_en([write_date(t.vanaf) for t in wel])}; {niet}")
        return Nazicht(Stand.GEVONDEN, f"in de tekst van {_en([write_date(t.vanaf) for t in teksten])}")

    def ongelezen(self, vindplaats: Vindplaats) -> bool:
        """Whether a paragraph is cited that nobody read."""
        gelezen = self.overwegingen.get(vindplaats.bron.kenmerk, ())
        return vindplaats.overweging is not None and vindplaats.overweging not in gelezen

    def _in_kracht(self, bwb: str, geldig: Geldigheid) -> Iterator[tuple[Wetsversie, Wetsversie | None]]:
        """The versions in force at some time while a rule is, each with the one read after it."""
        versies = self.versies.get(bwb, ())
        for n, versie in enumerate(versies):
            volgende = versies[n + 1] if n + 1 < len(versies) else None
            if (geldig.tot is None or versie.vanaf < geldig.tot) and (
                volgende is None or geldig.vanaf < volgende.vanaf
            ):
                yield versie, volgende

    def _wanneer(self, bwb: str, artikel: str, dag: dt.date) -> str | None:
        """In which texts the article does stand: later ones, or earlier ones."""
        dagen = [v.vanaf for v in self.versies[bwb] if artikel in v.artikelen]
        later = next((d for d in dagen if d > dag), None)
        if later is not None:
            return (
                f"het staat in de tekst van {write_date(later)}: laat de regel beginnen op de dag waarop "
                f"het artikel in de wet kwam (`geldig vanaf`), uiterlijk {write_date(later)}"
            )
        if dagen:
            return f"het stond in de tekst van {write_date(dagen[-1])}: laat de regel eindigen met `tot`"
        return None


def _binnen(vindplaats: Vindplaats, leden: Leden, dag: dt.date) -> Iterator[Bezwaar]:
    lid, onderdeel = vindplaats.lid, vindplaats.onderdeel
    if lid is not None and lid not in leden:
        genummerd = [naam for naam in leden if naam != "0"]
        yield Bezwaar(
            dag,
            f"artikel {vindplaats.artikel} heeft geen lid {lid}",
            _bedoelt(lid, genummerd, "lid") if genummerd else "laat `lid` weg: dit artikel heeft geen leden",
        )
    elif onderdeel is not None:
        plekken = [lid] if lid is not None else ["0"] if "0" in leden else list(leden)
        letters = list(dict.fromkeys(letter for plek in plekken for letter in leden[plek]))
        if onderdeel not in letters:
            waar = f"artikel {vindplaats.artikel}" + (f" lid {lid}" if lid else "")
            yield Bezwaar(
                dag,
                f"{waar} heeft geen onderdeel {onderdeel}",
                _bedoelt(onderdeel, letters, "onderdeel") if letters else "laat `onderdeel` weg",
            )


def _bedoelt(woord: str, mogelijk: Sequence[str] | Mapping[str, Any], soort: str) -> str:
    lijken = get_close_matches(woord, list(mogelijk)[:500], n=3, cutoff=0.6) or list(mogelijk)[:4]
    return f"kijk het na in de wet; er is wel {soort} {_en(lijken)}"


def _en(woorden: Sequence[str]) -> str:
    return " en ".join([", ".join(woorden[:-1]), woorden[-1]]) if len(woorden) > 1 else "".join(woorden)


@dataclass(frozen=True, slots=True)
class Citatie:
    """A place cited by a rule, one of its exceptions or a named value, and the days for which it is."""

    door: str
    vindplaats: Vindplaats
    geldig: Geldigheid


def citaties(regelset: Regelset) -> Iterator[Citatie]:
    """Every citation of a ruleset, in the order of the file."""
    gevonden = [Citatie(f"waarde {naam}", v, geldig) for naam, v, geldig in regelset.steun]
    for regel in regelset.regels:
        gevonden += (Citatie(regel.id, v, regel.geldig) for v in regel.vindplaatsen)
        gevonden += (Citatie(regel.id, v, regel.geldig) for u in regel.uitzonderingen for v in u.vindplaatsen)
    return iter(sorted(gevonden, key=lambda c: c.vindplaats.plaats.start))


def lees_register(map_: Path) -> Register | None:
    """The register beside a folder of rules, or `None` when it has none.

    Raises:
        ValueError: the file is not a register; the message says what is wrong, in Dutch.
    """
    pad = map_ / BESTAND
    if not pad.is_file():
        return None
    with pad.open("rb") as stroom:
        data = stroom.read(MAX_BYTES + 1)
    return _lees(data)


def _deel(woord: str) -> str:
    if not re.fullmatch(r"\*|\w+[.:]|[0-9]+(-[0-9]+)?", woord, re.ASCII):
        raise ValueError(woord)
    return woord


@cache
def _lees(data: bytes) -> Register:
    if len(data) > MAX_BYTES:
        raise ValueError(f"`{BESTAND}` is groter dan {MAX_BYTES // 1024} KiB")
    try:
        d = json.loads(data)
        namen = {bwb: str(wet["naam"]) for bwb, wet in d["wetten"].items()}
        versies = {
            bwb: sorted(
                (
                    Wetsversie(
                        dt.date.fromisoformat(dag),
                        tuple(map(_deel, v["bereik"].split())),
                        {
                            artikel: {lid: letters.split() for lid, letters in leden.items()}
                            for artikel, leden in v["artikelen"].items()
                        },
                    )
                    for dag, v in wet.get("versies", {}).items()
                ),
                key=lambda v: v.vanaf,
            )
            for bwb, wet in d["wetten"].items()
        }
        overwegingen = {ecli: tuple(map(str, nrs)) for ecli, nrs in d["overwegingen"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
        raise ValueError(f"`{BESTAND}` is geen register van bronnen ({type(e).__name__})") from e
    return Register(namen, versies, overwegingen)
