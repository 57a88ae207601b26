"""Terms end on the day that a Dutch court would count."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar import einde_van_termijn, feestdagen, is_werkdag, leeftijd, tel
from engine.rule import Periode

DAGEN = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))


def dag(tekst: str) -> dt.date:
    return dt.date.fromisoformat(tekst)


@pytest.mark.parametrize(
    ("vanaf", "periode", "einde"),
    [
        ("2024-03-01", Periode(6, "week"), "2024-04-12"),  # an ordinary Friday
        ("2024-03-02", Periode(6, "week"), "2024-04-15"),  # Saturday moves to Monday
        ("2024-02-19", Periode(6, "week"), "2024-04-02"),  # Easter Monday moves to Tuesday
        ("2023-11-13", Periode(6, "week"), "2023-12-27"),  # both Christmas days are passed
        ("2024-02-16", Periode(6, "week"), "2024-04-02"),  # Good Friday, weekend and Easter Monday
        ("2024-03-01", Periode(13, "week"), "2024-05-31"),  # over twelve weeks: not moved (a Friday anyway)
        ("2024-03-02", Periode(13, "week"), "2024-06-01"),  # over twelve weeks: Saturday stays
        ("2024-03-02", Periode(1, "jaar"), "2025-03-02"),  # a term in years: Sunday stays
        ("2024-05-03", Periode(3, "dag"), "2024-05-07"),  # three days hold two working days (art. 2)
    ],
)
def test_a_statutory_term_ends_on_a_working_day(vanaf: str, periode: Periode, einde: str) -> None:
    assert einde_van_termijn(dag(vanaf), periode) == dag(einde)


@pytest.mark.parametrize(
    ("geboren", "op", "jaren"),
    [
        ("2008-06-15", "2026-06-14", 17),
        ("2008-06-15", "2026-06-15", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
    ],
)
def test_age_changes_on_the_birthday(geboren: str, op: str, jaren: int) -> None:
    assert leeftijd(dag(geboren), dag(op)) == jaren


def test_the_kings_birthday_gives_way_to_a_sunday() -> None:
    assert dag("2025-04-26") in feestdagen(2025)
    assert dag("2025-04-27") not in feestdagen(2025)


def test_a_month_after_the_31st_is_the_last_day_of_the_next() -> None:
    assert tel(dag("2024-01-31"), Periode(1, "maand"), 1) == dag("2024-02-29")


def test_three_working_days_pass_the_weekend() -> None:
    assert tel(dag("2024-03-01"), Periode(3, "werkdag"), 1) == dag("2024-03-06")


def test_a_term_past_the_end_of_the_calendar_has_no_end() -> None:
    assert tel(dt.date(9999, 12, 31), Periode(1, "dag"), 1) is None
    assert einde_van_termijn(dt.date(9999, 12, 31), Periode(6, "week")) is None


@given(DAGEN, st.integers(1, 12))
def test_the_law_only_ever_lengthens_a_term_and_ends_it_on_a_working_day(vanaf: dt.date, weken: int) -> None:
    periode = Periode(weken, "week")
    gewoon, wettelijk = tel(vanaf, periode, 1), einde_van_termijn(vanaf, periode)
    assert gewoon is not None
    assert wettelijk is not None
    assert wettelijk >= gewoon
    assert is_werkdag(wettelijk)


PERIODEN = st.one_of(
    st.builds(Periode, st.integers(0, 100), st.just("dag")),
    st.builds(Periode, st.integers(0, 20), st.sampled_from(["week", "maand", "jaar", "werkdag"])),
)


@given(st.integers(1990, 2100), PERIODEN)
def test_a_term_that_starts_later_never_ends_earlier(jaar: int, periode: Periode) -> None:
    """What is looked for by halving rests on this: weekends, runs of holidays and month ends included."""
    dagen = [dt.date(jaar, 1, 1) + dt.timedelta(days=n) for n in range(370)]
    for einden in (
        [einde_van_termijn(dag, periode) for dag in dagen],
        [tel(dag, periode, 1) for dag in dagen],
        [tel(dag, periode, -1) for dag in dagen],
    ):
        bekend = [e for e in einden if e is not None]
        assert len(bekend) == len(dagen)
        assert bekend == sorted(bekend)
