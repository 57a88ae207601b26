"""Why a finding is one, in the words of the dossier: the facts, and what of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from engine.report import Bevinding, Uitlegstap
from engine.rule import Bevat, Kenmerk, Telling, Vergelijking
from service.naming import Namen, en


def redenen(b: Bevinding, namen: Namen) -> list[str]:
    """Why a finding is one, a line for each reason; what an exception lacks is on one line."""
    uit = []
    if all(s.uitzondering is not None for s in b.uitleg):
        uit.append("een mens oordeelde dat hieraan niet is voldaan")
    for uitzondering, groep in groupby(b.uitleg, lambda s: s.uitzondering):
        stukken = list(dict.fromkeys(_stukken(list(groep), namen)))
        if uitzondering is None:
            uit += stukken
        else:
            uit.append(f'uitzondering "{uitzondering}" geldt niet: {"; ".join(stukken)}')
    return uit


def _stukken(stappen: Sequence[Uitlegstap], namen: Namen) -> Iterator[str]:
    """Steps that rest on the same facts together say more of them."""
    for feiten, groep in groupby(stappen, lambda s: s.feiten):
        zelfde = list(groep)
        if not feiten or isinstance(zelfde[0].conditie, Telling):
            yield from (_telling(s, namen) for s in zelfde)
            continue
        wat = ", ".join([f"{namen.plek(p)}: {w}" for p, w in feiten])
        nader = "; ".join(dict.fromkeys(filter(None, map(_nader, zelfde))))
        yield f"{wat} ({nader})" if nader else wat


def _telling(s: Uitlegstap, namen: Namen) -> str:
    conditie, wie = s.conditie, en([namen.plek(p) for p, _ in s.feiten])
    if isinstance(conditie, Telling) and conditie.hoe == "elk" and s.uitkomst == "onwaar" and wie:
        return f"niet in orde: {wie}"
    return f"{s.gezegde.zin} ({wie})" if wie else s.gezegde.zin


def _nader(s: Uitlegstap) -> str:
    """What counts of the facts of a step; nothing when they speak for themselves."""
    gezegd, conditie = s.gezegde, s.conditie
    if len(s.feiten) == 1 and gezegd.vanzelf:
        return ""
    if len(s.feiten) > 1 and all(w == "ontbreekt" for _, w in s.feiten):
        # Two things that are not there are neither the same nor one more than the other.
        return ""
    match conditie:
        case Vergelijking(op=op, links=Kenmerk(), rechts=Kenmerk()) if op in ("is", "is_niet"):
            return "hetzelfde" if (op == "is") is (s.uitkomst == "waar") else "niet hetzelfde"
        case Vergelijking(links=links) if not isinstance(links, Kenmerk):
            return gezegd.zin
    if len(s.feiten) != 1:
        return gezegd.zin
    if isinstance(conditie, Bevat):
        if s.uitkomst != "onwaar":
            return f"met {gezegd.rest}"
        if conditie.alle and len(conditie.waarden) > 1:
            return gezegd.rest
        return f"zonder {gezegd.rest.removeprefix('niet ').removeprefix('geen van ')}"
    return gezegd.rest
