"""What a door takes in: rules from a folder, a dossier from bytes, the dates, and the second matcher.

Everything that can be wrong with it comes back as a value or as a `Fout` in Dutch.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from dsl.carriers import BESTAND as DRAGERS
from dsl.carriers import lees_dragers
from dsl.diagnostics import Diagnostic
from dsl.keeping import Kept
from dsl.library import Library, load_library, volgorde
from dsl.lock import BESTAND as SLOT
from dsl.norms import BESTAND as NORMEN
from dsl.register import BESTAND as BRONNEN
from engine.carriers import Dragers
from engine.check import Vergelijker
from engine.dossier import Dossier, Dossierfout, Invoerfout, lees_dossier
from engine.matching import Combinatie, Plan, Tafel
from engine.twin import Tweeling, vergelijk
from service.terminal import Fout

OMGEVING_REGELS: Final = "TOETSSTEEN_REGELS"
OMGEVING_BEWAARD: Final = "TOETSSTEEN_BEWAARD"
"""The folder in which what was read of rules is kept; `nee` keeps nothing."""
REGISTERS: Final = frozenset({BRONNEN, DRAGERS, NORMEN, SLOT})
STANDAARDMAP: Final = Path(__file__).resolve().parent.parent / "rulesets"


# ---------------------------------------------------------------- rules


def regelmap(gekozen: str | None) -> Path:
    """The folder with rules: as named, else from the environment, else the one beside the program."""
    tekst = gekozen or os.environ.get(OMGEVING_REGELS)
    pad = Path(tekst) if tekst else STANDAARDMAP
    if not pad.is_dir():
        raise Fout(
            f"de map met regels `{pad}` bestaat niet; noem een map met --regels of in {OMGEVING_REGELS}"
        )
    return pad


@dataclass(frozen=True, slots=True)
class Regels:
    """A folder of rules as read. `onder`: the part of the folder that was asked for (empty: all)."""

    wortel: Path
    onder: str
    bibliotheek: Library
    meldingen: tuple[Diagnostic, ...]

    @property
    def fouten(self) -> tuple[Diagnostic, ...]:
        return tuple(m for m in self.meldingen if m.fout)


def lees_regels(map_: Path, elders: Path = STANDAARDMAP) -> Regels:
    """Read a folder of rules, or one of its subfolders with the root found by itself.

    What the folder lacks of national law and its registers is found in `elders`.
    """
    wortel, onder = _wortel(map_)
    try:
        bibliotheek, meldingen = load_library(wortel, elders=elders, kept=bewaard())
    except OSError as e:
        raise Fout(f"de map met regels `{map_}` is niet te lezen") from e
    regelsets = tuple(s for s in bibliotheek.regelsets if _binnen(s.bestand, onder))
    gevonden = tuple(m for m in meldingen if any(_betreft(label.plaats.bestand, onder) for label in m.labels))
    return Regels(wortel, onder, Library(regelsets), gevonden)


@cache
def bewaard() -> Kept | None:
    """What earlier runs read of rules: in the folder that the environment names, else in the user's own."""
    gekozen = os.environ.get(OMGEVING_BEWAARD)
    if gekozen == "nee":
        return None
    try:
        return Kept(Path(gekozen).expanduser() if gekozen else user_cache_path("toetssteen"))
    except RuntimeError:  # a user without a home
        return None


def met_gemeentelaag(regels: Regels, map_: Path) -> Regels:
    """The rules with those of a municipality from a folder of its own, held against them.

    Raises:
        Fout: the folder is not there, has no rules, national ones, or ones that are here already.
    """
    if not map_.is_dir():
        raise Fout(f"de map met regels van een gemeente `{map_}` bestaat niet")
    laag = lees_regels(map_, elders=regels.wortel)
    eigen = laag.bibliotheek.regelsets
    if not laag.fouten and not eigen:
        raise Fout(f"in `{map_}` staan geen regels")
    landelijk = next((s.naam for s in eigen if not s.gemeente), None)
    if landelijk is not None:
        raise Fout(f"`{landelijk}` in `{map_}` is niet van een gemeente; noem landelijke regels met --regels")
    dubbel = regels.bibliotheek.gemeenten & laag.bibliotheek.gemeenten
    if dubbel:
        raise Fout(f"van `{min(dubbel)}` staan er ook regels in `{regels.wortel}`; laat een van beide weg")
    # As if they stood in one folder: the receipt names rulesets in order.
    samen = sorted((*regels.bibliotheek.regelsets, *eigen), key=volgorde)
    return replace(regels, bibliotheek=Library(tuple(samen)), meldingen=(*regels.meldingen, *laag.meldingen))


def dragers_bij(regels: Regels) -> Dragers:
    """Which law carries what: beside the rules, else as shipped."""
    try:
        gevonden = lees_dragers(regels.wortel) or lees_dragers(STANDAARDMAP)
    except (OSError, ValueError) as e:
        raise Fout(str(e)) from e
    if gevonden is None:
        raise Fout(f"er is geen `{DRAGERS}` naast de regels, en geen meegeleverde")
    return gevonden


def alleen(regels: Regels, bestand: str) -> Regels:
    """Only what is about one file."""
    regelsets = tuple(s for s in regels.bibliotheek.regelsets if s.bestand == bestand)
    betreft = REGISTERS | {bestand}
    meldingen = tuple(m for m in regels.meldingen if any(x.plaats.bestand in betreft for x in m.labels))
    return Regels(regels.wortel, regels.onder, Library(regelsets), meldingen)


def _betreft(bestand: str, onder: str) -> bool:
    """Whether a message is about this part of the folder; the registers beside the rules are about all."""
    return bestand in REGISTERS or _binnen(bestand, onder)


def _binnen(bestand: str, onder: str) -> bool:
    return not onder or bestand.startswith(onder + "/")


_NAAM: Final = re.compile(r"^regelset\s+([\w/-]+)", re.MULTILINE)


def _wortel(map_: Path) -> tuple[Path, str]:
    """The root to which the names of the rulesets are relative, and the way down from it to `map_`."""
    map_ = map_.resolve()
    for bestand in sorted(map_.rglob("*.regels")):
        try:
            naam = _NAAM.search(bestand.read_text(encoding="utf-8")[:100_000])
        except (OSError, UnicodeDecodeError):
            continue
        if naam is None:
            continue
        delen = naam[1].split("/")
        if list(bestand.parent.parts[-len(delen) :]) == delen:
            wortel = bestand.parents[len(delen)]
            if map_ == wortel or wortel not in map_.parents:
                return map_, ""
            return wortel, map_.relative_to(wortel).as_posix()
    return map_, ""


# ---------------------------------------------------------------- dossiers


def dossier_of_fouten(inhoud: bytes) -> Dossier | tuple[Invoerfout, ...]:
    """Read a dossier from JSON; otherwise everything that is wrong with it."""
    try:
        return lees_dossier(inhoud)
    except Dossierfout as e:
        return e.fouten


def fout_als_json(fout: Invoerfout) -> dict[str, str]:
    return {"code": fout.code, "pointer": fout.pointer, "melding": fout.melding, "herstel": fout.herstel}


def peildatum_uit(dossier: Dossier, vandaag: dt.date) -> dt.date:
    """The day of the decision when the dossier names exactly one, otherwise today."""
    dagen = {b.besloten_op for b in (dossier.besluiten or {}).values() if b.besloten_op is not None}
    return dagen.pop() if len(dagen) == 1 else vandaag


# ---------------------------------------------------------------- the second matcher


class Navraag:
    """Asks the twin and keeps an alarm when it disagrees; a `Getuige` for `engine.check`."""

    def __init__(self, tweeling: Tweeling) -> None:
        self._tweeling = tweeling
        self.reden = ""
        self.alarm: str | None = None

    @contextlib.contextmanager
    def __call__(self, plan: Plan, tafel: Tafel) -> Iterator[Vergelijker]:
        with self._tweeling.gevraagd(plan, tafel) as antwoord:

            def oordeel(eigen: Sequence[Sequence[Combinatie]]) -> str:
                vergelijking = vergelijk(eigen, antwoord())
                self.reden = vergelijking.reden
                self.alarm = _bewaar(vergelijking.reproductie) if vergelijking.status == "oneens" else None
                return vergelijking.status

            yield oordeel


def _bewaar(reproductie: str | None) -> str:
    """Keep a disagreement in a file (numbers only, nothing about a person), for the developers."""
    if reproductie is None:
        return "zonder reproductie"
    naam = f"toetssteen-oneens-{hashlib.sha256(reproductie.encode()).hexdigest()[:8]}.json"
    pad = Path(tempfile.gettempdir()) / naam
    try:
        # Never through a link that another user put there; a file of this name says the same already.
        with contextlib.suppress(FileExistsError), pad.open("x", encoding="utf-8") as stroom:
            stroom.write(reproductie)
    except OSError:
        return "zonder reproductie"
    return str(pad)
