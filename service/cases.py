"""Cases in Markdown beside the rules: read them, judge them, say what differs.

A case is a dossier (the file's `basis`, changed by a JSON merge patch), a sentence for the lawyer
and the expected outcome. `bevinding` lines must be exactly the findings; every other line must hold.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from dsl.library import Library
from engine.check import check
from engine.dossier import Dossier, Invoerfout
from engine.patch import voeg_samen
from engine.report import Rapport
from engine.rule import Regelset
from service.intake import dossier_of_fouten
from service.terminal import bedoelt_u

BESTANDSNAAM: Final = "gevallen.md"

_KOP: Final = re.compile(r"^# Gevallen: (\S.*)$")
_GEVAL: Final = re.compile(r"^## +(\S.*?)\s*$")
_HEK: Final = re.compile(r"^```\s*(.*?)\s*$")
_VELD: Final = re.compile(r"^(peildatum|kennisdatum|regels):\s*(.*?)\s*$")
_ZIN: Final = re.compile(r"\w.*[.?!]")
_REGEL: Final = re.compile(
    r"(bevinding|open|oordeel|voldaan|niet van toepassing)\s+([^\s/]\S*)"
    r"((?:\s+/\S*)*)((?:\s+via\s+\"[^\"]+\")*)"
)
_GEEN: Final = "geen bevindingen"


@dataclass(frozen=True, slots=True)
class Gevalsfout:
    """Something wrong in a file of cases, at a row of it."""

    bestand: str
    rij: int
    zin: str

    def __str__(self) -> str:
        return f"{self.bestand}:{self.rij}: {self.zin}"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One line of an outcome. `soort` is its first word; `via` names exceptions, for `voldaan` only."""

    soort: str
    regel: str
    pointers: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([self.soort, self.regel, *self.pointers, *(f'via "{v}"' for v in self.via)])

    @property
    def sleutel(self) -> tuple[str, str, frozenset[str]]:
        return self.soort, self.regel, frozenset(self.pointers)

    def gedekt_door(self, werkelijk: Iterable[Uitkomst]) -> bool:
        """Whether this line holds among the actual outcomes. The order of pointers has no meaning."""
        return any(u.sleutel == self.sleutel and set(self.via) <= set(u.via) for u in werkelijk)


@dataclass(frozen=True, slots=True)
class Verwachting:
    uitkomst: Uitkomst
    rij: int


@dataclass(frozen=True, slots=True)
class Geval:
    """One case. `blok` is the first and the last row of the contents of its `uitkomst` block."""

    titel: str
    bestand: str
    rij: int
    inhoud: Any
    peildatum: dt.date
    kennisdatum: dt.date
    regels: frozenset[str] | None
    verwacht: tuple[Verwachting, ...]
    blok: tuple[int, int]
    leeg: bool

    def vergelijkt(self, regel: str) -> bool:
        return self.regels is None or regel in self.regels


@dataclass(frozen=True, slots=True)
class Gevallen:
    """A file of cases: those that could be read, and everything that is wrong with the rest."""

    pad: Path
    onderwerp: str
    gevallen: tuple[Geval, ...]
    fouten: tuple[Gevalsfout, ...]


@dataclass(frozen=True, slots=True)
class Verschil:
    """`-` expected but not found, `+` found but not expected."""

    teken: str
    tekst: str
    rij: int | None = None


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of a case: the actual outcome (of the compared rules) and what differs from it."""

    geval: Geval
    werkelijk: tuple[Uitkomst, ...]
    verschillen: tuple[Verschil, ...]
    fouten: tuple[Gevalsfout, ...] = ()

    @property
    def goed(self) -> bool:
        return not self.verschillen and not self.fouten

    def tekst(self) -> str:
        """The case with its differences, as a small diff."""
        kop = f"{self.geval.bestand}:{self.geval.rij}: {self.geval.titel}"
        return "\n".join(
            [kop, *(f"  {f}" for f in self.fouten), *(f"  {v.teken} {v.tekst}" for v in self.verschillen)]
        )


# ---------------------------------------------------------------- reading


@dataclass(slots=True)
class _Stuk:
    """A heading with everything under it, up to the next heading."""

    titel: str
    rij: int
    velden: dict[str, tuple[str, int]]
    blokken: dict[str, tuple[list[str], int]]
    proza: list[str]


class _Lezer:
    """Cuts a file in pieces. Keeps every error; a piece with an error yields no case."""

    def __init__(self, bestand: str, tekst: str) -> None:
        self.bestand = bestand
        self.fouten: list[Gevalsfout] = []
        self.stukken: list[_Stuk] = [_Stuk("", 1, {}, {}, [])]
        # `split`, not `splitlines`: only a line end ends a row, as editors count them.
        self._rijen = [regel.removesuffix("\r") for regel in tekst.split("\n")]
        rij = 0
        while rij < len(self._rijen):
            rij = self._lees(rij + 1)

    def _lees(self, rij: int) -> int:
        """Read what starts at a row; gives the last row of it."""
        regel = self._rijen[rij - 1]
        if kop := _GEVAL.match(regel):
            self.stukken.append(_Stuk(kop[1], rij, {}, {}, []))
        elif hek := _HEK.match(regel):
            return self._blok(hek[1], rij)
        elif veld := _VELD.match(regel):
            if veld[1] in self.stuk.velden:
                self.fout(rij, f"`{veld[1]}:` staat hier twee keer")
            self.stuk.velden[veld[1]] = (veld[2], rij)
        elif regel.strip():
            self.stuk.proza.append(regel.strip())
        return rij

    @property
    def stuk(self) -> _Stuk:
        return self.stukken[-1]

    def fout(self, rij: int, zin: str) -> None:
        self.fouten.append(Gevalsfout(self.bestand, rij, zin))

    def _blok(self, naam: str, rij: int) -> int:
        einde = rij + 1
        # What can only start something new tells that the end was forgotten; the rest is not lost.
        while einde <= len(self._rijen) and not self._rijen[einde - 1].startswith(("```", "## ")):
            einde += 1
        if einde > len(self._rijen) or self._rijen[einde - 1].rstrip() != "```":
            self.fout(rij, "dit blok heeft geen einde; sluit het af met ```")
            return einde - 1
        inhoud = self._rijen[rij : einde - 1]
        hier = ("json basis",) if len(self.stukken) == 1 else ("json wijziging", "uitkomst")
        if naam not in hier:
            self.fout(
                rij, f"een blok `{naam}` past hier niet; hier hoort " + " of ".join(f"`{h}`" for h in hier)
            )
        elif naam in self.stuk.blokken:
            self.fout(rij, f"een tweede blok `{naam}`; voeg de twee samen")
        else:
            self.stuk.blokken[naam] = (inhoud, rij + 1)
        return einde

    def json(self, stuk: _Stuk, naam: str) -> Any:
        """The JSON object in a block; `None` (and an error) when there is none to read."""
        regels, rij = stuk.blokken[naam]
        try:
            waarde = json.loads("\n".join(regels), object_pairs_hook=_zonder_dubbelen)
        except json.JSONDecodeError as e:
            self.fout(
                rij + e.lineno - 1,
                f"geen leesbare JSON bij teken {e.colno}; let op komma's en aanhalingstekens",
            )
        except _DubbelError as e:
            self.fout(rij, f"de naam `{e}` staat twee keer in een object")
        except RecursionError:
            self.fout(rij, "deze JSON is te diep genest")
        else:
            if isinstance(waarde, dict):
                return waarde
            self.fout(rij, "hier hoort een JSON-object, tussen { en }")
        return None

    def datum(self, stuk: _Stuk, naam: str, anders: dt.date | None) -> dt.date | None:
        if naam not in stuk.velden:
            return anders
        tekst, rij = stuk.velden[naam]
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", tekst, re.ASCII):
                raise ValueError
            return dt.date.fromisoformat(tekst)
        except ValueError:
            self.fout(rij, f"`{tekst}` is geen datum; schrijf bijvoorbeeld `{naam}: 2024-01-01`")
            return anders


class _DubbelError(Exception):
    """A name that stands twice in a JSON object."""


def _zonder_dubbelen(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    uit: dict[str, Any] = {}
    for naam, waarde in paren:
        if naam in uit:
            raise _DubbelError(naam)
        uit[naam] = waarde
    return uit


def lees_gevallen(pad: Path) -> Gevallen:
    """Read a file of cases. Nothing is raised for what its author wrote."""
    bestand = str(pad)
    try:
        tekst = pad.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Gevallen(
            pad, "", (), (Gevalsfout(bestand, 1, "dit bestand is geen UTF-8; sla het op als UTF-8"),)
        )
    except OSError:
        return Gevallen(pad, "", (), (Gevalsfout(bestand, 1, "dit bestand is niet te openen"),))
    lezer = _Lezer(bestand, tekst)
    kop, *stukken = lezer.stukken
    titel = next((m[1] for r in kop.proza[:1] if (m := _KOP.match(r))), "")
    if not titel:
        lezer.fout(1, "de eerste regel hoort te zijn: `# Gevallen: <onderwerp>`")
    if "regels" in kop.velden:
        lezer.fout(kop.velden["regels"][1], "`regels:` hoort onder een geval, niet boven aan het bestand")
    basis: Any = lezer.json(kop, "json basis") if "json basis" in kop.blokken else None
    if "json basis" not in kop.blokken:
        lezer.fout(1, "boven aan ontbreekt het dossier waar de gevallen van uitgaan: een blok ```json basis")
    peil = lezer.datum(kop, "peildatum", None)
    kennis = lezer.datum(kop, "kennisdatum", None)
    if not stukken:
        lezer.fout(1, "er staat geen geval in; een geval begint met `## <naam van het geval>`")
    gezien: dict[str, int] = {}
    gevallen = []
    for stuk in stukken:
        if stuk.titel in gezien:
            lezer.fout(
                stuk.rij,
                f"dit geval heet net zo als dat in rij {gezien[stuk.titel]}; geef het een eigen naam",
            )
        gezien.setdefault(stuk.titel, stuk.rij)
        geval = _lees_geval(lezer, stuk, basis, peil, kennis)
        if geval is not None:
            gevallen.append(geval)
    return Gevallen(pad, titel, tuple(gevallen), tuple(sorted(lezer.fouten, key=lambda f: f.rij)))


def _lees_geval(
    lezer: _Lezer, stuk: _Stuk, basis: Any, peil: dt.date | None, kennis: dt.date | None
) -> Geval | None:
    voor = len(lezer.fouten)
    if not _ZIN.search(" ".join(stuk.proza)):
        lezer.fout(stuk.rij, "dit geval heeft geen toelichting; schrijf in een zin wat er aan de hand is")
    peildatum = lezer.datum(stuk, "peildatum", peil)
    if peildatum is None:
        lezer.fout(
            stuk.rij, "dit geval heeft geen peildatum; schrijf `peildatum: 2024-01-01` hier of boven aan"
        )
    # Without a kennisdatum a case speaks of all that is known now; a clock would make it change by itself.
    kennisdatum = lezer.datum(stuk, "kennisdatum", kennis) or dt.date.max
    wijziging = lezer.json(stuk, "json wijziging") if "json wijziging" in stuk.blokken else {}
    verwacht: tuple[Verwachting, ...] = ()
    blok = (stuk.rij, stuk.rij)
    leeg = False
    if "uitkomst" in stuk.blokken:
        regels, begin = stuk.blokken["uitkomst"]
        blok = (begin, begin + len(regels) - 1)
        verwacht = _lees_uitkomst(lezer, regels, begin)
        leeg = not any(r.strip() for r in regels)
    else:
        lezer.fout(stuk.rij, "dit geval heeft geen blok ```uitkomst")
    alleen: frozenset[str] | None = None
    if "regels" in stuk.velden:
        tekst, rij = stuk.velden["regels"]
        alleen = frozenset(filter(None, (deel.strip() for deel in tekst.split(","))))
        if not alleen:
            lezer.fout(rij, "achter `regels:` hoort ten minste een regel, bijvoorbeeld `regels: WMO-BES-11`")
        for v in verwacht:
            if v.uitkomst.regel not in alleen:
                lezer.fout(
                    v.rij, f"`{v.uitkomst.regel}` staat niet achter `regels:`, dus wordt hier niet vergeleken"
                )
    if len(lezer.fouten) > voor or peildatum is None or basis is None or wijziging is None:
        return None
    inhoud = voeg_samen(basis, wijziging)
    return Geval(
        stuk.titel, lezer.bestand, stuk.rij, inhoud, peildatum, kennisdatum, alleen, verwacht, blok, leeg
    )


def _lees_uitkomst(lezer: _Lezer, regels: list[str], begin: int) -> tuple[Verwachting, ...]:
    uit: list[Verwachting] = []
    geen: int | None = None
    gezien: set[object] = set()
    for rij, regel in enumerate(regels, begin):
        regel = " ".join(regel.split()) if '"' not in regel else regel.strip()
        if not regel:
            continue
        if regel == _GEEN:
            geen = rij
            continue
        gevonden = _REGEL.fullmatch(regel)
        if gevonden is None:
            lezer.fout(
                rij,
                f"`{regel}` is geen uitkomst; schrijf `bevinding`, `open`, `oordeel`, `voldaan` of "
                "`niet van toepassing`, dan de regel en zo nodig de plaats (of `geen bevindingen`)",
            )
            continue
        soort, regel_id, pointers, via = gevonden.groups()
        u = Uitkomst(soort, regel_id, tuple(pointers.split()), tuple(re.findall(r'via\s+"([^"]+)"', via)))
        if u.via and soort != "voldaan":
            lezer.fout(rij, "`via` hoort alleen bij `voldaan`")
        elif soort == "open" and len(u.pointers) != 1:
            lezer.fout(
                rij,
                "achter `open` hoort precies een veld, zoals `open WMO-BES-11 /voorzieningen/V1/omvang`",
            )
        elif soort == "niet van toepassing" and u.pointers:
            lezer.fout(rij, "`niet van toepassing` geldt voor de hele regel; noem geen plaats")
        elif u.sleutel in gezien:
            lezer.fout(rij, "deze uitkomst staat hier twee keer")
        else:
            gezien.add(u.sleutel)
            uit.append(Verwachting(u, rij))
    if geen is not None and any(v.uitkomst.soort == "bevinding" for v in uit):
        lezer.fout(geen, "`geen bevindingen` kan niet naast een `bevinding` staan")
    return tuple(uit)


# ---------------------------------------------------------------- judging


def toets_geval(geval: Geval, regelsets: Sequence[Regelset]) -> Uitslag:
    """Judge a case by the versions of its own folder and compare with what it expects."""
    bekend = sorted({r.id for s in regelsets for r in s.regels})
    fouten = [
        Gevalsfout(geval.bestand, rij, f"deze map kent geen regel `{naam}`{bedoelt_u(naam, bekend)}")
        for naam, rij in _genoemd(geval)
        if naam not in bekend
    ]
    if fouten:
        return Uitslag(geval, (), (), tuple(fouten))
    dossier = dossier_of_fouten(json.dumps(geval.inhoud).encode())
    if not isinstance(dossier, Dossier):
        return Uitslag(geval, (), (), tuple(_als_gevalsfout(geval, f) for f in dossier))
    gekozen = Library(tuple(regelsets)).voor(dossier, geval.peildatum)
    rapport = check(dossier, gekozen, geval.peildatum, geval.kennisdatum)
    werkelijk = tuple(u for u in uitkomsten(rapport, bekend) if geval.vergelijkt(u.regel))
    if geval.leeg:
        leeg = Verschil("-", "verwacht: nog niets; schrijf de uitkomst, of `geen bevindingen`", geval.blok[0])
        return Uitslag(geval, werkelijk, (leeg, *(Verschil("+", f"uitkomst: {u}") for u in werkelijk)))
    return Uitslag(geval, werkelijk, tuple(_verschillen(geval.verwacht, werkelijk)))


def _genoemd(geval: Geval) -> list[tuple[str, int]]:
    namen = {v.uitkomst.regel: v.rij for v in reversed(geval.verwacht)}
    return list((dict.fromkeys(sorted(geval.regels or ()), geval.rij) | namen).items())


def _als_gevalsfout(geval: Geval, fout: Invoerfout) -> Gevalsfout:
    waar = f" ({fout.pointer})" if fout.pointer else ""
    return Gevalsfout(
        geval.bestand, geval.rij, f"het dossier klopt niet{waar}. {fout.melding} {fout.herstel}"
    )


_VOLGORDE: Final = ("bevinding", "oordeel", "open", "voldaan", "niet van toepassing")


def uitkomsten(rapport: Rapport, regels: Iterable[str]) -> list[Uitkomst]:
    """Everything a report says, as lines; `regels` of which it says nothing are not applicable."""
    uit = [Uitkomst("bevinding", b.regel, b.betreft) for b in rapport.bevindingen]
    for vraag in rapport.open_vragen:
        pointers = (vraag.veld,) if vraag.soort == "gegeven" else vraag.betreft
        soort = "open" if vraag.soort == "gegeven" else "oordeel"
        uit += [Uitkomst(soort, regel, pointers) for regel in vraag.regels]
    uit += [Uitkomst("voldaan", v.regel, v.betreft, v.uitzonderingen) for v in rapport.voldaan]
    genoemd = {u.regel for u in uit} | {regel for regel, _ in rapport.niet_getoetst}
    uit += [Uitkomst("niet van toepassing", regel) for regel in regels if regel not in genoemd]
    return sorted(uit, key=lambda u: (_VOLGORDE.index(u.soort), u.regel, u.pointers))


def _verschillen(verwacht: Sequence[Verwachting], werkelijk: Sequence[Uitkomst]) -> Iterator[Verschil]:
    gemeld: set[Uitkomst] = set()
    for v in verwacht:
        if v.uitkomst.gedekt_door(werkelijk):
            continue
        yield Verschil("-", f"verwacht: {v.uitkomst}", v.rij)
        for u in werkelijk:
            if (
                u.regel == v.uitkomst.regel
                and u not in gemeld
                and not any(a.uitkomst.sleutel == u.sleutel for a in verwacht)
            ):
                gemeld.add(u)
                yield Verschil("+", f"uitkomst: {u}")
    verwachte = {v.uitkomst.sleutel for v in verwacht}
    for u in werkelijk:
        if u.soort == "bevinding" and u.sleutel not in verwachte and u not in gemeld:
            yield Verschil("+", f"uitkomst: {u}")


# ---------------------------------------------------------------- accepting


def aanvaard(gevallen: Gevallen, uitslag_van: Callable[[Geval], Uitslag]) -> str | None:
    """The text of the file with every `uitkomst` block brought up to date; `None` when nothing changes.

    Findings are rewritten in full. Of the other lines those that hold stay; one that no longer holds
    makes way for what its rule says now. An empty block gets everything.
    """
    oud = gevallen.pad.read_text(encoding="utf-8-sig")
    rijen = oud.split("\n")
    for geval in sorted(gevallen.gevallen, key=lambda g: -g.rij):
        uitslag = uitslag_van(geval)
        if uitslag.fouten or not uitslag.verschillen:
            continue
        vervallen = {
            v.uitkomst.regel for v in geval.verwacht if not v.uitkomst.gedekt_door(uitslag.werkelijk)
        }
        blijft = [
            v.uitkomst
            for v in geval.verwacht
            if v.uitkomst.soort != "bevinding" and v.uitkomst.regel not in vervallen
        ]
        nieuw = [u for u in uitslag.werkelijk if geval.leeg or u.soort == "bevinding" or u.regel in vervallen]
        regels = sorted({*blijft, *nieuw}, key=lambda u: (_VOLGORDE.index(u.soort), u.regel, u.pointers))
        tekst = [str(u) for u in regels]
        if not any(u.soort == "bevinding" for u in regels):
            tekst.insert(0, _GEEN)
        rijen[geval.blok[0] - 1 : geval.blok[1]] = tekst
    nieuw_tekst = "\n".join(rijen)
    return None if nieuw_tekst == oud else nieuw_tekst


def verplaats(gevallen: Gevallen, naam: str) -> Gevallen:
    """The same cases, with the name of the file as a user should see it."""
    return replace(
        gevallen,
        gevallen=tuple(replace(g, bestand=naam) for g in gevallen.gevallen),
        fouten=tuple(replace(f, bestand=naam) for f in gevallen.fouten),
    )
