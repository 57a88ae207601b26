"""The twin's own process: a Rete network (durable-rules) that matches what the parent asks.

It reads and writes length-prefixed JSON that holds numbers only: no names, no values, nothing that came
from a user. The network answers wrongly or kills its process outside a narrow set of uses, so the
translation below keeps to positive patterns, equality joins guarded by existence, one integer type, and
bounds on every size; what does not fit is refused (`te_groot`). It stands alone: nothing of the project is
imported, and nothing of the environment is used.
"""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import signal
import struct
import sys
from collections.abc import Sequence
from typing import Any

MAX_BINDERS = 8
MAX_SOORTEN = 40
MAX_DELEN = 400
MAX_EIGENSCHAPPEN = 240
"""Properties of one fact; the network refuses 254."""
MAX_VARIANTEN = 243
MAX_REGELS = 4000
REGELS_PER_NET = 1000
"""Rules of one C ruleset; the network refuses 4,097."""
INGANGEN_PER_GROEP = 16
GROEPEN = 32
"""Every way into a kind sits in a group behind a marker property: the walk over the tests of one fact keeps
at most GROEPEN - 1 + INGANGEN_PER_GROEP nodes waiting, where the network gives up at 64."""
MAX_FRAMES = 50_000
"""Partial and full combinations of one case, estimated from above."""
MAX_BERICHT = 1 << 26
ADRESRUIMTE = 3 << 29
WAAKTIJD_S = 60
"""The process ends itself when one request takes longer, also when the parent is gone."""

RESULTS_PER_CALL = 1000

SENTINEL = '{"id":"z","sid":"s","k":0}'
"""The fact that every state begins with."""


class BoundsError(Exception):
    """The plan or the case is beyond what the network bears."""


# ---------------------------------------------------------------- from a plan to networks

Verbinding = tuple[int, int, int, int]
"""Left binder, its key, right binder, its key."""

Knoop = tuple[int, int]
"""A binder and one of its keys."""


class Patroon:
    __slots__ = ("atomen", "soorten", "tweetal", "varianten", "verbindingen")

    def __init__(self, ruw: Sequence[Any], vast: frozenset[int]) -> None:
        self.soorten: list[int] = ruw[0]
        self.atomen: list[list[int]] = ruw[1]
        self.verbindingen: list[Verbinding] = sorted({(a, b, c, d) for a, b, c, d in ruw[2]})
        self.tweetal = bool(ruw[3])
        self.varianten = variants(self.verbindingen, vast)


def variants(
    verbindingen: Sequence[Verbinding], vast: frozenset[int]
) -> list[tuple[dict[Knoop, bool], list[Verbinding]]]:
    """The joins multiplied out into cases that exclude each other and together cover all.

    An unknown value joins with everything: either the left side is unknown, or it is known and the right
    side is unknown, or both are known and must be equal. A case says which keys are known and which joins
    remain to be tested. The keys in `vast` are never unknown.
    """
    found: list[tuple[dict[Knoop, bool], list[Verbinding]]] = [({}, [])]
    for v in verbindingen:
        further = []
        for known, equal in found:
            for left, right in ((True, True), (False, None), (True, False)):
                if (left is False and v[1] in vast) or (right is False and v[3] in vast):
                    continue
                extended = dict(known)
                if extended.setdefault((v[0], v[1]), left) is not left:
                    continue
                if right is not None and extended.setdefault((v[2], v[3]), right) is not right:
                    continue
                further.append((extended, [*equal, v] if right else equal))
        if len(further) > MAX_VARIANTEN:
            raise BoundsError
        found = further
    return found


class Soort:
    """What one network knows of one kind: how many ways lead in, and its own names for atoms and keys."""

    __slots__ = ("atomen", "ingangen", "sleutels")

    def __init__(self) -> None:
        self.ingangen = 0
        self.atomen: dict[int, int] = {}
        self.sleutels: dict[int, int] = {}

    def groepen(self) -> int:
        return -(-self.ingangen // INGANGEN_PER_GROEP)

    def fits(self) -> bool:
        return (
            self.ingangen <= GROEPEN * INGANGEN_PER_GROEP
            and 3 + self.groepen() + len(self.atomen) + len(self.sleutels) <= MAX_EIGENSCHAPPEN
        )

    def copy(self) -> Soort:
        other = Soort()
        other.ingangen, other.atomen, other.sleutels = self.ingangen, dict(self.atomen), dict(self.sleutels)
        return other


class Feitvorm:
    """How a part of one kind is written down as a fact, in pieces: what all have, and per atom and key."""

    __slots__ = ("atomen", "begin", "sleutels", "soort")

    def __init__(self, nummer: int, soort: Soort) -> None:
        self.soort = nummer
        self.begin = f'"sid":"s","k":{nummer}' + "".join(f',"g{g}":1' for g in range(soort.groepen()))
        self.atomen = [(atoom, f',"a{eigen}":1') for atoom, eigen in soort.atomen.items()]
        self.sleutels = [(key, f',"v{eigen}":', f',"u{eigen}":1') for key, eigen in soort.sleutels.items()]


class Net:
    """One C ruleset in the making, and then its handle."""

    __slots__ = ("feiten", "handle", "regels", "rules", "soorten", "state", "used")

    def __init__(self) -> None:
        self.soorten: dict[int, Soort] = {}
        self.feiten: list[Feitvorm] = []
        self.rules: dict[str, Any] = {}
        self.regels: list[int] = []
        """Per rule the number of its pattern."""
        self.handle = 0
        self.state = 0
        self.used = False
        """Whether the state holds a case."""

    def add(
        self,
        nummer: int,
        patroon: Patroon,
        known: dict[Knoop, bool],
        equal: list[Verbinding],
        vast: frozenset[int],
    ) -> bool:
        """Adds one variant of a pattern; `False`, and unchanged, when it does not fit."""
        if len(self.regels) >= REGELS_PER_NET:
            return False
        touched = {s: self.soorten[s].copy() if s in self.soorten else Soort() for s in patroon.soorten}
        if len(self.soorten.keys() | touched.keys()) > MAX_SOORTEN:
            return False
        binders = []
        for b, s in enumerate(patroon.soorten):
            soort = touched[s]
            group = soort.ingangen // INGANGEN_PER_GROEP
            soort.ingangen += 1
            tests: list[dict[str, Any]] = [{"k": s}, {f"g{group}": 1}]
            for a in patroon.atomen[b]:
                tests.append({f"a{soort.atomen.setdefault(a, len(soort.atomen))}": 1})
            guards: list[dict[str, Any]] = []
            for (binder, key), is_known in sorted(known.items()):
                if binder == b and key not in vast:
                    n = soort.sleutels.setdefault(key, len(soort.sleutels))
                    if is_known:
                        guards.append({"$ex": {f"v{n}": 1}})
                    else:
                        tests.append({f"u{n}": 1})
            tests += guards
            for left, left_key, right, right_key in equal:
                if right == b:
                    other = touched[patroon.soorten[left]].sleutels
                    left_name = f"v{other.setdefault(left_key, len(other))}"
                    n = soort.sleutels.setdefault(right_key, len(soort.sleutels))
                    tests.append({f"v{n}": {f"b{left}": left_name}})
            binders.append({f"b{b}": {"$and": tests}})
        if not all(soort.fits() for soort in touched.values()):
            return False
        self.soorten.update(touched)
        self.rules[f"r{len(self.regels)}"] = {
            "all": binders,
            "cap": RESULTS_PER_CALL,
            "dist": int(patroon.tweetal),
        }
        self.regels.append(nummer)
        return True

    def definition(self) -> str:
        """The ruleset as JSON. The last rule always fires, so that a state is never deleted unused."""
        sentinel = {"all": [{"b0": {"$and": [{"k": 0}]}}], "cap": RESULTS_PER_CALL, "dist": 0}
        return json.dumps({**self.rules, "z": sentinel}, separators=(",", ":"))


def networks(patronen: Sequence[Patroon], vast: frozenset[int]) -> list[Net]:
    """The C rulesets that together hold all patterns."""
    netten = [Net()]
    rules = 0
    for nummer, patroon in enumerate(patronen):
        if not 1 <= len(patroon.soorten) <= MAX_BINDERS:
            raise BoundsError
        for known, equal in patroon.varianten:
            rules += 1
            if rules > MAX_REGELS:
                raise BoundsError
            if not netten[-1].add(nummer, patroon, known, equal, vast):
                netten.append(Net())
                if not netten[-1].add(nummer, patroon, known, equal, vast):
                    raise BoundsError
    return netten


# ---------------------------------------------------------------- one case


def estimate(
    patronen: Sequence[Patroon],
    aantallen: Sequence[int],
    atomen: Sequence[int],
    sleutels: Sequence[Sequence[int]],
) -> int:
    """At least the number of frames the network will make: combinations of the first 1, 2, ... binders."""
    total = 0
    for p in patronen:
        if len(p.soorten) == 1:
            total += aantallen[p.soorten[0]]
            continue
        candidates = []
        for s, eigen in zip(p.soorten, p.atomen, strict=True):
            bits = (1 << aantallen[s]) - 1
            for a in eigen:
                bits &= atomen[a]
            candidates.append(bits)
        frames = product = 0
        factor = 1
        for b, bits in enumerate(candidates):
            factor = bits.bit_count()
            for left, left_key, right, right_key in p.verbindingen:
                if right == b and factor > 1:
                    factor = min(
                        factor, _partners(candidates[left], sleutels[left_key], bits, sleutels[right_key])
                    )
            product = product * factor if b else factor
            # Every variant makes the partial combinations anew; the full ones exclude each other.
            frames += product * (len(p.varianten) if b < len(candidates) - 1 else 1)
        total += frames
        if total > MAX_FRAMES:
            break
    return total


def _shapes(patronen: Sequence[Patroon]) -> list[tuple[list[int], int]]:
    """The kinds that patterns bind, each way once, with how many variants do."""
    found: dict[tuple[int, ...], int] = {}
    for p in patronen:
        found[tuple(p.soorten)] = found.get(tuple(p.soorten), 0) + len(p.varianten)
    return [(list(kinds), variants_) for kinds, variants_ in found.items()]


def _rough(shapes: Sequence[tuple[list[int], int]], aantallen: Sequence[int]) -> int:
    """At least what `estimate` says, in less time: no test or join is looked at."""
    total = 0
    for kinds, variants_ in shapes:
        product = 1
        for s in kinds:
            product *= aantallen[s]
            total += product * variants_
    return total


def _partners(left_bits: int, left: Sequence[int], right_bits: int, right: Sequence[int]) -> int:
    """The most parts on the right that one part on the left can join with."""
    count: dict[int, int] = {}
    for n, value in enumerate(right):
        if right_bits >> n & 1:
            count[value] = count.get(value, 0) + 1
    unknown = count.pop(0, 0)
    most = 0
    for n, value in enumerate(left):
        if left_bits >> n & 1:
            if value == 0:
                return right_bits.bit_count()
            most = max(most, count.get(value, 0))
    return most + unknown


_ONE = re.compile(r'\{"id":"f(\d+)"')
_MANY = re.compile(r'"b(\d)":\{"id":"f(\d+)"')


class Geladen:
    """A plan in the network."""

    def __init__(self, motor: Any, soorten: int, ruw: Sequence[Any], vast: Sequence[int]) -> None:
        self._motor = motor
        self._patronen = [Patroon(p, frozenset(vast)) for p in ruw]
        self._netten = networks(self._patronen, frozenset(vast))
        self._vormen = _shapes(self._patronen)
        for net in self._netten:
            net.handle = motor.create_ruleset("t", net.definition())
            net.feiten = [Feitvorm(s, soort) for s, soort in net.soorten.items()]
            self._begin(net)
        for net in self._netten:
            self._ask(net, [0] * (soorten + 1), [], [], [0] * (soorten + 1), [])
        self.renew()

    def renew(self) -> None:
        """An empty state for the next case: half the work of a case, and nobody need wait for it."""
        for net in self._netten:
            if net.used:
                self._motor.delete_state(net.handle, "s")
                self._begin(net)

    def _begin(self, net: Net) -> None:
        code, net.state = self._motor.assert_fact(net.handle, SENTINEL)
        net.used = False
        if code:
            raise RuntimeError

    def match(
        self, aantallen: Sequence[int], atomen: Sequence[int], sleutels: Sequence[Sequence[int]]
    ) -> list[list[int]]:
        """Per pattern the parts of its combinations, one combination after another."""
        if sum(aantallen) > MAX_DELEN or (
            _rough(self._vormen, aantallen) > MAX_FRAMES
            and estimate(self._patronen, aantallen, atomen, sleutels) > MAX_FRAMES
        ):
            raise BoundsError
        first, start = [], 0
        for n in aantallen:
            first.append(start)
            start += n
        uit: list[list[int]] = [[] for _ in self._patronen]
        for net in self._netten:
            if any(aantallen[s] for s in net.soorten):
                self._ask(net, aantallen, atomen, sleutels, first, uit)
        return uit

    def _ask(
        self,
        net: Net,
        aantallen: Sequence[int],
        atomen: Sequence[int],
        sleutels: Sequence[Sequence[int]],
        first: Sequence[int],
        uit: list[list[int]],
    ) -> None:
        if net.used:
            raise RuntimeError
        motor, handle, state = self._motor, net.handle, net.state
        net.used = True
        for vorm in net.feiten:
            aantal = aantallen[vorm.soort]
            if not aantal:
                continue
            eerste = first[vorm.soort]
            facts = [[f'{{"id":"f{eerste + n}",{vorm.begin}'] for n in range(aantal)]
            for atoom, text in vorm.atomen:
                bits = atomen[atoom]
                while bits:
                    low = bits & -bits
                    facts[low.bit_length() - 1].append(text)
                    bits ^= low
            for sleutel, known, unknown in vorm.sleutels:
                for fact, value in zip(facts, sleutels[sleutel], strict=True):
                    fact.append(f"{known}{value}" if value else unknown)
            for fact in facts:
                # 1 (no rule concerned) is as good as 0; a fact taken for another is not.
                if motor.assert_fact(handle, "".join(fact) + "}")[0] > 1:
                    raise RuntimeError
        sentinel = 0
        found = motor.start_action_for_state(handle, state)
        answer = found[1] if found else None
        while answer:
            name = answer[2 : answer.index('"', 2)]
            if name == "z":
                sentinel += 1
            else:
                nummer = net.regels[int(name[1:])]
                soorten = self._patronen[nummer].soorten
                if len(soorten) == 1:
                    base = first[soorten[0]]
                    uit[nummer] += [int(f) - base for f in _ONE.findall(answer)]
                else:
                    uit[nummer] += _combinations(_MANY.findall(answer), [first[s] for s in soorten])
            answer = motor.complete_and_start_action(handle, state)
        if sentinel != 1:
            raise RuntimeError


def _combinations(found: list[tuple[str, str]], bases: list[int]) -> list[int]:
    width = len(bases)
    if len(found) % width:
        raise RuntimeError
    uit = []
    for i in range(0, len(found), width):
        row = [-1] * width
        for binder, fact in found[i : i + width]:
            b = int(binder)
            row[b] = int(fact) - bases[b]
        uit += row
    return uit


# ---------------------------------------------------------------- the process


def _read(fd: int, n: int) -> bytes | None:
    pieces = []
    while n:
        piece = os.read(fd, min(n, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        n -= len(piece)
    return b"".join(pieces)


def _write(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _confine() -> int:
    """Bounds what this process may use; returns where the answers go. Nothing else can be written to."""
    for limit, bound in (
        (resource.RLIMIT_AS, ADRESRUIMTE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(limit, (bound, bound))
    answers = os.dup(1)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.close(nothing)
    return answers


def serve(motor: Any, questions: int, answers: int) -> None:
    """Answers until the parent is gone."""
    plannen: dict[int, Geladen] = {}
    while (head := _read(questions, 4)) is not None:
        (length,) = struct.unpack(">I", head)
        if length > MAX_BERICHT or (body := _read(questions, length)) is None:
            return
        signal.alarm(WAAKTIJD_S)
        vraag = json.loads(body)
        antwoord: dict[str, Any] = {"n": vraag["n"], "u": "ok"}
        try:
            if "patronen" in vraag:
                plannen[vraag["p"]] = Geladen(motor, vraag["soorten"], vraag["patronen"], vraag["vast"])
            else:
                antwoord["v"] = plannen[vraag["p"]].match(vraag["a"], vraag["t"], vraag["s"])
        except BoundsError:
            antwoord["u"] = "te_groot"
        antwoord["kb"] = _resident_kb()
        data = json.dumps(antwoord, separators=(",", ":")).encode("ascii")
        _write(answers, struct.pack(">I", len(data)) + data)
        if (plan := plannen.get(vraag["p"])) is not None:
            plan.renew()
        signal.alarm(0)


def _resident_kb() -> int:
    """What this process holds; where no file tells, the most it held, which starts at its parent's."""
    try:
        with open("/proc/self/statm", "rb") as f:
            return int(f.read().split()[1]) * resource.getpagesize() // 1024
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """`twin_child.py [directory of the C module]`: answers on standard output what standard input asks."""
    sys.path.extend(sys.argv[1:2])
    import durable_rules_engine  # type: ignore[import-not-found]

    answers = _confine()
    gc.disable()
    try:
        serve(durable_rules_engine, 0, answers)
    except BaseException:
        # The network's state is not to be trusted and a trace could hold data: no cleanup, no words.
        os._exit(3)
    os._exit(0)


if __name__ == "__main__":
    main()
