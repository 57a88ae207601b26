"""The rules of municipalities, held against the room that national law gives them.

A municipality's rules stand in `gemeenten/<naam>/`. They add to national law and never replace it: each
rule and value names a `ruimte` and keeps within it. What reaches further is refused, with the article.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from dsl.diagnostics import (
    CATALOGUE,
    Diagnostic,
    Label,
    did_you_mean,
    label_at,
    label_at_rule,
    one_of,
)
from dsl.notation import write_date
from dsl.register import citaties
from dsl.source import Source
from dsl.sources import LOCAL_SORTS
from engine.report import verwijzing
from engine.rule import (
    GEMEENTEN,
    BegripGebruik,
    Benoemd,
    Bereik,
    Binnen,
    Conditie,
    Constante,
    DatedValue,
    EenVan,
    En,
    Ernst,
    Geldigheid,
    Kenmerk,
    Of,
    Plaats,
    Regel,
    Regelset,
    Rekening,
    Ruimte,
    Som,
    Telling,
    Termijn,
    Vergelijking,
    Vindplaats,
)
from engine.terms import op_een_schaal
from engine.vocabulary import Structuur, Verwijzing, Vocabulary

_GRAVEST_FIRST: Final = tuple(Ernst)


_ELSEWHERE: Final = {(Bereik, "van"), (DatedValue, "perioden")}
"""What a quantifier runs over is asked nothing; a named value is held against its own days."""


@lru_cache(maxsize=1024)
def gemeentemap(naam: str) -> str:
    """The folder name of a municipality as a case file names it: `'s-Hertogenbosch` is `s_hertogenbosch`."""
    kaal = unicodedata.normalize("NFKD", naam).casefold()
    kaal = re.sub(r"[^a-z0-9]+", "_", "".join(c for c in kaal if not unicodedata.combining(c))).strip("_")
    return kaal.removeprefix("gemeente_")


def overreach(
    regelsets: Sequence[Regelset], sources: Mapping[str, Source], vocabulary: Vocabulary
) -> Iterator[Diagnostic]:
    """All that reaches further than national law lets a municipality, and what only one side may have."""
    if not any(s.gemeente or s.ruimten for s in regelsets):
        yield from _only_local(regelsets, sources)
        return
    landelijk = [s for s in regelsets if not s.gemeente]
    yield from _only_local(landelijk, sources)
    blik = _View(landelijk, sources, vocabulary)
    yield from blik.doubles()
    for regelset in regelsets:
        if regelset.gemeente:
            yield from blik.look(regelset)


def _only_local(regelsets: Iterable[Regelset], sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """National law uses no room, and rests on no municipality's source."""
    herstel = f"zet dit in de map van de gemeente, `{GEMEENTEN}/<naam>/`, of haal het hier weg"
    for s in regelsets:
        plekken = [(r.binnen.plaats, "`binnen`") for r in s.regels if r.binnen is not None]
        plekken += [(b.binnen.plaats, "`binnen`") for b in s.benoemd if b.binnen is not None]
        plekken += [
            (c.vindplaats.plaats, f"een {c.vindplaats.bron.soort}")
            for c in citaties(s)
            if c.vindplaats.bron.soort in LOCAL_SORTS
        ]
        for plaats, wat in plekken:
            zin = f"{wat} hoort alleen in de regels van een gemeente"
            yield _refuse("R11", zin, _label(sources, plaats, "dit bestand is landelijk"), herstel=herstel)


class _View:
    """National law as the rules of a municipality are held against it."""

    def __init__(
        self, landelijk: Sequence[Regelset], sources: Mapping[str, Source], vocabulary: Vocabulary
    ) -> None:
        self._sources = sources
        self._vocabulary = vocabulary
        self._ruimten: dict[str, list[Ruimte]] = defaultdict(list)
        for s in landelijk:
            for ruimte in s.ruimten:
                self._ruimten[ruimte.naam].append(ruimte)
        for rij in self._ruimten.values():
            rij.sort(key=lambda r: r.geldig.vanaf)
        self._regels = {r.id: (s, r) for s in landelijk for r in s.regels}
        self._namen = {(b.soort, b.naam): b for s in landelijk for b in s.benoemd}

    def doubles(self) -> Iterator[Diagnostic]:
        """On one day a name stands for one room."""
        for rij in self._ruimten.values():
            for n, een in enumerate(rij):
                for ander in rij[n + 1 :]:
                    if een.geldig.overlapt(ander.geldig):
                        yield _refuse(
                            "R02",
                            f"de ruimte `{ander.naam}` staat er op dezelfde dagen twee keer",
                            _label(self._sources, ander.plaats, "tweede keer"),
                            _label(self._sources, een.plaats, "eerste keer"),
                            herstel="geef een van beide een andere naam, of laat de dagen aansluiten",
                        )

    def look(self, regelset: Regelset) -> Iterator[Diagnostic]:
        """Everything in one file of a municipality that it may not say."""
        for ruimte in regelset.ruimten:
            yield _refuse(
                "R11",
                "een gemeente geeft zichzelf geen ruimte",
                _label(self._sources, ruimte.plaats, "staat in de regels van een gemeente"),
                herstel="haal dit weg; ontbreekt een ruimte die de wet wel geeft, vraag haar landelijk aan",
            )
        for benoemd in regelset.benoemd:
            yield from self._name(benoemd)
            if benoemd.soort == "waarde":
                label = _label(self._sources, benoemd.plaats, "van een gemeente")
                heel = Geldigheid(benoemd.perioden[0][0].vanaf, benoemd.perioden[-1][0].tot)
                wat = f"`waarde {benoemd.naam}`"
                ruimten, bezwaren = self._within(wat, label, benoemd.binnen, heel)
                yield from bezwaren
                for ruimte in ruimten:
                    yield from self._sourced(wat, label, benoemd.vindplaatsen, ruimte)
                    for geldig, constante in benoemd.perioden:
                        yield from self._limit(constante, constante.plaats, geldig, ruimte)
        for regel in regelset.regels:
            yield from self._rule(regelset, regel)

    # ------------------------------------------------------------ names and rooms

    def _name(self, benoemd: Benoemd) -> Iterator[Diagnostic]:
        ander = self._namen.get((benoemd.soort, benoemd.naam))
        if ander is not None:
            wat = {"waarde": "de waarde", "begrip": "het begrip"}[benoemd.soort]
            yield _refuse(
                "R10",
                f"{wat} `{benoemd.naam}` is landelijk, en een gemeente bepaalt niet wat het betekent",
                _label(self._sources, benoemd.plaats, "zelfde naam"),
                _label(self._sources, ander.plaats, "landelijk"),
                herstel=f"kies een eigen naam, zoals `{benoemd.naam}_hier`",
            )

    def _within(
        self, wat: str, label: Label, binnen: Binnen | None, geldig: Geldigheid
    ) -> tuple[list[Ruimte], list[Diagnostic]]:
        """The rooms that `binnen` means on these days, and what is wrong with it."""
        if binnen is None:
            herstel = f"voeg `binnen` toe met de ruimte die u gebruikt: {one_of(self._ruimten, hoogstens=12)}"
            zin = f"{wat} zegt niet welke ruimte van de wet de gemeente hier gebruikt"
            return [], [_refuse("R01", zin, label, herstel=herstel)]
        hier = _label(self._sources, binnen.plaats, "geen ruimte die de wet geeft")
        rij = self._ruimten.get(binnen.naam, [])
        if not rij:
            anders = f"kies uit {one_of(self._ruimten, hoogstens=12)}"
            zin = f"de wet geeft een gemeente geen ruimte `{binnen.naam}`"
            return [], [_refuse("R02", zin, hier, herstel=did_you_mean(binnen.naam, self._ruimten, anders))]
        dag: dt.date | None = geldig.vanaf
        for ruimte in rij:
            if dag is not None and ruimte.geldig.omvat(dag):
                dag = ruimte.geldig.tot
        if dag is not None and (geldig.tot is None or dag < geldig.tot):
            return [], [
                _refuse(
                    "R03",
                    f"op {write_date(dag)} geeft de wet deze ruimte niet, en {wat} geldt dan",
                    _label(self._sources, binnen.plaats, "niet op al deze dagen"),
                    _label(self._sources, rij[0].plaats, _dagen(rij)),
                    herstel="laat dit alleen gelden op dagen waarop de ruimte er is, met `vanaf` en `tot`",
                    waarom=_artikelen(rij[0]),
                )
            ]
        return [r for r in rij if r.geldig.overlapt(geldig)], []

    def _sourced(
        self, wat: str, label: Label, vindplaatsen: Iterable[Vindplaats], ruimte: Ruimte
    ) -> Iterator[Diagnostic]:
        """It rests on a source of the municipality of the right sort, and on the article of the room."""
        eigen = [v for v in vindplaatsen if v.bron.soort in LOCAL_SORTS]
        if not any(v.bron.soort in ruimte.staat_in for v in eigen):
            soorten = one_of(ruimte.staat_in)
            yield self._outside(
                "R04",
                f"{wat} rust niet op een {' of '.join(ruimte.staat_in)} van de gemeente",
                _label(self._sources, eigen[0].plaats, "regelt dit niet") if eigen else label,
                ruimte,
                f"regel het in een {soorten}, en noem met `volgens` het artikel daarvan",
            )
        wet = [v for v in ruimte.vindplaatsen if v.bron.soort == "wet"]
        if wet and not any(_covers(v, w) for v in vindplaatsen for w in wet):
            yield self._outside(
                "R05",
                f"{wat} noemt niet het artikel dat de gemeente deze ruimte geeft",
                label,
                ruimte,
                f"voeg `volgens` toe met {_aanduiding(wet[0])}",
            )

    # ------------------------------------------------------------ what a rule asks

    def _rule(self, regelset: Regelset, regel: Regel) -> Iterator[Diagnostic]:
        label = label_at_rule(self._sources[regelset.bestand], regel, "van een gemeente")
        begin = regelset.gemeente.upper().replace("_", "-") + "-"
        if not regel.id.startswith(begin):
            landelijk = self._regels.get(regel.id)
            labels = [label]
            zin = f"het nummer van deze regel begint niet met `{begin}`"
            if landelijk is not None:
                zin = f"`{regel.id}` is een landelijke regel, en die verandert een gemeente niet"
                bron = self._sources[landelijk[0].bestand]
                labels.append(label_at_rule(bron, landelijk[1], "landelijke regel"))
            herstel = f"noem de regel `{begin}...`, en de landelijke norm achter `norm`"
            yield _refuse("R10", zin, *labels, herstel=herstel)
        wat = f"regel `{regel.id}`"
        ruimten, bezwaren = self._within(wat, label, regel.binnen, regel.geldig)
        yield from bezwaren
        for ruimte in ruimten:
            yield from self._sourced(wat, label, regel.vindplaatsen, ruimte)
            yield from self._scope(regel, label, ruimte)
            yield from self._asks(regel, label, ruimte)
            if _GRAVEST_FIRST.index(regel.ernst) < _GRAVEST_FIRST.index(ruimte.ernst):
                yield self._outside(
                    "R08",
                    f"`ernst {regel.ernst}` is zwaarder dan een regel in deze ruimte kan zijn",
                    label,
                    ruimte,
                    f"schrijf hoogstens `ernst {ruimte.ernst}`",
                )

    def _scope(self, regel: Regel, label: Label, ruimte: Ruimte) -> Iterator[Diagnostic]:
        if ruimte.wetten and not _forces(regel.waarbij, ruimte.wetten):
            yield self._outside(
                "R07",
                f"regel `{regel.id}` gaat niet alleen over {' of '.join(ruimte.wetten)}",
                label,
                ruimte,
                f"zeg achter `waarbij` welke wet het is, zoals `b.wet is {ruimte.wetten[0]}`",
            )

    def _asks(self, regel: Regel, label: Label, ruimte: Ruimte) -> Iterator[Diagnostic]:
        """The requirement asks something of the attributes of the room only, and nothing over its limit."""
        soorten = dict(enumerate(b.soort for b in regel.binders))
        delen = list(_parts(regel.eis))
        for deel, _ in delen:
            if isinstance(deel, Bereik):
                soorten[deel.variabele] = deel.soort
        eigen = {over.partition(".")[0] for over in ruimte.over}
        leeg = regel.eis is not None and not any(isinstance(d, Kenmerk | Telling) for d, _ in delen)
        if leeg or not eigen & set(soorten.values()):
            yield self._outside(
                "R06",
                f"regel `{regel.id}` vraagt niets waar deze ruimte over gaat",
                label,
                ruimte,
                f"vraag achter `moet gelden` iets van {one_of(ruimte.over)}",
            )
        for deel, hier in delen:
            match deel:
                case Constante():
                    yield from self._limit(deel, hier or deel.plaats, regel.geldig, ruimte)
                case Telling(bereik=bereik) | Som(bereik=bereik) if bereik.soort not in eigen:
                    yield self._outside(
                        "R06",
                        f"een regel in deze ruimte vraagt niets van elke {bereik.soort}",
                        _label(self._sources, hier or deel.plaats, "valt buiten de ruimte"),
                        ruimte,
                        f"vraag alleen iets van {one_of(ruimte.over)}, of zet dit achter `waarbij`",
                    )
                case DatedValue(perioden=perioden):
                    for periode, waarde in perioden:
                        if periode.overlapt(regel.geldig):
                            yield from self._limit(waarde, hier or waarde.plaats, periode, ruimte)
                case Termijn(periode=periode, tekst=tekst, plaats=plaats):
                    lengte = Constante(periode, "periode", tekst, plaats)
                    yield from self._limit(lengte, hier or plaats, regel.geldig, ruimte)
                case Rekening(tekst=tekst, plaats=plaats) if ruimte.hoogstens:
                    yield self._outside(
                        "R09",
                        f"van `{tekst}` is niet te zeggen of het binnen de grens blijft",
                        _label(self._sources, hier or plaats, "berekening"),
                        ruimte,
                        f"schrijf een vaste waarde van hoogstens `{ruimte.hoogstens[-1][1].tekst}`",
                    )
            if not isinstance(deel, Kenmerk) or not deel.pad:
                continue
            veld = self._attribute(deel, soorten)
            if not any(veld == over or veld.startswith(over + ".") for over in ruimte.over):
                yield self._outside(
                    "R06",
                    f"een regel in deze ruimte vraagt niets van `{deel.tekst}`",
                    _label(self._sources, hier or deel.plaats, "valt buiten de ruimte"),
                    ruimte,
                    f"vraag alleen iets van {one_of(ruimte.over)}, of zet dit achter `waarbij`",
                )

    def _attribute(self, kenmerk: Kenmerk, soorten: Mapping[int, str]) -> str:
        """The attribute with the kind it belongs to, as `pgb.tarief`."""
        soort = soorten.get(kenmerk.variabele, "dossier")
        for stap in kenmerk.pad[:-1]:
            kenmerken = self._vocabulary.soorten[soort].kenmerken
            for deel in stap.split("."):
                type_ = kenmerken[deel].type
                if isinstance(type_, Structuur):
                    kenmerken = type_.kenmerken
                elif isinstance(type_, Verwijzing):
                    soort = type_.soort
        return f"{soort}.{kenmerk.pad[-1]}"

    def _limit(
        self, constante: Constante, plaats: Plaats, geldig: Geldigheid, ruimte: Ruimte
    ) -> Iterator[Diagnostic]:
        for periode, grens in ruimte.hoogstens:
            if grens.soort != constante.soort or not periode.overlapt(geldig):
                continue
            schaal = op_een_schaal(constante.waarde, grens.waarde)
            if schaal is None or schaal[0] > schaal[1]:
                wat = "is meer dan" if schaal else "is niet te vergelijken met"
                yield self._outside(
                    "R09",
                    f"`{constante.tekst}` {wat} `{grens.tekst}`, en meer laat de wet hier niet toe",
                    _label(self._sources, plaats, "gaat te ver"),
                    ruimte,
                    f"schrijf hoogstens `{grens.tekst}`",
                )
                return

    def _outside(self, code: str, zin: str, label: Label, ruimte: Ruimte, herstel: str) -> Diagnostic:
        return _refuse(
            code,
            zin,
            label,
            _label(self._sources, ruimte.plaats, "de ruimte die de wet geeft"),
            herstel=herstel,
            waarom=_artikelen(ruimte),
        )


def _refuse(code: str, zin: str, *labels: Label, herstel: str, waarom: str | None = None) -> Diagnostic:
    return Diagnostic(code, CATALOGUE[code], zin, labels, waarom, herstel)


def _label(sources: Mapping[str, Source], plaats: Plaats, tekst: str) -> Label:
    return label_at(sources[plaats.bestand], plaats.start, plaats.einde, tekst)


def _covers(v: Vindplaats, wet: Vindplaats) -> bool:
    """Whether a citation names the place, or one within it."""
    return (v.bron.kenmerk, v.artikel) == (wet.bron.kenmerk, wet.artikel) and all(
        van_wet in (None, van_regel)
        for van_wet, van_regel in ((wet.lid, v.lid), (wet.onderdeel, v.onderdeel))
    )


def _aanduiding(v: Vindplaats) -> str:
    bron = verwijzing(v, "")
    return f"{bron.titel} {bron.aanduiding}".rstrip()


def _artikelen(ruimte: Ruimte) -> str:
    bronnen = " en ".join(_aanduiding(v) for v in ruimte.vindplaatsen)
    return f"{bronnen}: {ruimte.titel[:1].lower()}{ruimte.titel[1:]}"


def _dagen(rij: Sequence[Ruimte]) -> str:
    laatste = rij[-1].geldig.tot
    tot = f" tot {write_date(laatste)}" if laatste else ""
    return f"de ruimte is er vanaf {write_date(rij[0].geldig.vanaf)}{tot}"


def _parts(node: Any, hier: Plaats | None = None) -> Iterator[tuple[Any, Plaats | None]]:
    """A condition with all that it is made of, but for what is looked at elsewhere.

    With what stands in another file goes the place where this one uses it.
    """
    if isinstance(node, tuple):
        for deel in node:
            yield from _parts(deel, hier)
    elif dataclasses.is_dataclass(node):
        yield node, hier
        if isinstance(node, BegripGebruik) and node.conditie.plaats.bestand != node.plaats.bestand:
            hier = hier or node.plaats
        for veld in dataclasses.fields(node):
            if (type(node), veld.name) not in _ELSEWHERE:
                yield from _parts(getattr(node, veld.name), hier)


def _forces(conditie: Conditie | None, wetten: Container[object]) -> bool:
    """Whether a scope can only hold under one of these laws."""
    match conditie:
        case En(delen=delen):
            return any(_forces(deel, wetten) for deel in delen)
        case Of(delen=delen):
            return all(_forces(deel, wetten) for deel in delen)
        case BegripGebruik(conditie=deel):
            return _forces(deel, wetten)
        case Vergelijking(op="is", links=Kenmerk(pad=pad), rechts=Constante(waarde=waarde)):
            return pad[-1:] == ("wet",) and waarde in wetten
        case EenVan(term=Kenmerk(pad=pad), waarden=waarden, geen=False):
            return pad[-1:] == ("wet",) and all(c.waarde in wetten for c in waarden)
        case _:
            return False
