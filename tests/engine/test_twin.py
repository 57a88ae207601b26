"""The twin agrees with the definition, bears what it says it bears, and never takes a check down with it."""

from __future__ import annotations

import json
import math
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine import twin, twin_child
from engine.matching import Patroon, Plan, Sleutel, Tafel, Verbinding, zoek
from engine.twin import (
    MAX_VERSCHILLEN,
    Getuigenis,
    Tweeling,
    Vergelijking,
    Verschil,
    lees_reproductie,
    vergelijk,
    vind_motor,
)
from tests.engine.test_matching import by_definition, een, random_plan, random_tafel

REPO = Path(__file__).parents[2]

with_network = pytest.mark.skipif(
    vind_motor() is None, reason="durable-rules is not installed here, or does not import on this Python"
)


@pytest.fixture
def tweeling() -> Iterator[Tweeling]:
    with Tweeling() as t:
        yield t


def single(soort: str, *atomen: int) -> Patroon:
    return Patroon((soort,), (atomen,), (), False)


SIMPLE = Plan((een("a", "x", {1}),), (), (single("a", 0),))
SIMPLE_TAFEL = Tafel({"a": 3}, (0b101,), ())
SIMPLE_ANSWER = [[(0,), (2,)]]

JOIN = Plan(
    (),
    (Sleutel("a", ("x",)),),
    (Patroon(("a", "a"), ((), ()), (Verbinding(0, 0, 1, 0),), True),),
)


# ---------------------------------------------------------------- agreement


@with_network
def test_twin_matcher_and_definition_agree(tweeling: Tweeling) -> None:
    r = random.Random(20150101)
    for _ in range(30):
        plan = random_plan(r, 12)
        for _ in range(100):
            tafel = random_tafel(r, plan)
            eigen, _ = zoek(plan, tafel)
            assert eigen == by_definition(plan, tafel)
            getuigenis = tweeling.getuig(plan, tafel)
            assert getuigenis.status == "beschikbaar", getuigenis.reden
            oordeel = vergelijk(eigen, getuigenis)
            assert oordeel == Vergelijking("eens"), oordeel.reproductie
    assert tweeling.vallen == 0


@with_network
def test_agreement_over_many_parts_and_rules(tweeling: Tweeling) -> None:
    r = random.Random(2020)
    plan = random_plan(r, 400, soorten=6, atomen=80, sleutels=12)
    plan = Plan(plan.atomen, plan.sleutels, tuple(p for p in plan.patronen if len(p.soorten) < 3))
    answered = 0
    for meeste in [1, 2, 4, 8, 16, 24] * 4:
        tafel = random_tafel(r, plan, meeste)
        oordeel = vergelijk(zoek(plan, tafel)[0], tweeling.getuig(plan, tafel, 10.0))
        assert oordeel.status != "oneens", oordeel.reproductie
        answered += oordeel.status == "eens"
    assert answered >= 20
    assert tweeling.vallen == 0


@with_network
def test_four_joins_over_one_pattern(tweeling: Tweeling) -> None:
    soorten = ("a", "a", "b", "b")
    sleutels = tuple(Sleutel(s, (f"k{n}",)) for s in "ab" for n in range(2))
    verbindingen = (
        Verbinding(0, 0, 1, 1),
        Verbinding(0, 0, 2, 2),
        Verbinding(1, 1, 3, 3),
        Verbinding(2, 3, 3, 2),
    )
    plan = Plan((), sleutels, (Patroon(soorten, ((),) * 4, verbindingen, False),))
    r = random.Random(7)
    for _ in range(100):
        tafel = random_tafel(r, plan, 5)
        assert vergelijk(zoek(plan, tafel)[0], tweeling.getuig(plan, tafel)).status == "eens"


@with_network
def test_patterns_without_binders_need_no_network(tweeling: Tweeling) -> None:
    plan = Plan((), (), (Patroon((), (), (), False), single("a"), Patroon((), (), (), False)))
    assert tweeling.getuig(plan, Tafel({"a": 1}, (), ())).voorstellen == [[()], [(0,)], [()]]
    assert tweeling.getuig(plan, Tafel({}, (), ())).voorstellen == [[()], [], [()]]


@with_network
def test_answers_do_not_share_lists(tweeling: Tweeling) -> None:
    plan = Plan((), (), (single("a"), single("a")))
    voorstellen = tweeling.getuig(plan, Tafel({"a": 1}, (), ())).voorstellen
    assert voorstellen is not None
    voorstellen[0].clear()
    assert voorstellen[1] == [(0,)]


# ---------------------------------------------------------------- what stops the bare network


def test_no_two_names_have_one_hash() -> None:
    """The network knows names by a 32-bit hash only; one of ours must not be one of its own words."""

    def fnv(tekst: str) -> int:
        h = 2166136261
        for c in tekst.encode("ascii"):
            h = ((h ^ c) * 16777619) & 0xFFFFFFFF
        return h

    own_words = (
        "all any pri count cap dist name id sid run null $lt $lte $gt $gte $eq $neq $mt $imt $iall $iany $ex "
        "$nex $or $and $m $add $sub $mul $div $l $r $forward $i $s $time $pulse"
    )
    names = [*own_words.split(), "k"]
    names += [f"b{n}" for n in range(twin_child.MAX_BINDERS)] + [f"g{n}" for n in range(twin_child.GROEPEN)]
    names += [f"{letter}{n}" for letter in "avu" for n in range(twin_child.MAX_EIGENSCHAPPEN)]
    ids = ["z", "sid-s", *(f"f{n}" for n in range(twin_child.MAX_DELEN))]
    assert fnv("all") == 321211332
    assert len({fnv(n) for n in names}) == len(names)
    assert len({fnv(n) for n in ids}) == len(ids)


def test_the_walk_over_one_fact_stays_below_the_stack_of_the_network() -> None:
    assert twin_child.GROEPEN - 1 + twin_child.INGANGEN_PER_GROEP <= 48
    assert twin_child.GROEPEN <= 48
    assert twin_child.MAX_EIGENSCHAPPEN < 250
    assert twin_child.REGELS_PER_NET < 4096
    assert twin._MAX_DELEN == twin_child.MAX_DELEN


def check(tweeling: Tweeling, plan: Plan, tafel: Tafel, timeout_s: float = 10.0) -> str:
    """The twin's status; when it answers, the answer must be right, and it never falls."""
    getuigenis = tweeling.getuig(plan, tafel, timeout_s)
    if getuigenis.status == "beschikbaar":
        assert vergelijk(zoek(plan, tafel)[0], getuigenis).status == "eens"
    assert tweeling.vallen == 0, getuigenis.reden
    return getuigenis.status


@with_network
def test_an_answer_that_nobody_waits_for_is_not_taken_for_the_next(tweeling: Tweeling) -> None:
    """The one who asked met an error of its own while the twin was at work."""
    ander = Plan(SIMPLE.atomen, (), (single("a", 0),) * 2)
    with pytest.raises(ZeroDivisionError), tweeling.gevraagd(SIMPLE, SIMPLE_TAFEL):
        raise ZeroDivisionError
    getuigenis = tweeling.getuig(ander, SIMPLE_TAFEL, 10.0)
    assert vergelijk(zoek(ander, SIMPLE_TAFEL)[0], getuigenis).status == "eens"
    assert tweeling.vallen == 0


@with_network
def test_an_answer_may_be_asked_for_twice(tweeling: Tweeling) -> None:
    with tweeling.gevraagd(SIMPLE, SIMPLE_TAFEL, 10.0) as antwoord:
        assert antwoord().status == "beschikbaar"
        assert antwoord() is antwoord()


@with_network
def test_257_identical_patterns(tweeling: Tweeling) -> None:
    plan = Plan(SIMPLE.atomen, (), (single("a", 0),) * 300)
    assert check(tweeling, plan, SIMPLE_TAFEL) == "beschikbaar"


@with_network
def test_513_distinct_single_conditions_all_true(tweeling: Tweeling) -> None:
    n = 600
    plan = Plan(
        tuple(een("a", f"x{i}", {1}) for i in range(n)),
        (),
        tuple(single("a", i) for i in range(n)),
    )
    assert check(tweeling, plan, Tafel({"a": 3}, (0b111,) * n, ())) == "beschikbaar"
    assert check(tweeling, plan, Tafel({"a": 3}, tuple(i % 8 for i in range(n)), ())) == "beschikbaar"


@with_network
@pytest.mark.parametrize("n", [63, 64, 65, 66, 128, 500])
def test_65_rules_true_for_one_fact(tweeling: Tweeling, n: int) -> None:
    atomen = tuple(een("a", f"x{i}", {1}) for i in range(n))
    pairs = tuple(single("a", i, (i * 7 + 1) % n) for i in range(n))
    plan = Plan(atomen, (), pairs + tuple(single("a", i) for i in range(n)))
    assert check(tweeling, plan, Tafel({"a": 1}, (1,) * n, ())) == "beschikbaar"


@with_network
def test_more_rules_and_atoms_than_one_network_bears(tweeling: Tweeling) -> None:
    r = random.Random(5)
    n = 3000
    atomen = tuple(een("a", f"x{i}", {1}) for i in range(n))
    plan = Plan(atomen, (), tuple(single("a", *sorted(r.sample(range(n), 2))) for _ in range(n)))
    tafel = Tafel({"a": 4}, tuple(r.randrange(16) for _ in range(n)), ())
    assert check(tweeling, plan, tafel) == "beschikbaar"


@with_network
@pytest.mark.parametrize(
    "plan",
    [
        Plan(
            tuple(een("a", f"x{i}", {1}) for i in range(5000)),
            (),
            tuple(single("a", i) for i in range(5000)),
        ),
        Plan(
            tuple(een("a", f"x{i}", {1}) for i in range(300)),
            (),
            (single("a", *range(300)),),
        ),
        Plan((), (), (Patroon(("a",) * 17, ((),) * 17, (), False),)),
        Plan(
            (),
            tuple(Sleutel("a", (f"x{i}",)) for i in range(20)),
            (Patroon(("a", "a"), ((), ()), tuple(Verbinding(0, i, 1, i + 10) for i in range(10)), False),),
        ),
    ],
    ids=["5,000 rules", "300 conditions in one", "17 binders", "10 joins"],
)
def test_a_plan_beyond_the_bounds_is_refused_and_nothing_falls(tweeling: Tweeling, plan: Plan) -> None:
    tafel = Tafel({"a": 2}, (3,) * len(plan.atomen), ((1, 0),) * len(plan.sleutels))
    for _ in range(2):
        assert check(tweeling, plan, tafel) == "niet_gedragen"
    assert check(tweeling, SIMPLE, SIMPLE_TAFEL) == "beschikbaar"
    assert tweeling.starts == 1


@with_network
def test_four_way_join_without_join_test_is_bounded(tweeling: Tweeling) -> None:
    plan = Plan((), (), (Patroon(("a",) * 4, ((),) * 4, (), False),))
    begin = time.monotonic()
    assert check(tweeling, plan, Tafel({"a": 60}, (), ())) == "niet_gedragen"
    assert time.monotonic() - begin < 8
    assert check(tweeling, plan, Tafel({"a": 12}, (), ())) == "beschikbaar"


@with_network
def test_a_join_on_unknown_values_is_bounded(tweeling: Tweeling) -> None:
    plan = Plan(
        (),
        (Sleutel("a", ("x",)),),
        (Patroon(("a",) * 3, ((),) * 3, (Verbinding(0, 0, 1, 0), Verbinding(1, 0, 2, 0)), False),),
    )
    assert check(tweeling, plan, Tafel({"a": 100}, (), ((0,) * 100,))) == "niet_gedragen"
    assert check(tweeling, plan, Tafel({"a": 100}, (), (tuple(range(1, 101)),))) == "beschikbaar"


@with_network
def test_what_a_part_is_itself_cannot_be_unknown(tweeling: Tweeling) -> None:
    """The network has no rule for that, and would miss what joins with it."""
    plan = Plan(
        (),
        (Sleutel("a", ("b",)), Sleutel("b", ())),
        (Patroon(("a", "b"), ((), ()), (Verbinding(0, 0, 1, 1),), False),),
    )
    for zelf, verwacht in (((1, 2), "beschikbaar"), ((1, 0), "niet_gedragen")):
        tafel = Tafel({"a": 3, "b": 2}, (), ((1, 0, 2), zelf))
        assert check(tweeling, plan, tafel) == verwacht
    assert tweeling.vallen == 0


@with_network
def test_what_its_parent_holds_is_not_its_own() -> None:
    """A process starts with the peak of its parent in its name: a big one restarted it every case."""
    groot = b"x" * 600_000_000
    with Tweeling(geheugen_kb=500_000) as tweeling:
        for _ in range(3):
            assert check(tweeling, SIMPLE, SIMPLE_TAFEL) == "beschikbaar"
        assert tweeling.starts == 1
    assert len(groot) == 600_000_000


@with_network
def test_one_process_for_5000_cases_keeps_its_memory() -> None:
    r = random.Random(11)
    plan = Plan(JOIN.atomen, JOIN.sleutels, (*JOIN.patronen, single("a")))

    def resident_kb(pid: int) -> int:
        regel = next(x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS"))
        return int(regel.split()[1])

    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc")
    with Tweeling(zaken_per_proces=10_000) as tweeling:
        measured = []
        for n in range(5_000):
            tafel = Tafel({"a": 10}, (), (tuple(r.randrange(5) for _ in range(10)),))
            getuigenis = tweeling.getuig(plan, tafel)
            if n % 50 == 0:
                assert vergelijk(zoek(plan, tafel)[0], getuigenis).status == "eens"
            assert getuigenis.status == "beschikbaar"
            if n in (500, 4_999):
                assert tweeling.pid is not None
                measured.append(resident_kb(tweeling.pid))
        assert tweeling.starts == 1
        assert measured[1] < measured[0] + 4_000
        assert measured[1] < 100_000


# ---------------------------------------------------------------- what no plan or table is


class Strange:
    def __getattr__(self, naam: str) -> Any:
        raise AttributeError(naam) if naam.startswith("__") else RuntimeError(naam)


@pytest.mark.parametrize(
    ("plan", "tafel"),
    [
        (None, None),
        (SIMPLE, None),
        (None, SIMPLE_TAFEL),
        (SIMPLE, Strange()),
        (Strange(), SIMPLE_TAFEL),
        (SIMPLE, Tafel({}, (), ())),
        (SIMPLE, Tafel({"a": 3}, (-1,), ())),
        (SIMPLE, Tafel({"a": 3}, (0b1000,), ())),
        (SIMPLE, Tafel({"a": -3}, (0,), ())),
        (SIMPLE, Tafel({"a": 10**9}, (1,), ())),
        (SIMPLE, Tafel({"a": 3}, (1 << 1_000_000,), ())),
        (SIMPLE, Tafel({"a": 1.0}, (1,), ())),  # type: ignore[dict-item]
        (SIMPLE, Tafel({"a": "3"}, ("x",), ())),  # type: ignore[dict-item, arg-type]
        (JOIN, Tafel({"a": 2}, (), ((1,),))),
        (JOIN, Tafel({"a": 2}, (), ((1, -1),))),
        (JOIN, Tafel({"a": 2}, (), ((1, 2**70),))),
        (JOIN, Tafel({"a": 1}, (), ((True,),))),
        (JOIN, Tafel({"a": 1}, (), (("x",),))),  # type: ignore[arg-type]
        (Plan((), (), (single("a", 5),)), Tafel({"a": 1}, (), ())),
        (Plan(SIMPLE.atomen, (), (single("b", 0),)), Tafel({"b": 1}, (1,), ())),
        (Plan((), (), (Patroon(("a", "b"), ((), ()), (), True),)), Tafel({"a": 1}, (), ())),
        (Plan((), (), (Patroon(("a",), (), (), False),)), Tafel({"a": 1}, (), ())),
        (
            Plan((), JOIN.sleutels, (Patroon(("a", "a"), ((), ()), (Verbinding(1, 0, 0, 0),), False),)),
            Tafel({"a": 1}, (), ((1,),)),
        ),
    ],
)
def test_any_input_gets_an_answer(tweeling: Tweeling, plan: Any, tafel: Any) -> None:
    getuigenis = tweeling.getuig(plan, tafel)
    assert getuigenis.status in ("niet_gedragen", "uitgevallen")
    assert getuigenis.voorstellen is None
    assert getuigenis.reden
    assert tweeling.vallen == 0
    assert tweeling.starts == 0


@pytest.mark.parametrize("timeout_s", [math.nan, -1.0, None, "x", math.inf])
def test_any_timeout_gets_an_answer(tweeling: Tweeling, timeout_s: Any) -> None:
    assert isinstance(tweeling.getuig(SIMPLE, SIMPLE_TAFEL, timeout_s), Getuigenis)


# ---------------------------------------------------------------- falls


def recovers(tweeling: Tweeling) -> None:
    getuigenis = tweeling.getuig(SIMPLE, SIMPLE_TAFEL)
    assert (getuigenis.status, getuigenis.voorstellen) == ("beschikbaar", SIMPLE_ANSWER)


@with_network
@pytest.mark.parametrize("sig", [signal.SIGKILL, signal.SIGSEGV])
def test_killed_between_cases(tweeling: Tweeling, sig: signal.Signals) -> None:
    recovers(tweeling)
    assert tweeling.pid is not None
    os.kill(tweeling.pid, sig)
    assert tweeling.getuig(SIMPLE, SIMPLE_TAFEL).status == "uitgevallen"
    recovers(tweeling)
    assert (tweeling.starts, tweeling.vallen) == (2, 1)


@with_network
def test_killed_in_mid_check(tweeling: Tweeling) -> None:
    recovers(tweeling)
    pid = tweeling.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    uit: list[Getuigenis] = []
    thread = threading.Thread(target=lambda: uit.append(tweeling.getuig(SIMPLE, SIMPLE_TAFEL, 20.0)))
    thread.start()
    time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    thread.join(5)
    assert uit[0].status == "uitgevallen"
    recovers(tweeling)


def test_an_answer_that_is_there_counts_when_we_come_for_it_late() -> None:
    """Our own work on a big case may take longer than the twin was given."""
    good = FAKE + "    write(json.dumps({'n': n, 'u': 'ok', 'v': [[2, 0, 2]]}).encode())"
    with Tweeling(opdracht=[sys.executable, "-I", "-S", "-c", good]) as tweeling:
        recovers(tweeling)
        with tweeling.gevraagd(SIMPLE, SIMPLE_TAFEL, 0.5) as antwoord:
            time.sleep(0.6)
            assert antwoord().status == "beschikbaar"


@with_network
def test_a_stopped_process_costs_no_more_than_the_timeout(tweeling: Tweeling) -> None:
    recovers(tweeling)
    pid = tweeling.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    begin = time.monotonic()
    getuigenis = tweeling.getuig(SIMPLE, SIMPLE_TAFEL, 0.2)
    assert getuigenis.status == "uitgevallen"
    assert "op tijd" in getuigenis.reden
    assert time.monotonic() - begin < 5
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    recovers(tweeling)


@with_network
def test_starved_of_time(tweeling: Tweeling) -> None:
    recovers(tweeling)
    assert tweeling.getuig(SIMPLE, SIMPLE_TAFEL, 0.0).status == "uitgevallen"
    recovers(tweeling)


@with_network
def test_recycled_after_so_many_cases_and_plans() -> None:
    with Tweeling(zaken_per_proces=10) as tweeling:
        for _ in range(35):
            recovers(tweeling)
        assert (tweeling.starts, tweeling.vallen) == (4, 0)
    with Tweeling(plannen_per_proces=4) as tweeling:
        for _ in range(3):
            for n in range(1, 10):
                plan = Plan((), (), (single("a"),) * n)
                assert tweeling.getuig(plan, Tafel({"a": 1}, (), ())).voorstellen == [[(0,)]] * n
        assert tweeling.vallen == 0
        assert tweeling.starts >= 5
    with Tweeling(geheugen_kb=1) as tweeling:
        for _ in range(3):
            recovers(tweeling)
        assert tweeling.starts == 3


FAKE = """
import json, struct, sys
def read():
    head = sys.stdin.buffer.read(4)
    if len(head) < 4: sys.exit()
    return json.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
def write(data):
    sys.stdout.buffer.write(struct.pack(">I", len(data)) + data); sys.stdout.buffer.flush()
while True:
    q = read()
    if "patronen" in q:
        write(json.dumps({"n": q["n"], "u": "ok"}).encode())
        continue
    n = q["n"]
"""

GARBAGE = {
    "dies at once": "import sys; sys.exit(1)",
    "sleeps": "import time; time.sleep(60)",
    "closes its pipe and sleeps": "import os, time; os.close(1); time.sleep(60)",
    "not a message": "print('hello there'); import time; time.sleep(60)",
    "a huge length": "import os, time; os.write(1, b'\\xff' * 9000); time.sleep(60)",
    "half a message": "import os, time; os.write(1, b'\\0\\0\\0\\x20{\\x22n'); time.sleep(60)",
    "nested too deep": FAKE + "    write(b'[' * 100000)",
    "not JSON": FAKE + "    write(b'\\xff\\xfe{')",
    "a list": FAKE + "    write(b'[]')",
    "another number": FAKE + "    write(json.dumps({'n': n + 1, 'u': 'ok', 'v': [[0]]}).encode())",
    "unknown outcome": FAKE + "    write(json.dumps({'n': n, 'u': 'x', 'v': [[0]]}).encode())",
    **{
        f"v = {v}": FAKE + f"    write(json.dumps({{'n': n, 'u': 'ok', 'v': {v}}}).encode())"
        for v in (
            "None",
            "{}",
            "[]",
            "[[0], [0]]",
            "[None]",
            "[[-1]]",
            "[[3]]",
            "[[0.0]]",
            "[[True]]",
            "[['0']]",
            "[[[0]]]",
            "[[1e400]]",
        )
    },
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_no_answer(garbage: str) -> None:
    with Tweeling(laadtijd_s=1.0, opdracht=[sys.executable, "-I", "-S", "-c", garbage]) as tweeling:
        getuigenis = tweeling.getuig(SIMPLE, SIMPLE_TAFEL, 0.5)
        assert getuigenis.status == "uitgevallen", getuigenis
        assert getuigenis.voorstellen is None
        assert tweeling.vallen == 1
        assert tweeling.pid is None


def test_a_right_answer_from_the_fake_is_read() -> None:
    """The counterpart of the garbage: the fake speaks the protocol."""
    good = FAKE + "    write(json.dumps({'n': n, 'u': 'ok', 'v': [[2, 0, 2]]}).encode())"
    with Tweeling(opdracht=[sys.executable, "-I", "-S", "-c", good]) as tweeling:
        recovers(tweeling)


def test_a_command_that_does_not_exist() -> None:
    with Tweeling(opdracht=["/nowhere/at/all"]) as tweeling:
        assert tweeling.getuig(SIMPLE, SIMPLE_TAFEL).status == "uitgevallen"


def test_repeated_falls_lead_to_rest_and_then_to_another_try() -> None:
    with Tweeling(
        vallen_op_rij=3, rust=5, opdracht=[sys.executable, "-I", "-S", "-c", "raise SystemExit"]
    ) as tweeling:
        for _ in range(3):
            assert "rust" not in tweeling.getuig(SIMPLE, SIMPLE_TAFEL).reden
        for _ in range(5):
            assert "rust" in tweeling.getuig(SIMPLE, SIMPLE_TAFEL).reden
        assert tweeling.starts == 3
        assert "rust" not in tweeling.getuig(SIMPLE, SIMPLE_TAFEL).reden
        assert (tweeling.starts, tweeling.vallen) == (4, 4)
        assert "rust" in tweeling.getuig(SIMPLE, SIMPLE_TAFEL).reden


@pytest.mark.parametrize("version", [(3, 13, 0), (3, 14, 1)])
def test_too_new_a_python(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert vind_motor() is None


def test_missing_package(monkeypatch: pytest.MonkeyPatch, tweeling: Tweeling) -> None:
    monkeypatch.setattr(twin, "_MODULE", "durable_rules_engine_that_is_not_there")
    getuigenis = tweeling.getuig(SIMPLE, SIMPLE_TAFEL)
    assert (getuigenis.status, getuigenis.voorstellen) == ("niet_geinstalleerd", None)
    assert tweeling.bereid_voor(SIMPLE).status == "niet_geinstalleerd"
    assert vergelijk(SIMPLE_ANSWER, getuigenis).status == "niet_geraadpleegd"
    assert tweeling.starts == 0


def test_nothing_else_imports_the_package() -> None:
    found = [
        p.relative_to(REPO).as_posix()
        for room in ("engine", "dsl", "service")
        for p in (REPO / room).rglob("*.py")
        if "import durable" in p.read_text(encoding="utf-8")
    ]
    assert found == ["engine/twin_child.py"]


# ---------------------------------------------------------------- the process itself


@with_network
def test_the_process_is_confined_and_holds_no_secrets(
    monkeypatch: pytest.MonkeyPatch, tweeling: Tweeling
) -> None:
    if not Path("/proc/self/environ").exists():
        pytest.skip("needs /proc")
    monkeypatch.setenv("TOETSSTEEN_SECRET", "not for the twin")
    recovers(tweeling)
    proc = Path(f"/proc/{tweeling.pid}")
    assert b"not for the twin" not in (proc / "environ").read_bytes()
    assert os.readlink(proc / "fd/1") == os.readlink(proc / "fd/2") == "/dev/null"
    assert os.readlink(proc / "cwd") == "/"
    limits = (proc / "limits").read_text()
    for name, value in (
        ("Max address space", twin_child.ADRESRUIMTE),
        ("Max core file size", 0),
        ("Max file size", 0),
    ):
        assert next(x for x in limits.splitlines() if x.startswith(name)).split()[-3] == str(value)


@with_network
@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), 9)", "sys.exit()"])
def test_the_process_ends_with_its_parent(end: str) -> None:
    parent = textwrap.dedent(
        f"""
        import os, sys
        from engine.twin import Tweeling
        from tests.engine.test_twin import SIMPLE, SIMPLE_TAFEL
        t = Tweeling()
        assert t.getuig(SIMPLE, SIMPLE_TAFEL).status == "beschikbaar"
        print(t.pid, flush=True)
        {end}
        """
    )
    uit = subprocess.run(
        [sys.executable, "-c", parent], cwd=REPO, capture_output=True, text=True, check=False
    )
    pid = int(uit.stdout)
    assert uit.stderr == ""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and ") Z " in Path(f"/proc/{pid}/stat").read_text():
            return
        time.sleep(0.02)
    pytest.fail("the twin outlived its parent")


@with_network
def test_a_forked_process_takes_a_twin_of_its_own(tweeling: Tweeling) -> None:
    recovers(tweeling)
    before = tweeling.pid
    read, write = os.pipe()
    forked = os.fork()
    if forked == 0:
        getuigenis = tweeling.getuig(SIMPLE, SIMPLE_TAFEL)
        os.write(write, f"{getuigenis.voorstellen == SIMPLE_ANSWER} {tweeling.pid != before}".encode())
        tweeling.close()
        os._exit(0)
    os.waitpid(forked, 0)
    assert os.read(read, 100) == b"True True"
    os.close(read)
    os.close(write)
    recovers(tweeling)
    assert (tweeling.pid, tweeling.starts) == (before, 1)


@with_network
def test_threads_take_turns(tweeling: Tweeling) -> None:
    r = random.Random(3)
    plan = random_plan(r, 12)
    cases = [random_tafel(r, plan) for _ in range(40)]
    expected = [by_definition(plan, tafel) for tafel in cases]
    wrong: list[Any] = []

    def work() -> None:
        for tafel, eigen in zip(cases, expected, strict=True):
            oordeel = vergelijk(eigen, tweeling.getuig(plan, tafel, 10.0))
            if oordeel.status != "eens":
                wrong.append(oordeel)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert tweeling.starts == 1


@with_network
def test_closed_is_closed(tweeling: Tweeling) -> None:
    recovers(tweeling)
    pid = tweeling.pid
    assert pid is not None
    tweeling.close()
    tweeling.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert tweeling.getuig(SIMPLE, SIMPLE_TAFEL).status == "uitgevallen"


# ---------------------------------------------------------------- comparing


def test_a_disagreement_is_bounded_and_can_be_put_again() -> None:
    r = random.Random(17)
    plan = random_plan(r, 60)
    tafel = random_tafel(r, plan, 6)
    eigen, _ = zoek(plan, tafel)
    other = [[*rij, (9,)] if n % 2 else [] for n, rij in enumerate(eigen)]
    oordeel = vergelijk(eigen, Getuigenis("beschikbaar", other, "", (plan, tafel)))
    assert oordeel.status == "oneens"
    assert oordeel.aantal > MAX_VERSCHILLEN == len(oordeel.verschillen)
    assert oordeel.reproductie is not None

    def numbers_only(ding: Any) -> bool:
        if isinstance(ding, list):
            return all(map(numbers_only, ding))
        return type(ding) is int

    read = json.loads(oordeel.reproductie)
    assert numbers_only(read["patronen"])
    assert all(numbers_only(v) for v in read["tafel"].values())
    again_plan, again_tafel = lees_reproductie(oordeel.reproductie)
    assert zoek(again_plan, again_tafel)[0] == eigen


def test_differences_name_what_only_one_found() -> None:
    oordeel = vergelijk([[(0,), (1,)], [()]], Getuigenis("beschikbaar", [[(1,), (2,)], [()]], ""))
    assert oordeel == Vergelijking(
        "oneens", "1 patronen verschillen", 1, (Verschil(0, ((0,),), ((2,),)),), None
    )
    assert vergelijk([[]], Getuigenis("beschikbaar", [], "")).status == "oneens"
    assert vergelijk([], Getuigenis("uitgevallen", None, "weg")) == Vergelijking("niet_geraadpleegd", "weg")
