"""Counting in days, weeks, months and years, and the Algemene termijnenwet."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from engine.rule import Periode


@cache
def feestdagen(jaar: int) -> frozenset[dt.date]:
    """The recognised holidays of a year (Algemene termijnenwet art. 3 lid 1), with Good Friday (lid 2).

    Days put on a par by royal decree (lid 3) are not known here: a term that ends on such a day is
    moved less far than the law does.
    """
    pasen = easter(jaar)
    koning = dt.date(jaar, 4, 27) if jaar >= 2014 else dt.date(jaar, 4, 30)
    if koning.weekday() == 6:
        koning -= dt.timedelta(days=1)
    na_pasen = (-2, 1, 39, 50)
    return frozenset(
        {dt.date(jaar, 1, 1), koning, dt.date(jaar, 5, 5), dt.date(jaar, 12, 25), dt.date(jaar, 12, 26)}
        | {pasen + dt.timedelta(days=n) for n in na_pasen}
    )


def is_werkdag(dag: dt.date) -> bool:
    return dag.weekday() < 5 and dag not in feestdagen(dag.year)


@lru_cache(maxsize=4096)
def tel(dag: dt.date, periode: Periode, richting: int) -> dt.date | None:
    """The date `periode` after (1) or before (-1) `dag`; `None` outside the calendar."""
    n = periode.aantal * richting
    try:
        match periode.eenheid:
            case "dag":
                return dag + dt.timedelta(days=n)
            case "week":
                return dag + dt.timedelta(weeks=n)
            case "maand":
                return dag + relativedelta(months=n)
            case "jaar":
                return dag + relativedelta(years=n)
            case _:
                for _ in range(periode.aantal):
                    dag += dt.timedelta(days=richting)
                    while not is_werkdag(dag):
                        dag += dt.timedelta(days=richting)
                return dag
    except (OverflowError, ValueError):
        return None


_LANGST = {"dag": 90, "week": 12, "maand": 3, "jaar": 0, "werkdag": 0}


@lru_cache(maxsize=4096)
def einde_van_termijn(dag: dt.date, periode: Periode) -> dt.date | None:
    """The last day of a statutory term that starts the day after `dag`.

    Algemene termijnenwet: an end on a Saturday, Sunday or holiday moves to the next working day
    (art. 1 lid 1); a term of at least three days holds two working days or more (art. 2); not for
    terms over 90 days, 12 weeks or 3 months, or in years (art. 4 a).
    """
    einde = tel(dag, periode, 1)
    if einde is None or periode.aantal > _LANGST[periode.eenheid]:
        return einde
    try:
        if periode.eenheid == "dag" and 3 <= periode.aantal <= 10:
            werkdagen = sum(is_werkdag(dag + dt.timedelta(days=n)) for n in range(1, periode.aantal + 1))
            while werkdagen < 2:
                einde += dt.timedelta(days=1)
                werkdagen += is_werkdag(einde)
        while not is_werkdag(einde):
            einde += dt.timedelta(days=1)
    except OverflowError:
        return None
    return einde


def leeftijd(geboren: dt.date, op: dt.date) -> int:
    """Whole years; someone born on 29 February has a birthday on 1 March in other years."""
    return op.year - geboren.year - ((op.month, op.day) < (geboren.month, geboren.day))
