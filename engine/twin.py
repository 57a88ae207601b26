"""The twin: a second, independent matcher, and whether it agrees with ours.

The twin is a Rete network (durable-rules) in a process of its own. It must find the same combinations as
`engine.matching`. Nothing depends on it: it may be absent, refuse a case, fall or hang, and the check goes
on with our own matcher and says so. Only numbers cross the pipe; the process that may crash never sees what
a user wrote.
"""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import json
import operator
import os
import select
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from engine.leaves import Blad, Clausule
from engine.matching import Combinatie, Patroon, Plan, Sleutel, Tafel, Verbinding

Status = Literal["beschikbaar", "niet_geinstalleerd", "niet_gedragen", "uitgevallen"]


@dataclass(frozen=True, slots=True)
class Getuigenis:
    """What the twin says of one case: with status `beschikbaar` per pattern its combinations, ascending.

    `niet_geinstalleerd`: there is no twin here. `niet_gedragen`: the plan or the case is beyond what the
    network bears. `uitgevallen`: it died, took too long, answered nonsense, or rests after doing so.
    """

    status: Status
    voorstellen: list[list[Combinatie]] | None
    reden: str
    vraag: tuple[Plan, Tafel] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Verschil:
    """One pattern on which the matchers differ: combinations that only one of them found, the first few."""

    patroon: int
    alleen_eigen: tuple[Combinatie, ...]
    alleen_tweeling: tuple[Combinatie, ...]


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """Whether two independent matchers agreed.

    `niet_geraadpleegd`: the twin gave no answer; `reden` tells why. After `oneens`, `reproductie` holds the
    whole question in numbers (see `lees_reproductie`): no names, no values, nothing about a person.
    """

    status: Literal["eens", "oneens", "niet_geraadpleegd"]
    reden: str = ""
    aantal: int = 0
    """Patterns that differ; `verschillen` holds at most `MAX_VERSCHILLEN` of them."""
    verschillen: tuple[Verschil, ...] = ()
    reproductie: str | None = field(default=None, repr=False)


MAX_VERSCHILLEN: Final = 20


def vergelijk(eigen: Sequence[Sequence[Combinatie]], getuigenis: Getuigenis) -> Vergelijking:
    """Our own combinations against the twin's."""
    tweeling = getuigenis.voorstellen
    if getuigenis.status != "beschikbaar" or tweeling is None:
        return Vergelijking("niet_geraadpleegd", getuigenis.reden)
    if eigen == tweeling:
        return Vergelijking("eens")
    aantal = 0
    verschillen: list[Verschil] = []
    for i, (e, t) in enumerate(itertools.zip_longest(eigen, tweeling, fillvalue=())):
        links, rechts = sorted(set(e) - set(t)), sorted(set(t) - set(e))
        if list(e) == list(t):
            continue
        aantal += 1
        if len(verschillen) < MAX_VERSCHILLEN:
            verschillen.append(Verschil(i, tuple(links[:MAX_VERSCHILLEN]), tuple(rechts[:MAX_VERSCHILLEN])))
    if not aantal and len(eigen) == len(tweeling):
        return Vergelijking("eens")
    return Vergelijking(
        "oneens",
        f"{aantal} patronen verschillen",
        aantal,
        tuple(verschillen),
        _reproductie(getuigenis.vraag) if getuigenis.vraag else None,
    )


# ---------------------------------------------------------------- questions in numbers


class _NietGedragen(Exception):  # noqa: N818 - an outcome, not a mistake
    """The plan or the case does not fit the bounds; carries the reason."""


def _soortnummers(plan: Plan) -> dict[str, int]:
    """Kinds as numbers from 1; 0 is the sentinel's in the network."""
    nummers: dict[str, int] = {}
    for patroon in plan.patronen:
        for soort in patroon.soorten:
            nummers.setdefault(soort, len(nummers) + 1)
    return nummers


def _patroon_in_getallen(patroon: Patroon, nummers: dict[str, int]) -> list[Any]:
    return [
        [nummers[s] for s in patroon.soorten],
        [sorted(set(a)) for a in patroon.atomen],
        [[v.links, v.sleutel_links, v.rechts, v.sleutel_rechts] for v in patroon.verbindingen],
        int(patroon.tweetal),
    ]


def _tafel_in_getallen(tafel: Tafel, nummers: dict[str, int]) -> dict[str, Any]:
    return {
        "a": [0, *(tafel.aantallen.get(s, 0) for s in nummers)],
        "t": list(tafel.atomen),
        "s": [list(rij) for rij in tafel.sleutels],
    }


def _vaste_sleutels(plan: Plan) -> list[int]:
    """The keys that are never unknown: what a part is itself. The network need not look for what then is."""
    return [n for n, sleutel in enumerate(plan.sleutels) if not sleutel.pad]


def _json(ding: object) -> bytes:
    return json.dumps(ding, separators=(",", ":")).encode("ascii")


def _reproductie(vraag: tuple[Plan, Tafel]) -> str:
    plan, tafel = vraag
    nummers = _soortnummers(plan)
    return _json(
        {
            "patronen": [_patroon_in_getallen(p, nummers) for p in plan.patronen],
            "tafel": _tafel_in_getallen(tafel, nummers),
            "atomen": len(plan.atomen),
            "sleutels": len(plan.sleutels),
            "vast": _vaste_sleutels(plan),
        }
    ).decode("ascii")


def lees_reproductie(tekst: str) -> tuple[Plan, Tafel]:
    """The plan and table of a disagreement, to put to both matchers again; kinds are called `1`, `2`, ..."""
    d = json.loads(tekst)
    patronen = tuple(
        Patroon(
            tuple(str(s) for s in soorten),
            tuple(tuple(a) for a in atomen),
            tuple(Verbinding(*v) for v in verbindingen),
            bool(tweetal),
        )
        for soorten, atomen, verbindingen, tweetal in d["patronen"]
    )
    van_atoom: dict[int, str] = {}
    van_sleutel: dict[int, str] = {}
    for p in patronen:
        for soort, atomen in zip(p.soorten, p.atomen, strict=True):
            van_atoom.update(dict.fromkeys(atomen, soort))
        for v in p.verbindingen:
            van_sleutel[v.sleutel_links] = p.soorten[v.links]
            van_sleutel[v.sleutel_rechts] = p.soorten[v.rechts]
    leeg: frozenset[int] = frozenset()
    plan = Plan(
        tuple(
            Clausule((Blad(van_atoom.get(n, "0"), (f"a{n}",), "een_van", leeg),)) for n in range(d["atomen"])
        ),
        tuple(
            Sleutel(van_sleutel.get(n, "0"), () if n in d["vast"] else (f"s{n}",))
            for n in range(d["sleutels"])
        ),
        patronen,
    )
    tafel = d["tafel"]
    return plan, Tafel(
        {str(n): aantal for n, aantal in enumerate(tafel["a"]) if n},
        tuple(tafel["t"]),
        tuple(tuple(rij) for rij in tafel["s"]),
    )


_MAX_GETAL = 1 << 31
_MAX_DELEN = 400
"""As in the child, so that a case of any size costs nothing here."""


class _Opgave:
    """A plan as it is put to the child: patterns that are alike once, those without binders not at all."""

    def __init__(self, plan: Plan, nummer: int) -> None:
        self.plan = plan
        self.nummer = nummer
        self.gedragen = True
        """Until the child refuses the plan."""
        self.nummers = _soortnummers(plan)
        uniek: dict[bytes, int] = {}
        patronen: list[list[Any]] = []
        self.soorten: list[list[int]] = []
        """Per pattern that is put to the child, the numbers of its kinds."""
        self.plaats: list[int | None] = []
        """Per pattern of the plan its place among those; `None` without binders."""
        for patroon in plan.patronen:
            self._toets(patroon)
            if not patroon.soorten:
                self.plaats.append(None)
                continue
            getallen = _patroon_in_getallen(patroon, self.nummers)
            plaats = uniek.setdefault(_json(getallen), len(uniek))
            if plaats == len(patronen):
                patronen.append(getallen)
                self.soorten.append(getallen[0])
            self.plaats.append(plaats)
        self.atoomsoorten = [atoom.soort for atoom in plan.atomen]
        self.sleutels = [(s.soort, 0 if s.pad else 1) for s in plan.sleutels]
        """Per key its kind and the least value it can have."""
        self.vraag = {
            "p": nummer,
            "soorten": len(self.nummers),
            "patronen": patronen,
            "vast": _vaste_sleutels(plan),
        }

    def _toets(self, p: Patroon) -> None:
        """Refuses what a plan made from rules never is; the network would not notice."""
        goed = (
            len(p.atomen) == len(p.soorten)
            and all(
                0 <= a < len(self.plan.atomen) and self.plan.atomen[a].soort == soort
                for soort, atomen in zip(p.soorten, p.atomen, strict=True)
                for a in atomen
            )
            and all(
                0 <= v.links < v.rechts < len(p.soorten)
                and 0 <= v.sleutel_links < len(self.plan.sleutels)
                and 0 <= v.sleutel_rechts < len(self.plan.sleutels)
                and self.plan.sleutels[v.sleutel_links].soort == p.soorten[v.links]
                and self.plan.sleutels[v.sleutel_rechts].soort == p.soorten[v.rechts]
                for v in p.verbindingen
            )
            and (not p.tweetal or (len(p.soorten) == 2 and p.soorten[0] == p.soorten[1]))
        )
        if not goed:
            raise _NietGedragen("het plan heeft een patroon dat het netwerk niet kent")

    def tafel(self, tafel: Tafel) -> dict[str, Any]:
        """The case in numbers, every number looked at."""
        aantallen, aantal_van = tafel.aantallen, tafel.aantallen.get
        if sum(aantallen.values()) > _MAX_DELEN:
            raise _NietGedragen("de zaak heeft meer delen dan het netwerk draagt")
        goed = (
            len(tafel.atomen) == len(self.plan.atomen)
            and len(tafel.sleutels) == len(self.sleutels)
            and all(type(n) is int and 0 <= n < _MAX_GETAL for n in aantallen.values())
            and set(map(type, tafel.atomen)) <= {int}
            and min(tafel.atomen, default=0) >= 0
            and not any(map(operator.rshift, tafel.atomen, [aantal_van(s, 0) for s in self.atoomsoorten]))
            and all(
                len(rij) == aantallen.get(soort, 0)
                and all(type(w) is int and minstens <= w < _MAX_GETAL for w in rij)
                for rij, (soort, minstens) in zip(tafel.sleutels, self.sleutels, strict=True)
            )
        )
        if not goed:
            raise _NietGedragen("de tafel hoort niet bij het plan")
        return {"p": self.nummer, **_tafel_in_getallen(tafel, self.nummers)}

    def lees(self, ruw: Any, aantallen: Sequence[int]) -> list[list[Combinatie]]:
        """The child's flat rows of numbers as combinations, every number looked at."""
        if type(ruw) is not list or len(ruw) != len(self.soorten):
            raise _Onzin
        if not set(map(type, ruw)) <= {list} or not set(map(type, itertools.chain.from_iterable(ruw))) <= {
            int
        }:
            raise _Onzin
        leeg: list[Combinatie] = []
        gelezen = [
            _combinaties(rij, soorten, aantallen) if rij else leeg
            for rij, soorten in zip(ruw, self.soorten, strict=True)
        ]
        return [[()] if plaats is None else list(gelezen[plaats]) for plaats in self.plaats]


def _combinaties(rij: list[int], soorten: Sequence[int], aantallen: Sequence[int]) -> list[Combinatie]:
    breedte = len(soorten)
    if len(rij) % breedte or min(rij) < 0:
        raise _Onzin
    if breedte == 1:
        if max(rij) >= aantallen[soorten[0]]:
            raise _Onzin
        return list(zip(sorted(set(rij))))
    if any(max(rij[n::breedte]) >= aantallen[soort] for n, soort in enumerate(soorten)):
        raise _Onzin
    return sorted(set(zip(*[iter(rij)] * breedte, strict=True)))


# ---------------------------------------------------------------- the child


class _Onzin(Exception):  # noqa: N818 - an outcome, not a mistake
    """The child answered something that is no answer."""


class _TeLaat(Exception):  # noqa: N818 - an outcome, not a mistake
    """The child did not answer in time."""


class _Weg(Exception):  # noqa: N818 - an outcome, not a mistake
    """The child is no longer there."""


_MAX_BERICHT = 1 << 26
_MODULE: Final = "durable_rules_engine"


def vind_motor() -> str | None:
    """The directory of the C module, without importing it; `None` where there can be no twin."""
    if sys.version_info >= (3, 13) or os.name != "posix" or not sys.executable:
        return None
    spec = importlib.util.find_spec(_MODULE)
    return None if spec is None or spec.origin is None else str(Path(spec.origin).parent)


def _omgeving() -> dict[str, str]:
    """The child's whole environment: no secrets, and memory that is kept from one case to the next."""
    omgeving = {
        "LC_ALL": "C",
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_MMAP_THRESHOLD_": str(1 << 28),
        "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
    }
    if "LD_LIBRARY_PATH" in os.environ:
        # Without it an interpreter built as a shared library does not start.
        omgeving["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return omgeving


class _Kind:
    """The child process and its two pipes."""

    def __init__(self, opdracht: Sequence[str]) -> None:
        self.eigenaar = os.getpid()
        self.proces = subprocess.Popen(
            opdracht,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=_omgeving(),
            start_new_session=True,
        )
        assert self.proces.stdin is not None
        assert self.proces.stdout is not None
        self._in = self.proces.stdin.fileno()
        self._uit = self.proces.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._uit, False)
        self._kan_schrijven = select.poll()
        self._kan_schrijven.register(self._in, select.POLLOUT)
        self._kan_lezen = select.poll()
        self._kan_lezen.register(self._uit, select.POLLIN)
        self.plannen: set[int] = set()
        self.zaken = 0
        self.volgnummer = 0
        self.kb = 0

    def vraag(self, bericht: dict[str, Any], einde: float) -> dict[str, Any]:
        """One question and its answer before the moment `einde` of the monotonic clock."""
        self.stel(bericht, einde)
        return self.antwoord(einde)

    def stel(self, bericht: dict[str, Any], einde: float) -> None:
        self.volgnummer += 1
        data = _json({"n": self.volgnummer, **bericht})
        self._schrijf(struct.pack(">I", len(data)) + data, einde)

    def antwoord(self, einde: float) -> dict[str, Any]:
        (lengte,) = struct.unpack(">I", self._lees(4, einde))
        if lengte > _MAX_BERICHT:
            raise _Onzin
        try:
            antwoord = json.loads(self._lees(lengte, einde))
        except (ValueError, RecursionError):
            raise _Onzin from None
        if type(antwoord) is not dict or antwoord.get("n") != self.volgnummer:
            raise _Onzin
        kb = antwoord.get("kb")
        self.kb = kb if type(kb) is int else 0
        return antwoord

    def _wacht(self, op: select.poll, einde: float) -> None:
        """Until the moment `einde`; what is there by then counts, however late we come for it."""
        if not op.poll(max(einde - time.monotonic(), 0) * 1000):
            raise _TeLaat

    def _schrijf(self, data: bytes, einde: float) -> None:
        rest = memoryview(data)
        if time.monotonic() >= einde:
            raise _TeLaat
        while rest:
            self._wacht(self._kan_schrijven, einde)
            try:
                rest = rest[os.write(self._in, rest) :]
            except BlockingIOError:
                continue
            except OSError:
                raise _Weg from None

    def _lees(self, n: int, einde: float) -> bytes:
        stukken = []
        while n:
            self._wacht(self._kan_lezen, einde)
            try:
                stuk = os.read(self._uit, min(n, 1 << 20))
            except BlockingIOError:
                continue
            except OSError:
                raise _Weg from None
            if not stuk:
                raise _Weg
            stukken.append(stuk)
            n -= len(stuk)
        return b"".join(stukken)

    def einde(self) -> None:
        """Ends the process, at once and whatever state it is in; it holds nothing worth keeping."""
        if self.eigenaar == os.getpid():
            self.proces.kill()
        for pijp in (self.proces.stdin, self.proces.stdout):
            if pijp is not None:
                pijp.close()
        if self.eigenaar == os.getpid():
            self.proces.wait(1)
        else:
            # After a fork the child still belongs to the other process.
            self.proces.returncode = 0


_GEEN_ZAAK: Final = Tafel({}, (), ())
"""Stands for no case at all when a plan is only to be loaded."""


_Verhoor: TypeAlias = Generator[None, None, Getuigenis]
"""Puts a question, waits to be asked for the answer, and comes back with it."""


def _verder(verhoor: _Verhoor) -> Getuigenis | None:
    """On to the next halt: the testimony when it is there. Whatever goes wrong is one too."""
    try:
        next(verhoor)
    except StopIteration as klaar:
        getuigenis: Getuigenis | None = klaar.value
        return getuigenis
    except Exception as fout:
        return Getuigenis("uitgevallen", None, f"onverwacht: {type(fout).__name__}")
    return None


class Tweeling:
    """The supervisor: starts the twin when it is first asked, and again after a fall.

    After `vallen_op_rij` falls in a row it rests for `rust` calls. It takes a fresh process after
    `zaken_per_proces` cases, when it holds too many plans, or when it has grown too large. One question at a
    time; use one per worker thread to have more. `timeout_s` bounds a case; starting the process and loading
    a plan, which happens once, have `laadtijd_s`: call `bereid_voor` beforehand to keep them out of a check.
    """

    def __init__(
        self,
        *,
        zaken_per_proces: int = 5_000,
        plannen_per_proces: int = 32,
        geheugen_kb: int = 500_000,
        vallen_op_rij: int = 3,
        rust: int = 200,
        laadtijd_s: float = 10.0,
        opdracht: Sequence[str] | None = None,
    ) -> None:
        self._zaken_per_proces = zaken_per_proces
        self._plannen_per_proces = plannen_per_proces
        self._geheugen_kb = geheugen_kb
        self._vallen_op_rij = vallen_op_rij
        self._rust = rust
        self._laadtijd_s = laadtijd_s
        self._opdracht = None if opdracht is None else tuple(opdracht)
        self._slot = threading.Lock()
        self._kind: _Kind | None = None
        self._einde: weakref.finalize[[], Tweeling] | None = None
        self._opgaven: OrderedDict[int, _Opgave] = OrderedDict()
        self._plannummers = itertools.count(1)
        self._op_rij = 0
        self._rust_nog = 0
        self._dicht = False
        self.starts = 0
        self.vallen = 0
        """How often the process was started and how often it fell, for whoever watches over the service."""

    def __enter__(self) -> Tweeling:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process for good."""
        with self._slot:
            self._dicht = True
            self._ruim_op()
            self._opgaven.clear()

    @property
    def pid(self) -> int | None:
        """The process at this moment, if there is one."""
        kind = self._kind
        return None if kind is None else kind.proces.pid

    def bereid_voor(self, plan: Plan) -> Getuigenis:
        """Starts the process and loads the plan, so that the first case need not wait for it."""
        return self.getuig(plan, _GEEN_ZAAK, self._laadtijd_s)

    def getuig(self, plan: Plan, tafel: Tafel, timeout_s: float = 2.0) -> Getuigenis:
        """The twin's combinations for one case. Never raises, whatever it is given."""
        with self.gevraagd(plan, tafel, timeout_s) as antwoord:
            return antwoord()

    @contextlib.contextmanager
    def gevraagd(
        self, plan: Plan, tafel: Tafel, timeout_s: float = 2.0
    ) -> Iterator[Callable[[], Getuigenis]]:
        """Puts a case to the twin, and gives how to wait for its answer: the caller can work meanwhile.

        Raises nothing of itself. An answer that is not waited for is given up, with the process.
        """
        verhoor = self._verhoor(plan, tafel, timeout_s)
        getuigenis = _verder(verhoor)

        def antwoord() -> Getuigenis:
            nonlocal getuigenis
            if getuigenis is None:
                getuigenis = _verder(verhoor) or Getuigenis("uitgevallen", None, "de tweeling zweeg")
            return getuigenis

        try:
            yield antwoord
        finally:
            verhoor.close()

    def _verhoor(self, plan: Plan, tafel: Tafel, timeout_s: float) -> _Verhoor:
        timeout_s = min(max(timeout_s, 0.0), 3600.0)
        if not self._slot.acquire(timeout=timeout_s):
            return Getuigenis("uitgevallen", None, "de tweeling is bezet")
        try:
            return (yield from self._getuig(plan, tafel, timeout_s))
        finally:
            self._slot.release()

    def _getuig(self, plan: Plan, tafel: Tafel, timeout_s: float) -> _Verhoor:
        if self._dicht:
            return Getuigenis("uitgevallen", None, "de tweeling is gesloten")
        try:
            opgave = self._opgave(plan)
            bericht = None if tafel is _GEEN_ZAAK else opgave.tafel(tafel)
        except _NietGedragen as te:
            return Getuigenis("niet_gedragen", None, str(te))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return Getuigenis("niet_gedragen", None, "het plan of de tafel is niet leesbaar")
        if not opgave.gedragen:
            return Getuigenis("niet_gedragen", None, "het plan is groter dan het netwerk draagt")
        if self._rust_nog > 0:
            self._rust_nog -= 1
            reden = f"rust na {self._vallen_op_rij} keer uitvallen, nog {self._rust_nog} zaken"
            return Getuigenis("uitgevallen", None, reden)
        if self._opdracht is None:
            motor = vind_motor()
            if motor is None:
                return Getuigenis("niet_geinstalleerd", None, "durable-rules is hier niet aanwezig")
            kindbestand = Path(__file__).with_name("twin_child.py")
            self._opdracht = (sys.executable, "-I", "-S", str(kindbestand), motor)
        try:
            kind = self._bereid_kind(self._opdracht)
            if opgave.nummer not in kind.plannen:
                if not self._laad(kind, opgave):
                    return Getuigenis("niet_gedragen", None, "het plan is groter dan het netwerk draagt")
                kind.plannen.add(opgave.nummer)
            if bericht is None:
                return Getuigenis("beschikbaar", None, "")
            kind.zaken += 1
            einde = time.monotonic() + timeout_s
            kind.stel(bericht, einde)
            yield
            antwoord = kind.antwoord(einde)
            match antwoord.get("u"):
                case "ok":
                    voorstellen = opgave.lees(antwoord.get("v"), bericht["a"])
                case "te_groot":
                    self._op_rij = 0
                    return Getuigenis("niet_gedragen", None, "de zaak is groter dan het netwerk draagt")
                case _:
                    raise _Onzin
        except GeneratorExit:
            # Its answer would be taken for that to the next question.
            self._ruim_op()
            raise
        except _TeLaat:
            return self._val("antwoordde niet op tijd")
        except _Weg:
            return self._val("viel om")
        except _Onzin:
            return self._val("gaf een onleesbaar antwoord")
        except Exception as fout:
            return self._val(f"kon niet werken: {type(fout).__name__}")
        self._op_rij = 0
        return Getuigenis("beschikbaar", voorstellen, "", (plan, tafel))

    def _opgave(self, plan: Plan) -> _Opgave:
        """The plan in numbers, made once; plans are known by identity, for comparing them costs more."""
        opgave = self._opgaven.get(id(plan))
        if opgave is None or opgave.plan is not plan:
            opgave = self._opgaven[id(plan)] = _Opgave(plan, next(self._plannummers))
            if len(self._opgaven) > 2 * self._plannen_per_proces:
                self._opgaven.popitem(last=False)
        else:
            self._opgaven.move_to_end(id(plan))
        return opgave

    def _bereid_kind(self, opdracht: Sequence[str]) -> _Kind:
        kind = self._kind
        if kind is not None and (
            kind.eigenaar != os.getpid()
            or kind.zaken >= self._zaken_per_proces
            or len(kind.plannen) >= self._plannen_per_proces
            or kind.kb > self._geheugen_kb
        ):
            self._ruim_op()
            kind = None
        if kind is None:
            self.starts += 1
            kind = self._kind = _Kind(opdracht)
            self._einde = weakref.finalize(self, kind.einde)
        return kind

    def _laad(self, kind: _Kind, opgave: _Opgave) -> bool:
        antwoord = kind.vraag(opgave.vraag, time.monotonic() + self._laadtijd_s)
        if antwoord.get("u") not in ("ok", "te_groot"):
            raise _Onzin
        opgave.gedragen = antwoord["u"] == "ok"
        return opgave.gedragen

    def _val(self, reden: str) -> Getuigenis:
        self.vallen += 1
        self._op_rij += 1
        if self._op_rij >= self._vallen_op_rij:
            self._rust_nog = self._rust
        self._ruim_op()
        return Getuigenis("uitgevallen", None, f"de tweeling {reden}")

    def _ruim_op(self) -> None:
        kind, einde = self._kind, self._einde
        self._kind = self._einde = None
        if einde is not None:
            einde.detach()
        if kind is not None:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                kind.einde()
