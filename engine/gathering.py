"""A report while it is being gathered: judgements come in in any order, and leave in that of the report.

Findings go by gravity, everything else by rule and place. The outcome's digest is made of one line for each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

from engine.applying import Oordeel, Toets, gaten, omgeving_van, verwoord
from engine.facts import Zaak, attribuut
from engine.matching import Delen
from engine.report import Bevinding, Kop, Later, Open, OpenVraag, Voldaan
from engine.rule import Ernst

_RANG: Final = {ernst: n for n, ernst in enumerate(Ernst)}
_nieuw: Final = tuple.__new__
"""A named tuple from its fields in order, without the check on their number: there are many of them."""

_OP_VOLGORDE: Final = itemgetter(0)

Plek: TypeAlias = tuple[str, tuple[str, ...]]
"""A rule and the parts to which it is applied: its id and their pointers."""


class Plekken(NamedTuple):
    """Where rules find something, are open, and are met."""

    bevindingen: list[Plek]
    open: list[Plek]
    voldaan: list[Plek]


class Lid(NamedTuple):
    """A rule as one of those that are judged together: its number, and what it leaves in a report.

    `plaats` and `zware_plaats` come before the count of a judgement: they put it where it belongs.
    """

    nummer: int
    toets: Toets
    regel: str
    norm: str
    plaats: int
    zware_plaats: int
    voldaan: str
    bevinding: str

    @classmethod
    def van(cls, nummer: int, toets: Toets) -> Lid:
        regel = toets.regel
        return cls(
            nummer,
            toets,
            regel.id,
            regel.norm,
            nummer << 32,
            _RANG[toets.ernst] << 56 | nummer << 32,
            f"+ {regel.id} ",
            f"- {regel.id} {toets.ernst.value} ",
        )


@dataclass(slots=True)
class _Vraag:
    """An open question while it is being gathered."""

    vraag: str
    regels: dict[str, None]
    betreft: dict[str, None]
    blokkeert: bool = False
    """Whether a rule waits for it that can make the decision fall."""
    beslist: int = 0


class Verslag:
    """Takes judgements on the combinations that are in scope, or may be. `aantal`: how many there were."""

    def __init__(self, zaak: Zaak, peildatum: dt.date) -> None:
        self.aantal = 0
        self.peildatum = peildatum
        self._zaak = zaak
        self._bevindingen: list[tuple[int, Bevinding, str]] = []
        self._voldaan: list[tuple[int, Voldaan, str]] = []
        self._open: list[tuple[int, Lid, Delen, Oordeel]] = []
        self._te_veel: list[str] = []

    def voldaan(self, leden: Sequence[Lid], welke: int, betreft: tuple[str, ...], in_weerwil: bool) -> None:
        """The rules in the bit set `welke` are met here, whatever their exceptions.

        `in_weerwil`: though it is not known whether they apply.
        """
        aantal, uit = self.aantal, self._voldaan
        while welke:
            bit = welke & -welke
            welke ^= bit
            _, _, regel, norm, plaats, _, regeltje, _ = leden[bit.bit_length() - 1]
            aantal += 1
            uit.append((plaats | aantal, _nieuw(Voldaan, (regel, norm, betreft, (), in_weerwil)), regeltje))
        self.aantal = aantal

    def bevindingen(
        self,
        leden: Sequence[Lid],
        welke: int,
        koppen: Mapping[int, Kop],
        delen: Delen,
        betreft: tuple[str, ...],
    ) -> None:
        """The rules in the bit set `welke` are broken here by their requirement, and have no exceptions."""
        aantal, uit = self.aantal, self._bevindingen
        while welke:
            bit = welke & -welke
            welke ^= bit
            nummer, toets, _, _, _, plaats, _, regeltje = leden[bit.bit_length() - 1]
            aantal += 1
            woorden = Later(partial(verwoord, toets, delen, self._zaak, self.peildatum, True))
            uit.append((plaats | aantal, _nieuw(Bevinding, (*koppen[nummer], betreft, woorden)), regeltje))
        self.aantal = aantal

    def open(self, leden: Sequence[Lid], welke: int, delen: Delen, oordeel: Oordeel) -> None:
        """The rules in the bit set `welke` are open here, each for the same reason."""
        while welke:
            bit = welke & -welke
            welke ^= bit
            lid = leden[bit.bit_length() - 1]
            self.aantal += 1
            self._open.append((lid.plaats | self.aantal, lid, delen, oordeel))

    def noteer(self, lid: Lid, kop: Kop, delen: Delen, betreft: tuple[str, ...], oordeel: Oordeel) -> None:
        """Any judgement but that the rule does not apply."""
        self.aantal += 1
        if oordeel.uitkomst == "open":
            self._open.append((lid.plaats | self.aantal, lid, delen, oordeel))
            return
        toets = lid.toets
        if oordeel.uitkomst == "voldaan":
            gebruikt: tuple[str, ...] = ()
            if oordeel.uitzonderingen:
                paren = zip(toets.uitzonderingen, oordeel.uitzonderingen, strict=True)
                gebruikt = tuple([u.naam for u, waarheid in paren if waarheid is True])
            in_weerwil = oordeel.bereik is None or oordeel.eis is None
            voldaan = Voldaan(lid.regel, lid.norm, betreft, gebruikt, in_weerwil)
            self._voldaan.append((lid.plaats | self.aantal, voldaan, lid.voldaan))
        else:
            door_eis = not oordeel.door_mens
            woorden = Later(partial(verwoord, toets, delen, self._zaak, self.peildatum, door_eis))
            self._bevindingen.append(
                (lid.zware_plaats | self.aantal, Bevinding(*kop, betreft, woorden), lid.bevinding)
            )

    def te_veel(self, lid: Lid) -> None:
        """The case has more combinations for a rule than can be judged."""
        self._te_veel.append(lid.regel)

    def plekken(self) -> Plekken:
        """Where rules apply, or may, in any order."""
        return Plekken(
            [(b.regel, b.betreft) for _, b, _ in self._bevindingen],
            [(lid.regel, tuple([d.pointer for d in delen])) for _, lid, delen, _ in self._open],
            [(v.regel, v.betreft) for _, v, _ in self._voldaan],
        )

    def openstaand(self) -> list[tuple[Lid, Delen, Oordeel]]:
        """What is open, in the order of the report."""
        return [(lid, delen, oordeel) for _, lid, delen, oordeel in sorted(self._open, key=_OP_VOLGORDE)]

    def af(self) -> tuple[tuple[Bevinding, ...], Later[Open], tuple[Voldaan, ...], bytes]:
        """What was gathered, in order, and the lines that tell one outcome from another."""
        self._bevindingen.sort(key=_OP_VOLGORDE)
        self._voldaan.sort(key=_OP_VOLGORDE)
        self._open.sort(key=_OP_VOLGORDE)
        regels = [regel + " ".join(b.betreft) for _, b, regel in self._bevindingen]
        regels += [f"? {lid.regel} {' '.join([d.pointer for d in delen])}" for _, lid, delen, _ in self._open]
        regels += [regel + " ".join(v.betreft) for _, v, regel in self._voldaan]
        regels += ["! " + regel for regel in self._te_veel]
        return (
            tuple([b for _, b, _ in self._bevindingen]),
            Later(self._vragen),
            tuple([v for _, v, _ in self._voldaan]),
            "\n".join(regels).encode(),
        )

    def _vragen(self) -> Open:
        """What is open as questions, grouped per field."""
        vragen: dict[tuple[str, str], _Vraag] = {}
        onthouden: dict[Any, Any] = {}
        niet_getoetst = [
            (regel, "het dossier heeft te veel combinaties van delen voor deze regel")
            for regel in self._te_veel
        ]
        for _, lid, delen, oordeel in self._open:
            toets, betreft, zwaar = lid.toets, [d.pointer for d in delen], lid.toets.ernst.blokkeert
            env = omgeving_van(toets, delen, self._zaak, self.peildatum, onthouden)
            if oordeel.wacht_op_mens and toets.vraag is not None:
                vragen["oordeel", f"{lid.regel} {' '.join(betreft)}"] = _Vraag(
                    toets.vraag(env), {lid.regel: None}, dict.fromkeys(betreft), zwaar, 1
                )
                continue
            open_ = gaten(toets, oordeel, env)
            if not open_:
                reden = "wat de regel vergelijkt, is er niet of past niet bij elkaar"
                niet_getoetst.append((lid.regel, f"{reden} ({', '.join(betreft)})"))
            for gat in open_:
                vraag = vragen.get(("gegeven", gat.pointer))
                if vraag is None:
                    veld = attribuut(gat.soort, gat.kenmerk)
                    zin = veld.vraag if veld is not None else "Wat is dit gegeven?"
                    vraag = vragen["gegeven", gat.pointer] = _Vraag(zin, {}, {})
                vraag.blokkeert |= zwaar
                vraag.regels[lid.regel] = None
                for plek in betreft:
                    vraag.betreft[plek] = None
                vraag.beslist += len(open_) == 1
        uit = [
            (
                not v.blokkeert,
                _nieuw(
                    OpenVraag,
                    (
                        pointer if soort == "gegeven" else "/oordelen",
                        v.vraag,
                        soort,
                        tuple(v.regels) if len(v.regels) == 1 else tuple(sorted(v.regels)),
                        tuple(v.betreft) if len(v.betreft) == 1 else tuple(sorted(v.betreft)),
                        v.beslist,
                    ),
                ),
            )
            for (soort, pointer), v in vragen.items()
        ]
        uit.sort(key=lambda w: (w[0], -w[1].beslist, -len(w[1].regels), w[1].veld, w[1].regels, w[1].betreft))
        return Open(tuple([vraag for _, vraag in uit]), tuple(niet_getoetst))
