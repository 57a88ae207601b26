"""The law about carriers: which law can carry which help. Reads `dragers.toml` beside the rules.

Every line says where it stands in the law. The places are written as in a rule (`wmo artikel 2.3.5 lid 3`)
and held against the register of sources for the days on which the line holds.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

from dsl.diagnostics import one_of, shorten
from dsl.notation import check_place
from dsl.register import Register
from engine.carriers import (
    ASPECTEN,
    Deur,
    Drager,
    Dragers,
    Eigen,
    Feit,
    Grond,
    Plek,
    Samen,
    Verlenging,
    Vervolgroute,
    Voorrang,
    Wetregime,
)
from engine.rule import Bron, Geldigheid, Plaats, Vindplaats, Zekerheid
from engine.vocabulary import Keuze, Lijst, vocabulary

BESTAND: Final = "dragers.toml"
MAX_BYTES: Final = 1024 * 1024
_BEGIN: Final = dt.date(2015, 1, 1)
_PLEK: Final = Plaats(BESTAND, 0, 1, 1, 1)
_GROND: Final = {"volgens", "norm", "nagegaan", "vanaf", "tot"}
_VELDEN: Final[Mapping[str, tuple[set[str], set[str]]]] = {
    # table: required, allowed besides; the words of `Grond` come on top
    "feit": ({"wet", "aspect", "tekst"}, set()),
    "drager": (
        {"id", "wet", "producten", "uitleg"},
        {"artikel", "leeftijdVanaf", "leeftijdTot", "rollen", "als", "geldstroom"},
    ),
    "verlenging": ({"wet", "eenVan", "uitleg"}, {"totLeeftijd", "producten", "soortJeugdhulp"}),
    "vervolg": ({"wet", "naar", "tekst"}, set()),
    "voorrang": ({"tussen", "vraag", "regel"}, {"producten", "feit", "ja", "nee"}),
    "deur": ({"wet", "bij", "tekst"}, set()),
    "eigen": ({"soort", "tekst"}, set()),
    "samen": ({"naam", "tekst"}, set()),
}
_WET: Final = {
    "naam": str, "plek": str, "artikel": str, "orgaan": str, "geldstroom": str, "aard": str, "soort": str,
    "bijdrage": bool, "pgb": bool, "beginVrij": bool, "gezamenlijk": bool, "schorsend": bool,
    "bezwaartermijn": str, "leeftijdTot": int,
}  # fmt: skip

_WOORDEN_VAN_WET: Final = (
    ("orgaan", "besluit", "genomen_door"),
    ("geldstroom", "voorziening", "financieringsbron"),
    ("aard", "voorziening", "aard"),
    ("soort", "planonderdeel", "soort"),
)
"""Words of a law that are words of the case file: the field there whose words they are."""


def lees_dragers(map_: Path) -> Dragers | None:
    """What the file says; `None` when the folder has none.

    Raises:
        ValueError: the file is not what it should be; the message says what is wrong, in Dutch.
    """
    pad = map_ / BESTAND
    if not pad.is_file():
        return None
    with pad.open("rb") as stroom:
        data = stroom.read(MAX_BYTES + 1)
    return _lees(data)


def bezwaren(dragers: Dragers, register: Register) -> Iterator[str]:
    """Every place in the law that cannot stand, with the line that cites it, in Dutch."""
    for waar, grond in gronden(dragers):
        for v in grond.vindplaatsen:
            nazicht = register.nagekeken(v, grond.geldig)
            if nazicht.stand == "fout":
                plek = v.artikel or v.overweging or ""
                yield f"`{BESTAND}`, {waar}: {v.bron.titel} {plek}: {nazicht.waarom}"


def gronden(dragers: Dragers) -> Iterator[tuple[str, Grond]]:
    """Every statement with the name of its line."""
    yield from ((f"{f.wet} {f.aspect}", f.grond) for f in dragers.feiten)
    yield from ((d.id, d.grond) for d in dragers.dragers)
    yield from ((f"verlenging {v.tot_leeftijd}", v.grond) for v in dragers.verlengingen)
    yield from ((f"vervolg {v.wet}", v.grond) for v in dragers.vervolg)
    yield from ((f"voorrang {' en '.join(v.tussen)}", v.grond) for v in dragers.voorrang)
    yield from ((f"deur {d.wet}", d.grond) for d in dragers.deuren)
    yield from ((f"eigen {e.soort}", e.grond) for e in dragers.eigen)
    yield from ((f"samen {s.naam}", s.grond) for s in dragers.samen)


@cache
def _lees(data: bytes) -> Dragers:
    if len(data) > MAX_BYTES:
        raise ValueError(f"`{BESTAND}` is groter dan {MAX_BYTES // 1024} KiB")
    try:
        tabellen: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as e:
        rij = re.search(r"at line ([0-9]+)", str(e))
        raise ValueError(f"`{BESTAND}` is niet te lezen als TOML{f' (regel {rij[1]})' if rij else ''}") from e
    return _Lezing(tabellen).alles()


def _fout(waar: str, wat: str) -> ValueError:
    return ValueError(f"`{BESTAND}`, {shorten(waar)}: {wat}")


class _Lezing:
    """One pass over the tables; the first thing that is wrong stops it."""

    def __init__(self, tabellen: dict[str, Any]) -> None:
        onbekend = sorted(set(tabellen) - {"bron", "wet", *_VELDEN})
        if onbekend:
            raise _fout(onbekend[0], f"dit hoort hier niet; er is {one_of(['bron', 'wet', *_VELDEN])}")
        self._tabellen = tabellen
        self._bronnen = dict(self._lees_bronnen())
        self._wetten = dict(self._lees_wetten())

    def alles(self) -> Dragers:
        return Dragers(
            self._wetten,
            tuple(
                Feit(self._wet(w, r["wet"]), self._woord(w, r["aspect"], ASPECTEN), self._grond(w, r))
                for w, r in self._rijen("feit")
            ),
            tuple(self._drager(w, r) for w, r in self._rijen("drager")),
            tuple(self._verlenging(w, r) for w, r in self._rijen("verlenging")),
            tuple(
                Vervolgroute(
                    self._wet(w, r["wet"]), tuple(self._wet(w, n) for n in r["naar"]), self._grond(w, r)
                )
                for w, r in self._rijen("vervolg")
            ),
            tuple(self._voorrang(w, r) for w, r in self._rijen("voorrang")),
            tuple(
                Deur(self._wet(w, r["wet"]), self._tekst(w, r["bij"]), self._grond(w, r))
                for w, r in self._rijen("deur")
            ),
            tuple(
                Eigen(self._woord(w, r["soort"], _keuze("planonderdeel", "soort")), self._grond(w, r))
                for w, r in self._rijen("eigen")
            ),
            tuple(Samen(self._tekst(w, r["naam"]), self._grond(w, r)) for w, r in self._rijen("samen")),
        )

    # ------------------------------------------------------------ the tables

    def _lees_bronnen(self) -> Iterator[tuple[str, Bron]]:
        for naam, tabel in self._tabellen.get("bron", {}).items():
            velden = tabel if isinstance(tabel, dict) else {}
            if set(velden) != {"soort", "titel", "kenmerk"}:
                raise _fout(f"bron {naam}", "een bron heeft `soort`, `titel` en `kenmerk`")
            soort = self._woord(f"bron {naam}", velden["soort"], ("wet", "uitspraak", "kamerstuk"))
            yield naam, Bron(soort, str(velden["titel"]), str(velden["kenmerk"]), _PLEK)

    def _lees_wetten(self) -> Iterator[tuple[str, Wetregime]]:
        for wet, tabel in self._tabellen.get("wet", {}).items():
            waar = f"wet {wet}"
            self._woord(waar, wet, _keuze("besluit", "wet"))
            velden = tabel if isinstance(tabel, dict) else {}
            for naam, waarde in velden.items():
                if type(waarde) is not _WET.get(naam):
                    raise _fout(waar, f"`{shorten(naam)}` hoort hier niet, of heeft een ander soort waarde")
            if not {"naam", "plek"} <= set(velden):
                raise _fout(waar, "een wet heeft een `naam` en een `plek`")
            self._woord(waar, velden["plek"], get_args(Plek))
            for veld, soort, attribuut in _WOORDEN_VAN_WET:
                if veld in velden:
                    self._woord(waar, velden[veld], _keuze(soort, attribuut))
            yield (
                wet,
                Wetregime(
                    wet,
                    velden["naam"],
                    velden["plek"],
                    velden.get("artikel"),
                    velden.get("orgaan"),
                    velden.get("geldstroom"),
                    velden.get("bijdrage"),
                    velden.get("pgb"),
                    velden.get("aard"),
                    velden.get("soort"),
                    velden.get("beginVrij", False),
                    velden.get("gezamenlijk", False),
                    velden.get("bezwaartermijn"),
                    velden.get("schorsend"),
                    velden.get("leeftijdTot"),
                ),
            )

    def _rijen(self, tabel: str) -> Iterator[tuple[str, dict[str, Any]]]:
        verplicht, mag = _VELDEN[tabel]
        rijen = self._tabellen.get(tabel, [])
        for nummer, rij in enumerate(rijen if isinstance(rijen, list) else [rijen], 1):
            waar = f"{tabel} {nummer}"
            velden = rij if isinstance(rij, dict) else {}
            mist = sorted((verplicht | {"volgens", "nagegaan"}) - set(velden))
            te_veel = sorted(set(velden) - verplicht - mag - _GROND)
            if mist:
                raise _fout(waar, f"`{mist[0]}` ontbreekt")
            if te_veel:
                raise _fout(waar, f"`{shorten(te_veel[0])}` hoort hier niet")
            yield waar, velden

    def _drager(self, waar: str, r: dict[str, Any]) -> Drager:
        return Drager(
            self._tekst(waar, r["id"]),
            self._wet(waar, r["wet"]),
            r.get("artikel"),
            self._woorden(waar, r["producten"], _keuze("voorziening", "soort")),
            self._jaren(waar, r.get("leeftijdVanaf")),
            self._jaren(waar, r.get("leeftijdTot")),
            self._woorden(waar, r.get("rollen", []), _keuze("persoon", "rollen")),
            self._woord(waar, r.get("als", ""), ("", "wlz_indicatie")),
            self._woord(waar, r["geldstroom"], _keuze("voorziening", "financieringsbron"))
            if "geldstroom" in r
            else None,
            self._grond(waar, r),
        )

    def _verlenging(self, waar: str, r: dict[str, Any]) -> Verlenging:
        jeugd = {a.json_naam for a in _structuur("voorziening", "jeugdtoegang").values()}
        return Verlenging(
            self._wet(waar, r["wet"]),
            self._jaren(waar, r.get("totLeeftijd")),
            self._woorden(waar, r.get("producten", []), _keuze("voorziening", "soort")),
            r.get("soortJeugdhulp"),
            tuple(sorted(self._woorden(waar, r["eenVan"], jeugd))),
            self._grond(waar, r),
        )

    def _voorrang(self, waar: str, r: dict[str, Any]) -> Voorrang:
        tussen = r["tussen"]
        if not (isinstance(tussen, list) and len(tussen) == 2):
            raise _fout(waar, "`tussen` noemt twee wetten")
        een, ander = (self._wet(waar, wet) for wet in tussen)
        ja, nee = (self._wet(waar, r[n]) if n in r else None for n in ("ja", "nee"))
        return Voorrang(
            (een, ander),
            self._woorden(waar, r.get("producten", []), _keuze("voorziening", "soort")),
            self._tekst(waar, r["vraag"]),
            tuple(str(r["feit"]).split(".")) if "feit" in r else (),
            ja,
            nee,
            self._grond(waar, r),
        )

    # ------------------------------------------------------------ the values

    def _grond(self, waar: str, r: dict[str, Any]) -> Grond:
        volgens = r["volgens"]
        if not (isinstance(volgens, list) and volgens):
            raise _fout(waar, "`volgens` noemt minstens een vindplaats")
        vanaf, tot = r.get("vanaf", _BEGIN), r.get("tot")
        if type(vanaf) is not dt.date or not (tot is None or (type(tot) is dt.date and vanaf < tot)):
            raise _fout(waar, "`vanaf` en `tot` zijn data, en `tot` ligt na `vanaf`")
        return Grond(
            self._tekst(waar, r.get("tekst") or r.get("uitleg") or r.get("regel")),
            tuple(self._vindplaats(waar, str(tekst)) for tekst in volgens),
            Zekerheid(self._woord(waar, r["nagegaan"], tuple(Zekerheid))),
            str(r.get("norm", "")),
            Geldigheid(vanaf, tot),
        )

    def _vindplaats(self, waar: str, tekst: str) -> Vindplaats:
        bron, *delen = tekst.split()
        if bron not in self._bronnen:
            raise _fout(waar, f"er is geen bron `{shorten(bron)}`")
        soorten = {"wet": ("artikel", "lid", "onderdeel"), "uitspraak": ("overweging",)}
        mag = soorten.get(self._bronnen[bron].soort, ())
        paren = dict(zip(delen[::2], delen[1::2], strict=False))
        if len(delen) % 2 or len(paren) != len(delen) // 2 or not set(paren) <= set(mag):
            raise _fout(waar, f"`{shorten(tekst)}` is geen vindplaats; schrijf `wmo artikel 2.3.5 lid 3`")
        try:
            for soort, nummer in paren.items():
                check_place(soort, nummer)
        except ValueError as e:
            raise _fout(waar, str(e)) from None
        return Vindplaats(
            self._bronnen[bron],
            paren.get("artikel"),
            paren.get("lid"),
            paren.get("onderdeel"),
            paren.get("overweging"),
            _PLEK,
        )

    def _wet(self, waar: str, wet: object) -> str:
        return self._woord(waar, wet, tuple(self._wetten))

    @staticmethod
    def _tekst(waar: str, waarde: object) -> str:
        if not (isinstance(waarde, str) and waarde.strip()):
            raise _fout(waar, "hier hoort een tekst te staan")
        return waarde

    @staticmethod
    def _jaren(waar: str, waarde: object) -> int | None:
        if waarde is not None and (type(waarde) is not int or not 0 < waarde < 150):
            raise _fout(waar, "een leeftijd is een heel getal")
        return waarde

    @staticmethod
    def _woord(waar: str, waarde: object, mogelijk: Any) -> str:
        if waarde not in tuple(mogelijk):
            raise _fout(waar, f"`{shorten(str(waarde))}` kan hier niet; kies uit {one_of(sorted(mogelijk))}")
        return str(waarde)

    @classmethod
    def _woorden(cls, waar: str, waarden: object, mogelijk: Any) -> frozenset[str]:
        if not isinstance(waarden, list):
            raise _fout(waar, "hier hoort een lijst te staan")
        return frozenset(cls._woord(waar, waarde, mogelijk) for waarde in waarden)


def _keuze(soort: str, naam: str) -> tuple[str, ...]:
    """The words that a field of the case file may have."""
    type_ = vocabulary().soorten[soort].kenmerken[naam].type
    type_ = type_.element if isinstance(type_, Lijst) else type_
    return type_.waarden if isinstance(type_, Keuze) else ()


def _structuur(soort: str, naam: str) -> Mapping[str, Any]:
    return getattr(vocabulary().soorten[soort].kenmerken[naam].type, "kenmerken", {})
