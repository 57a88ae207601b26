"""The pipeline: dossier -> parts -> judgements -> report.

`check` is the one public verb. It is a pure function: no clock, file, network, thread or chance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Final, Protocol

from engine.dossier import Dossier
from engine.facts import feiten
from engine.gathering import Verslag
from engine.matching import Combinatie, Plan, Tafel
from engine.report import Bewijs, Rapport, digest
from engine.rule import Regelset
from engine.sweeping import Ronde, geldend, stel_samen

VERSIE: Final = "0.1.0"


Vergelijker = Callable[[list[list[Combinatie]]], str]
"""Says in one word how our combinations compare with those of the other matcher."""


class Getuige(Protocol):
    """A second, independent matcher: is put the case, and works on it while we do."""

    def __call__(self, plan: Plan, tafel: Tafel) -> AbstractContextManager[Vergelijker]: ...


def check(
    dossier: Dossier,
    regelsets: tuple[Regelset, ...],
    peildatum: dt.date,
    kennisdatum: dt.date,
    getuige: Getuige | None = None,
) -> Rapport:
    """Judge a dossier by the given versions of the rulesets.

    Args:
        dossier: the case, with the draft decisions in it.
        regelsets: one version per topic; a rule counts when it holds on `peildatum`.
        peildatum: the day whose law applies.
        kennisdatum: the day whose knowledge applies; a rule that could not yet be known on it is left out.
        getuige: the independent matcher to ask, if any; its word goes in the receipt.
    """
    samenstelling = stel_samen(regelsets)
    zaak = feiten(dossier)
    verslag = Verslag(zaak, peildatum)
    ronde = Ronde(samenstelling, geldend(samenstelling, peildatum, kennisdatum), zaak, verslag)
    tweeling = "niet_geraadpleegd"
    if getuige is None:
        ronde.oordeel()
    else:
        with getuige(samenstelling.plan, samenstelling.tafel(zaak)) as vergelijk:
            ronde.oordeel()
            tweeling = vergelijk(ronde.alle_combinaties())
    bevindingen, open_, voldaan, uitkomst = verslag.af()
    bewijs = Bewijs(
        VERSIE,
        zaak.digest,
        peildatum.isoformat(),
        kennisdatum.isoformat(),
        samenstelling.herkomst,
        verslag.aantal,
        tweeling,
        digest(uitkomst),
    )
    return Rapport(bevindingen, open_, voldaan, bewijs)
