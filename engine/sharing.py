"""Who may get what: per item of personal data and receiver, whether the rules let it be shared, and on what.

One item and one receiver at a time, in a case that holds nothing else but people: the rules about an item
(`_over_gegevens`) judge it without consent, with plain consent, and with explicit consent, each given by
whoever is old enough. The least of these against which no blocking rule finds anything is the answer. So
there is no table of law here; a rule that changes, changes the answer. What no rule decides, and must not
pass for allowed meanwhile, is a `Kwestie`.

A rule that says nothing is no permission. Sharing with another than the college, or by another, counts only
as allowed when some rule applies because of that receiver, and because of that sender.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar

from engine.calendar import leeftijd
from engine.check import check
from engine.consent import AVG_ZELF_VANAF, ZELF_VANAF, Gevers, geldt, gevers, overleden
from engine.dossier import Dossier
from engine.dossier.gegevens import Gegeven, Oordeel, Toestemming
from engine.facts import attribuut, canoniek
from engine.report import Bevinding, OpenVraag, Verwijzing, Voldaan, verwijzing
from engine.rule import Conditie, EenVan, Ernst, Niet, Regel, Regelset, Vergelijking, Zekerheid
from engine.trial import BLOKKEREND

_T = TypeVar("_T")

MAX_DELINGEN: Final = 400
MAX_GELEZEN: Final = 60_000_000
"""How many bytes of people may be read in all: each variant reads them again."""
_VARIANTEN: Final = 6

COLLEGE: Final = "college"
_BRON_VAN: Final = {"ander": "zorgaanbieder"}
"""What a source is called that is the sender, where the two have other words for it."""

AVG_VANAF: Final = dt.date(2018, 5, 25)

EERST_WEGEN: Final = frozenset(
    {"veilig_thuis", "raad_voor_de_kinderbescherming", "gecertificeerde_instelling"}
)
_ONVEILIG: Final = (
    "veilig thuis",
    "kinderbescherming",
    "vrouwenopvang",
    "noodopvang",
    "schuiladres",
    "geheim adres",
    "geweld",
    "mishandel",
)
"""What tells that a family may only hear of an item once someone weighed whether that is safe."""

_GEEN_ARTIKEL: Final = frozenset({"", "geen", "nvt", "nee", "onbekend", "wams", "n.v.t"})
"""What people type where an article is asked, and is none."""

_OVERZIET_NIET: Final = frozenset({"PRI-09-VANAF-12", "PRI-11-VERTEGENWOORDIGER"})
"""The rules that ask a person whether someone of twelve or older cannot decide himself."""


class Mag(StrEnum):
    """Whether an item may go to a receiver; the first three from the least to the most that is asked."""

    MAG = "mag"
    MET_TOESTEMMING = "mag_met_toestemming"
    MET_UITDRUKKELIJKE_TOESTEMMING = "mag_met_uitdrukkelijke_toestemming"
    NIET = "mag_niet"
    ONBEKEND = "nog_niet_te_zeggen"

    @property
    def vraagt_toestemming(self) -> bool:
        return self in (Mag.MET_TOESTEMMING, Mag.MET_UITDRUKKELIJKE_TOESTEMMING)


class Kwestie(StrEnum):
    """What the rules do not decide, though the answer hangs on it. Those in `SLUIT` keep it open."""

    OVERLEDEN = "overleden"
    VOOR_AVG = "voor_avg"
    NIET_NODIG = "niet_nodig"
    BSN = "bsn"
    STRAFRECHTELIJK = "strafrechtelijk"
    UITZONDERING_PER_ONTVANGER = "uitzondering_per_ontvanger"
    TOESTEMMING_PER_ONTVANGER = "toestemming_per_ontvanger"
    ONDER_16 = "onder_16"
    TWEE_GEZAG = "twee_gezag"
    VERTEGENWOORDIGER = "vertegenwoordiger"


SLUIT: Final = frozenset(
    {
        Kwestie.OVERLEDEN,
        Kwestie.VOOR_AVG,
        Kwestie.NIET_NODIG,
        Kwestie.BSN,
        Kwestie.STRAFRECHTELIJK,
        Kwestie.UITZONDERING_PER_ONTVANGER,
    }
)
"""Until a person decided these, nothing of it may be shared."""
_NOG_NIET_GENOEG: Final = frozenset({Kwestie.TOESTEMMING_PER_ONTVANGER, Kwestie.ONDER_16, Kwestie.TWEE_GEZAG})
"""With these, consent that is recorded may not be enough."""


OPLOPEND: Final = (Mag.MAG, Mag.MET_TOESTEMMING, Mag.MET_UITDRUKKELIJKE_TOESTEMMING)


class Nu(StrEnum):
    """How the item stands in the dossier now, with the consent that is recorded there."""

    IN_ORDE = "in_orde"
    NIET_IN_ORDE = "niet_in_orde"
    ONBEKEND = "nog_niet_te_zeggen"


@dataclass(frozen=True, slots=True)
class Reden:
    """A rule that is not met. `feiten`: pointers with the value as an explanation may show it."""

    regel: str
    norm: str
    titel: str
    advies: str
    feiten: tuple[tuple[str, str], ...]
    bronnen: tuple[Verwijzing, ...]

    def als_json(self) -> dict[str, Any]:
        return {
            "regel": self.regel,
            "norm": self.norm,
            "titel": self.titel,
            "advies": self.advies,
            "feiten": [{"pointer": p, "waarde": w} for p, w in self.feiten],
            "bronnen": [b.als_json() for b in self.bronnen],
        }


@dataclass(frozen=True, slots=True)
class Ontbrekend:
    """What must be known first: a field, or (`/oordelen`) the judgement of a person."""

    pointer: str
    vraag: str

    def als_json(self) -> dict[str, Any]:
        return {"pointer": self.pointer, "vraag": self.vraag}


@dataclass(frozen=True, slots=True)
class Deling:
    """One item and one receiver; `ontvanger` is `None` when nobody gets it, or it is not said who.

    `mag`: the answer. With `ONBEKEND`, `ontbreekt` says what must be known, `geen_regel` that no rule is
    about this sender or receiver; `zeker` is what would do whatever is still unknown, `minstens` what the
    rules that there are ask in any case. `toestemming_van`: who can consent, the persons with authority
    where `vertegenwoordigd`. `bronnen`: the articles on which the answer rests. `redenen`: what no consent
    cures. `aandacht`: what does not block but can go wrong. `kwesties`: what no rule decides. `nu`: whether
    it is in order as it stands. `eerst_wegen`: whether telling the family may be unsafe, so that someone must
    weigh that first.
    """

    pointer: str
    betrokkene: str | None
    verstrekt_door: str | None
    ontvanger: str | None
    bronwet: str | None
    doelwet: str | None
    toestemming_van: tuple[str, ...]
    vertegenwoordigd: bool
    mag: Mag = Mag.ONBEKEND
    zeker: Mag | None = None
    minstens: Mag | None = None
    geen_regel: bool = False
    bronnen: tuple[Verwijzing, ...] = ()
    regels: tuple[str, ...] = ()
    redenen: tuple[Reden, ...] = ()
    ontbreekt: tuple[Ontbrekend, ...] = ()
    aandacht: tuple[Reden, ...] = ()
    kwesties: tuple[Kwestie, ...] = ()
    nu: Nu = Nu.ONBEKEND
    eerst_wegen: bool = False

    @property
    def vraagt_toestemming(self) -> bool:
        """Whether consent is, or may be, what is needed."""
        return any(m is not None and m.vraagt_toestemming for m in (self.mag, self.zeker, self.minstens))

    def gaat_aan(self, persoon: str) -> bool:
        """Whether this stands on a person's sheet: it is about him, or he must consent for a child."""
        if self.eerst_wegen or Kwestie.OVERLEDEN in self.kwesties:
            return False
        if self.betrokkene == persoon:
            return True
        return self.vertegenwoordigd and self.vraagt_toestemming and persoon in self.toestemming_van

    def als_json(self) -> dict[str, Any]:
        return {
            "pointer": self.pointer,
            "betrokkene": self.betrokkene,
            "verstrektDoor": self.verstrekt_door,
            "ontvanger": self.ontvanger,
            "bronwet": self.bronwet,
            "doelwet": self.doelwet,
            "mag": self.mag.value,
            "zeker": self.zeker.value if self.zeker else None,
            "minstens": self.minstens.value if self.minstens else None,
            "geenRegel": self.geen_regel,
            "toestemmingVan": list(self.toestemming_van),
            "vertegenwoordigd": self.vertegenwoordigd,
            "bronnen": [b.als_json() for b in self.bronnen],
            "regels": list(self.regels),
            "redenen": [r.als_json() for r in self.redenen],
            "ontbreekt": [o.als_json() for o in self.ontbreekt],
            "aandacht": [r.als_json() for r in self.aandacht],
            "kwesties": [k.value for k in self.kwesties],
            "nu": self.nu.value,
            "eerstWegen": self.eerst_wegen,
        }


@dataclass(frozen=True, slots=True)
class Deelblad:
    """All items by reference, each with its receivers in the order of the dossier.

    `personen`: for whom there is a sheet. `gestopt`: there were more than could be looked at.
    """

    delingen: tuple[Deling, ...]
    personen: tuple[str, ...]
    gestopt: bool

    def voor(self, persoon: str) -> Deelblad:
        """The sheet of one person: nothing that is about another, but for whom he must consent."""
        eigen = tuple(
            replace(d, toestemming_van=(persoon,) if persoon in d.toestemming_van else ())
            for d in self.delingen
            if d.gaat_aan(persoon)
        )
        return replace(self, delingen=eigen, personen=(persoon,) if eigen else ())

    @property
    def in_orde(self) -> bool:
        """Whether everything may go on as it stands in the dossier."""
        return not self.gestopt and all(d.nu is Nu.IN_ORDE for d in self.delingen)

    def als_json(self) -> dict[str, Any]:
        return {
            "delingen": [d.als_json() for d in self.delingen],
            "personen": list(self.personen),
            "gestopt": self.gestopt,
        }


def deelblad(
    dossier: Dossier, regelsets: tuple[Regelset, ...], peildatum: dt.date, kennisdatum: dt.date
) -> Deelblad:
    """What of a dossier may go to whom, by the given rules on these dates."""
    kijker = _Kijker(dossier, regelsets, peildatum, kennisdatum)
    paren = [
        (ref, gegeven, ontvanger)
        for ref, gegeven in (dossier.gegevens or {}).items()
        for ontvanger in dict.fromkeys(gegeven.ontvangers or (None,))
    ]
    hoogstens = min(MAX_DELINGEN, MAX_GELEZEN // (_VARIANTEN * kijker.omvang))
    delingen = tuple(kijker.deling(*paar) for paar in paren[:hoogstens])
    wie = {p for d in delingen for p in (d.betrokkene, *d.toestemming_van) if p and d.gaat_aan(p)}
    return Deelblad(delingen, tuple(sorted(wie)), len(paren) > hoogstens)


# ---------------------------------------------------------------- how the rules see one variant


class _Beeld(NamedTuple):
    """What the rules say of one variant: blocking findings, other findings, what is open, what is met."""

    fout: tuple[Bevinding, ...]
    aandacht: tuple[Bevinding, ...]
    open: tuple[OpenVraag, ...]
    klem: frozenset[str]
    voldaan: tuple[Voldaan, ...]

    @property
    def beslist(self) -> bool:
        return not self.open and not self.klem

    @property
    def schoon(self) -> bool:
        return not self.fout and self.beslist

    @property
    def open_regels(self) -> frozenset[str]:
        return self.klem.union(*(v.regels for v in self.open))

    @property
    def regels(self) -> frozenset[str]:
        """Every blocking rule that applies, or may."""
        return self.open_regels | {b.regel for b in self.fout} | {v.regel for v in self.voldaan}


def _over_gegevens(regel: Regel) -> bool:
    """Whether a rule is about an item of data: alone, or with the person it is about."""
    soorten = {b.soort for b in regel.binders}
    return "gegeven" in soorten and soorten <= {"gegeven", "persoon"}


def _blokkeert(regel: Regel) -> bool:
    return regel.ernst in BLOKKEREND and regel.zekerheid is not Zekerheid.ONGEVERIFIEERD


class _Kijker:
    def __init__(
        self,
        dossier: Dossier,
        regelsets: tuple[Regelset, ...],
        peildatum: dt.date,
        kennisdatum: dt.date,
    ) -> None:
        self.regelsets = tuple(r for r in regelsets if any(map(_over_gegevens, r.regels)))
        self.regels: Mapping[str, Regel] = {
            r.id: r for s in self.regelsets for r in s.regels if _over_gegevens(r)
        }
        self.peildatum, self.kennisdatum = peildatum, kennisdatum
        self.personen = dossier.personen or {}
        self.oordelen = dossier.oordelen or {}
        # Only people: what stands in decisions and plans is not shared here.
        mensen = {"personen", "huishoudens", "scholen"}
        kaarten = {naam for naam, w in dossier.__dict__.items() if isinstance(w, dict)} - mensen
        self.kaal = dossier.model_copy(update=dict.fromkeys(kaarten))
        self.geheim = any(p.geheim_adres for p in self.personen.values())
        self.adressen = {p.adres.casefold() for p in self.personen.values() if p.adres and len(p.adres) > 5}
        self.omvang = len(canoniek(self.kaal.model_copy(update={"oordelen": self.oordelen})))

    def kijk(self, ref: str, gegeven: Gegeven) -> _Beeld:
        zaak = self.kaal.model_copy(
            update={"gegevens": {ref: gegeven}, "oordelen": self._oordelen_over(f"/gegevens/{ref}")}
        )
        rapport = check(zaak, self.regelsets, self.peildatum, self.kennisdatum)
        eigen = [b for b in rapport.bevindingen if b.regel in self.regels]
        telt = {regel for regel, r in self.regels.items() if _blokkeert(r)}
        return _Beeld(
            tuple(b for b in eigen if b.ernst in BLOKKEREND),
            tuple(b for b in eigen if b.ernst is Ernst.RISICO),
            tuple(
                v._replace(regels=tuple(r for r in v.regels if r in telt))
                for v in rapport.open_vragen
                if not telt.isdisjoint(v.regels)
            ),
            frozenset(r for r, _ in rapport.niet_getoetst if r in telt),
            tuple(v for v in rapport.voldaan if v.regel in telt),
        )

    def _oordelen_over(self, pointer: str) -> dict[str, Oordeel]:
        """The judgements of persons that can count for an item: on no other part but people."""
        return {
            ref: o
            for ref, o in self.oordelen.items()
            if (regel := self.regels.get(o.regel or "")) is not None
            and len(o.betreft or ()) <= len(regel.binders)
            and all(p == pointer or p.startswith("/personen/") for p in o.betreft or ())
        }

    # ------------------------------------------------------------ one item, one receiver

    def deling(self, ref: str, gegeven: Gegeven, ontvanger: str | None) -> Deling:
        for naam in ("wettelijke_uitzondering", "grondslag_artikel"):
            if (getattr(gegeven, naam) or "x").casefold().strip(" .-") in _GEEN_ARTIKEL:
                gegeven = _zet(gegeven, **{naam: None})
        # What is asked is whether it may be shared from now on, whatever it was used or given for before.
        los = _zet(gegeven, in_besluit=None, in_plan=None, gebruikt_op=None, eerste_verstrekking_op=None)
        een = _zet(los, ontvangers=(ontvanger,)) if ontvanger else los
        van = gevers(
            gegeven.betrokkene, self.personen, self.peildatum, overziet_niet=self._overziet_niet(ref, gegeven)
        )
        # Who says that it rests on consent, needs that, whatever the rules ask.
        vormen = OPLOPEND[1:] if gegeven.grondslag == "toestemming" else OPLOPEND
        varianten = [_met_toestemming(een, vorm, van, self.peildatum) for vorm in vormen]
        beelden = [self.kijk(ref, variant) for variant in varianten]
        vraag = Deling(
            f"/gegevens/{ref}",
            gegeven.betrokkene,
            gegeven.verstrekt_door,
            ontvanger,
            gegeven.bronwet,
            gegeven.doelwet,
            van.wie,
            van.vertegenwoordigd,
            eerst_wegen=self._eerst_wegen(gegeven),
        )
        antwoord = self._antwoord(vraag, vormen, beelden, self._draagt(ref, varianten[0], beelden[0]))
        antwoord = self._met_kwesties(antwoord, ref, gegeven, varianten[0])
        uitdrukkelijk = Mag.MET_UITDRUKKELIJKE_TOESTEMMING in (antwoord.mag, antwoord.minstens)
        geldig = geldt(gegeven, van, self.peildatum, uitdrukkelijk=uitdrukkelijk)
        return replace(antwoord, nu=_stand(antwoord, self.kijk(ref, een), geldig))

    def _overziet_niet(self, ref: str, gegeven: Gegeven) -> bool:
        ja = [o for o in self._oordelen_over(f"/gegevens/{ref}").values() if o.regel in _OVERZIET_NIET]
        wie = f"/personen/{gegeven.betrokkene}"
        return any(o.voldaan for o in ja if all(p in (wie, f"/gegevens/{ref}") for p in o.betreft or ()))

    def _eerst_wegen(self, gegeven: Gegeven) -> bool:
        """Whether telling the family may be unsafe; when in doubt, it may."""
        tekst = f"{gegeven.omschrijving or ''} {gegeven.doel or ''}".casefold()
        return (
            self.geheim
            or not EERST_WEGEN.isdisjoint(gegeven.ontvangers or ())
            or gegeven.dossiersoort == "veilig_thuis"
            or any(woord in tekst for woord in _ONVEILIG)
            or any(adres in tekst for adres in self.adressen)
        )

    def _met_kwesties(self, d: Deling, ref: str, gegeven: Gegeven, kaal: Gegeven) -> Deling:
        """The answer with what no rule decides, which may keep it open."""
        wie = self.personen.get(gegeven.betrokkene or "")
        ontbreekt = d.ontbreekt
        if d.mag is not Mag.NIET and d.vraagt_toestemming and wie is not None and wie.geboortedatum is None:
            veld = attribuut("persoon", "geboortedatum")
            plek = f"/personen/{gegeven.betrokkene}/geboortedatum"
            vraag = veld.vraag if veld is not None else "Wanneer is deze persoon geboren?"
            ontbreekt = _een_keer((*ontbreekt, Ontbrekend(plek, vraag)))
        kwesties = tuple(k for k in Kwestie if self._speelt(k, d, ref, gegeven, kaal))
        if d.mag is Mag.NIET:
            return replace(d, kwesties=tuple(k for k in kwesties if k is Kwestie.OVERLEDEN))
        d = replace(d, kwesties=kwesties, ontbreekt=ontbreekt)
        if SLUIT.isdisjoint(kwesties) and (d.mag is Mag.ONBEKEND or not ontbreekt):
            return d
        opent_niet = Kwestie.BSN in kwesties or Kwestie.OVERLEDEN in kwesties
        minstens = d.mag if d.mag.vraagt_toestemming else d.minstens
        return replace(d, mag=Mag.ONBEKEND, zeker=None, minstens=None if opent_niet else minstens)

    def _speelt(self, kwestie: Kwestie, d: Deling, ref: str, gegeven: Gegeven, kaal: Gegeven) -> bool:
        wie = self.personen.get(gegeven.betrokkene or "")
        meer = len(gegeven.ontvangers or ()) > 1
        match kwestie:
            case Kwestie.OVERLEDEN:
                return overleden(wie, self.peildatum)
            case Kwestie.VOOR_AVG:
                return self.peildatum < AVG_VANAF
            case Kwestie.NIET_NODIG:
                return gegeven.noodzakelijk is False
            case Kwestie.BSN:
                return gegeven.soort == "bsn" and (d.vraagt_toestemming or not gegeven.grondslag_artikel)
            case Kwestie.STRAFRECHTELIJK:
                return gegeven.soort == "strafrechtelijk" and not gegeven.grondslag_artikel
            case Kwestie.UITZONDERING_PER_ONTVANGER:
                return meer and d.mag is Mag.MAG and self._rust_op_uitzondering(ref, kaal)
            case Kwestie.TOESTEMMING_PER_ONTVANGER:
                return meer and d.vraagt_toestemming and gegeven.toestemming is not None
            case Kwestie.TWEE_GEZAG:
                return d.vraagt_toestemming and len(d.toestemming_van) > 1
            case Kwestie.VERTEGENWOORDIGER:
                ander = wie is not None and wie.wettelijk_vertegenwoordiger not in (None, gegeven.betrokkene)
                return d.vraagt_toestemming and not d.vertegenwoordigd and ander
        if wie is None or wie.geboortedatum is None or not d.vraagt_toestemming:
            return False
        oud = leeftijd(wie.geboortedatum, self.peildatum)
        zelf = any("5.3.3" in b.aanduiding or "7.3.15" in b.aanduiding for b in d.bronnen)
        return ZELF_VANAF <= oud < AVG_ZELF_VANAF and not zelf

    def _rust_op_uitzondering(self, ref: str, kaal: Gegeven) -> bool:
        """Whether it is only allowed by what was filled in for all receivers at once."""
        zonder = _zet(kaal, wettelijke_uitzondering=None, ontvanger_betrokken_bij_hulp=False)
        return not self.kijk(ref, zonder).schoon

    def _antwoord(
        self, vraag: Deling, vormen: Sequence[Mag], beelden: Sequence[_Beeld], draagt: frozenset[str] | None
    ) -> Deling:
        """The answer from how the rules see each form of consent, from the least to the most."""
        eerste = next((n for n, b in enumerate(beelden) if not b.fout), None)
        if eerste is None:
            # Of as few the one with most consent: what is left there is not about consent.
            over = min(reversed(beelden), key=lambda b: len(b.fout))
            return replace(
                vraag,
                mag=Mag.NIET,
                geen_regel=draagt is None,
                bronnen=_een_keer(v for b in over.fout for v in b.bronnen),
                regels=tuple(sorted({b.regel for b in over.fout})),
                redenen=tuple(map(_reden, over.fout)),
                aandacht=tuple(map(_reden, over.aandacht)),
            )
        vorm, beeld = vormen[eerste], beelden[eerste]
        if not beeld.beslist:
            zeker = next((m for m, b in zip(vormen, beelden, strict=True) if b.schoon), None)
            return replace(
                vraag,
                mag=Mag.ONBEKEND,
                geen_regel=draagt is None,
                zeker=None if draagt is None else zeker,
                bronnen=_een_keer(v for r in sorted(beeld.open_regels) for v in self._bronnen(r)),
                regels=tuple(sorted(beeld.open_regels)),
                ontbreekt=_een_keer(Ontbrekend(v.veld, v.vraag) for v in beeld.open),
                aandacht=tuple(map(_reden, beeld.aandacht)),
            )
        regels, bronnen = self._waarop(beelden[: eerste + 1], draagt or frozenset())
        geen_regel = draagt is None or not regels
        return replace(
            vraag,
            mag=Mag.ONBEKEND if geen_regel else vorm,
            minstens=vorm if geen_regel and vorm.vraagt_toestemming else None,
            geen_regel=geen_regel,
            bronnen=bronnen,
            regels=tuple(sorted(regels)),
            aandacht=tuple(map(_reden, beeld.aandacht)),
        )

    def _draagt(self, ref: str, gegeven: Gegeven, beeld: _Beeld) -> frozenset[str] | None:
        """The rules that apply because of receiver or sender; `None` when one of these has no rule."""
        uit: frozenset[str] = frozenset()
        ontvanger = next(iter(gegeven.ontvangers or ()), None)
        if ontvanger not in (None, COLLEGE):
            zonder = self.kijk(ref, _zet(gegeven, ontvangers=()))
            om_ontvanger = beeld.regels - zonder.regels
            if not om_ontvanger:
                return None
            uit |= om_ontvanger
        if gegeven.verstrekt_door not in (None, COLLEGE):
            # Where it comes from belongs to the sender only when it comes from him.
            van_hem = gegeven.bron in (gegeven.verstrekt_door, _BRON_VAN.get(gegeven.verstrekt_door or ""))
            bron = {"bron": "betrokkene"} if van_hem else {}
            zonder = self.kijk(ref, _zet(gegeven, verstrekt_door=None, **bron))
            om_gever = beeld.regels - zonder.regels
            if not om_gever:
                return None
            uit |= om_gever
        return uit

    def _waarop(
        self, beelden: Sequence[_Beeld], draagt: frozenset[str]
    ) -> tuple[frozenset[str], tuple[Verwijzing, ...]]:
        """The rules, and their articles, on which it rests that the last variant is in order."""
        *minder, goed = beelden
        if minder:
            vragen_het = {b.regel for beeld in minder for b in beeld.fout}
            om_wie = goed.regels - minder[0].regels
            regels = frozenset(vragen_het | om_wie)
        else:
            bijzonder = {r for r in goed.regels if self.regels[r].waarbij is not None}
            algemeen = {r for r in goed.regels if not _verbiedt(self.regels[r].eis)}
            regels = frozenset((draagt & goed.regels) or bijzonder or algemeen)
        door = {v.regel: v.uitzonderingen for v in goed.voldaan}
        bronnen: list[Verwijzing] = []
        for regel in sorted(regels):
            uitzonderingen = self._bronnen_uitzonderingen(regel, door.get(regel, ()))
            # What consent cures, the rule itself asks; without consent an exception stands in its place.
            bronnen += [*(self._bronnen(regel) if minder or not uitzonderingen else ()), *uitzonderingen]
        return regels, _een_keer(bronnen)

    def _bronnen(self, regel: str) -> list[Verwijzing]:
        dag = self.peildatum.isoformat()
        return [verwijzing(v, dag) for v in self.regels[regel].vindplaatsen]

    def _bronnen_uitzonderingen(self, regel: str, namen: Sequence[str]) -> list[Verwijzing]:
        dag = self.peildatum.isoformat()
        gebruikt = (u for u in self.regels[regel].uitzonderingen if u.naam in namen)
        return [verwijzing(v, dag) for u in gebruikt for v in u.vindplaatsen]


def _verbiedt(eis: Conditie | None) -> bool:
    """Whether a requirement only says what may not be: meeting it is no ground for anything."""
    match eis:
        case Vergelijking(op="is_niet") | EenVan(geen=True) | Niet():
            return True
        case _:
            return False


def _reden(b: Bevinding) -> Reden:
    feiten = tuple(dict.fromkeys(f for stap in b.uitleg for f in stap.feiten))
    return Reden(b.regel, b.norm, b.titel, b.advies, feiten, b.bronnen)


def _stand(d: Deling, beeld: _Beeld, geldig: bool | None) -> Nu:
    """How an item stands: from the answer, from how the rules see it, and from whether consent counts."""
    nodig = d.mag.vraagt_toestemming or d.minstens is not None
    if d.mag is Mag.NIET or beeld.fout or (nodig and geldig is False):
        return Nu.NIET_IN_ORDE
    if d.mag is Mag.MAG:
        return Nu.IN_ORDE
    genoeg = geldig is True and beeld.beslist and _NOG_NIET_GENOEG.isdisjoint(d.kwesties)
    return Nu.IN_ORDE if d.mag.vraagt_toestemming and genoeg else Nu.ONBEKEND


def _een_keer(rij: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(rij))


# ---------------------------------------------------------------- variants of an item


def _zet(gegeven: Gegeven, **velden: Any) -> Gegeven:
    """An item with other fields; `None` is known not to be there."""
    namen = {naam: str(Gegeven.model_fields[naam].alias) for naam in velden}
    weg = set(gegeven.ontbreekt) - set(namen.values()) | {namen[n] for n, w in velden.items() if w is None}
    return gegeven.model_copy(update={**velden, "ontbreekt": tuple(sorted(weg))})


def _met_toestemming(gegeven: Gegeven, vorm: Mag, van: Gevers, dag: dt.date) -> Gegeven:
    """The item as it would be with no, plain or explicit consent, of who can give it, and not withdrawn."""
    if vorm is Mag.MAG:
        return _zet(gegeven, toestemming=None)
    vraagt_wet = gegeven.toestemming.door_wet_gevraagd if gegeven.toestemming is not None else None
    inhoud = {
        "gegevenDoor": van.wie[0] if van.wie else None,
        "gegevenOp": dag,
        "uitdrukkelijk": vorm is Mag.MET_UITDRUKKELIJKE_TOESTEMMING,
        "reikwijdte": gegeven.doel or "dit gegeven",
        "doorVertegenwoordiger": van.vertegenwoordigd,
        "ookDoorJeugdige": False,
        "doorWetGevraagd": vraagt_wet,
        "ontbreekt": ("ingetrokkenOp",),
    }
    return _zet(gegeven, toestemming=Toestemming.model_validate(inhoud))
