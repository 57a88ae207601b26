"""Consent to the use of an item of data: who can give it, and whether what is recorded of it counts.

What is asked here is what all rules about consent have in common; what a rule asks besides, it asks itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, NamedTuple

from engine.calendar import leeftijd
from engine.dossier.gegevens import Gegeven, Toestemming
from engine.dossier.personen import Persoon

ZELF_VANAF: Final = 12
"""From this age on someone consents himself (Wmo 2015 art. 5.3.3 lid 2, Jeugdwet art. 7.3.15 lid 1)."""

AVG_ZELF_VANAF: Final = 16
"""And where only the GDPR asks for consent, from this one (UAVG art. 5 lid 1)."""


class Gevers(NamedTuple):
    """Who can consent, and whether that is for another, who cannot himself."""

    wie: tuple[str, ...]
    vertegenwoordigd: bool


def gevers(
    betrokkene: str | None, personen: Mapping[str, Persoon], dag: dt.date, *, overziet_niet: bool = False
) -> Gevers:
    """Whose consent counts. `overziet_niet`: a person judged that he cannot decide this himself.

    Without a date of birth it is himself: who asks must know that it is not known.
    """
    wie = personen.get(betrokkene or "")
    if wie is None or betrokkene is None:
        return Gevers((), False)
    jong = wie.geboortedatum is not None and leeftijd(wie.geboortedatum, dag) < ZELF_VANAF
    if not jong and not overziet_niet:
        return Gevers((betrokkene,), False)
    anderen = dict.fromkeys([wie.wettelijk_vertegenwoordiger, *(wie.gezaghouders or ())])
    leeft = [p for p in anderen if p not in (None, betrokkene) and not overleden(personen.get(p), dag)]
    return Gevers(tuple(p for p in leeft if p is not None), True)


def overleden(persoon: Persoon | None, dag: dt.date) -> bool:
    return persoon is not None and persoon.overleden_op is not None and persoon.overleden_op <= dag


def geldt(gegeven: Gegeven, van: Gevers, dag: dt.date, *, uitdrukkelijk: bool) -> bool | None:
    """Whether consent is recorded that counts on a day; `None` when too little is known of it.

    It counts when it was given by then, and not withdrawn, by one who can give it, in the form that is asked.
    """
    t = gegeven.toestemming
    if t is None:
        return False if "toestemming" in gegeven.ontbreekt else None
    eisen = (_op_tijd(t, dag), _door(t, van), _vorm(t) if uitdrukkelijk else True)
    if False in eisen:
        return False
    return None if None in eisen else True


def _op_tijd(t: Toestemming, dag: dt.date) -> bool | None:
    if t.ingetrokken_op is not None and t.ingetrokken_op <= dag:
        return False
    if t.gegeven_op is None:
        return False if "gegevenOp" in t.ontbreekt else None
    return t.gegeven_op <= dag


def _door(t: Toestemming, van: Gevers) -> bool | None:
    if t.gegeven_door is None:
        return None
    if t.gegeven_door in van.wie:
        return True
    # A representative gave it for one old enough: that counts when he cannot decide himself.
    return None if t.door_vertegenwoordiger and not van.vertegenwoordigd else False


def _vorm(t: Toestemming) -> bool | None:
    return t.uitdrukkelijk
