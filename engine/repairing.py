"""Repair: the cheapest changes that make a draft free of findings that block it.

What is determined goes into a merge patch, which a full check then judges. What only a person or new
research can give is named as a task and never filled in; what takes another decision, or rests on facts of
the world, is said to be so. Pure and bounded, as the search is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from engine.applying import oordelen_in, weeg
from engine.check import check
from engine.dependence import eis_leest
from engine.dossier import Dossier, als_json, dossier_uit
from engine.facts import ONTBREEKT, Deel, attribuut
from engine.gathering import Plek
from engine.patch import voeg_samen
from engine.provenance import Herkomst, herkomst, raakt_indeling
from engine.remedies import prijs
from engine.repair_report import Bewerking, Herstel, Overig, Taak
from engine.repair_search import Zoektocht, zin_uit
from engine.report import Rapport
from engine.rule import Regelset
from engine.trial import Proef, Zet
from engine.vocabulary import Keuze, Verwijzing
from engine.wording import toon_in_uitleg
from engine.writing import in_json

_TAAK: Final = {
    Herkomst.TEKST: "schrijven",
    Herkomst.HANDELING: "doen",
    Herkomst.OMVANG: "schrijven",
    Herkomst.ONDERZOEK: "onderzoeken",
}


def herstel(
    dossier: Dossier, regelsets: tuple[Regelset, ...], peildatum: dt.date, kennisdatum: dt.date
) -> Herstel:
    """The cheapest repair of a draft by the given rules on these dates."""
    proef = Proef(dossier, regelsets, peildatum, kennisdatum)
    tocht = Zoektocht(proef)
    tocht.los_op()
    geneest = tocht.snoei()
    samen = _schadelijk_alleen(tocht, geneest)
    in_patch = [z for z in geneest if _bepaald(z, geneest) and z not in samen]
    patch = proef.patch(in_patch)
    voor = check(dossier, regelsets, peildatum, kennisdatum)
    na = voor
    if patch:
        nieuw = dossier_uit(voeg_samen(json.loads(als_json(dossier)), patch))
        na = check(nieuw, regelsets, peildatum, kennisdatum)
    verwacht, eind = tocht.stand_met(in_patch).bevindingen, tocht.eind
    gevonden = _blokkerend(na)
    teksten = _Teksten(proef, geneest)
    with proef.met(tocht.zetten) as gewijzigd:
        lezers = proef.lezers(gewijzigd)
        overig = tuple(_overig(tocht, plek, lezers) for plek in sorted(eind.bevindingen))
    return Herstel(
        tuple(teksten.bewerking(z, samen.get(z, ())) for z in geneest if _bepaald(z, geneest)),
        tuple(teksten.taak(z) for z in geneest if not _bepaald(z, geneest)),
        overig,
        patch,
        _blokkerend(voor),
        gevonden,
        tuple(sorted(eind.bevindingen)),
        tuple(sorted(tocht.begin.bevindingen & eind.open)),
        set(gevonden) == verwacht and verwacht <= tocht.begin.bevindingen,
        tocht.gestopt,
        proef.wegingen,
        voor.bewijs.als_json(),
        na.bewijs.als_json(),
    )


def _blokkerend(rapport: Rapport) -> tuple[Plek, ...]:
    return tuple(sorted((b.regel, b.betreft) for b in rapport.bevindingen if b.ernst.blokkeert))


def _bepaald(zet: Zet, alle: Mapping[Zet, object]) -> bool:
    """Whether a change can be made as it is; nothing about a part that is still to be written can."""
    return zet.bepaald and not zet.erbij and not any(a.erbij and a.waarde is zet.deel for a in alle)


def _schadelijk_alleen(
    tocht: Zoektocht, zetten: Mapping[Zet, tuple[Plek, ...]]
) -> dict[Zet, tuple[str, ...]]:
    """Changes that bring up a new finding until some task is done, with the places of those tasks."""
    samen: dict[Zet, tuple[str, ...]] = {}
    taken = tuple(sorted({z.pointer for z in zetten if not _bepaald(z, zetten)}))
    while True:
        over = [z for z in zetten if _bepaald(z, zetten) and z not in samen]
        nieuw = tocht.stand_met(over).bevindingen - tocht.begin.bevindingen
        regels = {regel for regel, _ in nieuw}
        schuldig = []
        for zet in over:
            with tocht.proef.met([zet]) as geraakt:
                if tocht.proef.lezers(geraakt) & regels:
                    schuldig.append(zet)
        if not schuldig:
            return samen
        samen |= dict.fromkeys(schuldig, taken)


def _overig(tocht: Zoektocht, plek: Plek, lezers: Collection[str]) -> Overig:
    """Why a finding stays, on the case as it was repaired; `lezers`: the rules that read what was changed."""
    proef = tocht.proef
    toets, env, delen = proef.toetsen[plek[0]], proef.omgeving(plek), proef.delen_van(plek)
    opties = tocht.alle_opties(plek, lezers)
    if weeg(toets, env, delen, oordelen_in(proef.zaak)).door_mens:
        reden = "mens"
    elif any(not r.indeling for r in opties):
        reden = "gestopt" if tocht.gestopt else "samenhang"
    else:
        reden = "splitsen" if opties or raakt_indeling(eis_leest(toets.regel).sleutels) else "feit"
    return Overig(plek[0], toets.regel.titel, plek[1], reden, toets.advies(env))


class _Teksten:
    """Changes in words, each with the advice of a rule that it serves."""

    def __init__(self, proef: Proef, geneest: Mapping[Zet, tuple[Plek, ...]]) -> None:
        self._proef = proef
        self._geneest = geneest

    def bewerking(self, zet: Zet, samen_met: Sequence[str]) -> Bewerking:
        deel, sleutel = zet.deel, zet.sleutel
        advies, zin = self._advies(zet)
        return Bewerking(
            zet.pointer,
            toon_in_uitleg(deel.waarden.get(sleutel), attribuut(deel.soort, sleutel)) if sleutel else "",
            None if zet.waarde is ONTBREEKT else in_json(deel, sleutel, zet.waarde),
            herkomst(deel.soort, sleutel),
            prijs(zet),
            zin,
            advies,
            self._geneest[zet],
            tuple(samen_met),
        )

    def taak(self, zet: Zet) -> Taak:
        veld = attribuut(zet.deel.soort, zet.sleutel)
        keuzes: tuple[Any, ...] = ()
        if veld is not None and isinstance(veld.type, Keuze):
            keuzes = veld.type.waarden
        elif veld is not None and isinstance(veld.type, Verwijzing):
            keuzes = tuple(d.ref for d in self._proef.delen.get(veld.type.soort, ()))
        soort = _TAAK[herkomst(zet.deel.soort, zet.sleutel)]
        if soort == "schrijven" and keuzes and not zet.erbij:
            soort = "kiezen"
        advies, zin = self._advies(zet)
        wat = veld.definitie if veld is not None else "Gebruik dit niet en haal het uit het dossier."
        # Of a yes or no, and of what must be done or found, it is clear what it has to come to.
        moet = (
            zet.waarde
            if isinstance(zet.waarde, bool) or (soort in ("doen", "onderzoeken") and keuzes)
            else None
        )
        if isinstance(moet, Deel):
            moet = moet.ref
        return Taak(soort, zet.pointer, wat, moet, keuzes, prijs(zet), zin, advies, self._geneest[zet])

    def _advies(self, zet: Zet) -> tuple[str, str | None]:
        """The advice of the first rule that this change serves, and its sentence.

        A rule about the very part that changes comes first: it says best what to do with it.
        """
        gediend = sorted(self._geneest[zet], key=lambda plek: zet.deel.pointer not in plek[1])
        if not gediend:
            return "", None
        advies = self._proef.toetsen[gediend[0][0]].advies(self._proef.omgeving(gediend[0]))
        return advies, zin_uit(advies)
