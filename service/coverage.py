"""Whether the cases of a topic show every rule in all its outcomes.

Only what a case says counts, not what happens to come out: a lawyer reads the case, not the report.
A rule must be broken, met (or out of scope) and undecided in some case, and each exception must be met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.rule import Regel, Regelset
from service.cases import Uitkomst, Uitslag


@dataclass(frozen=True, slots=True)
class Gat:
    """What the cases do not show of a rule, with a line that would show it where a case has one at hand."""

    regel: str
    plaats: str
    ontbreekt: str
    voorbeeld: str | None

    def tekst(self) -> str:
        zin = f"{self.plaats}: {self.regel}: geen geval waarin {self.ontbreekt}"
        return f"{zin}\n  schrijf bijvoorbeeld bij {self.voorbeeld}" if self.voorbeeld else zin


@dataclass(frozen=True, slots=True)
class Dekking:
    """The coverage of one topic: its rules, and what is missing."""

    regels: tuple[str, ...]
    gaten: tuple[Gat, ...]


def dekking(regelsets: Sequence[Regelset], uitslagen: Sequence[Uitslag]) -> Dekking:
    """What the cases show, over all versions of a topic: a rule counts once, by its id."""
    getoond = [
        v.uitkomst
        for u in uitslagen
        if not u.fouten
        for v in u.geval.verwacht
        if v.uitkomst.gedekt_door(u.werkelijk)
    ]
    regels: dict[str, list[Regel]] = {}
    for s in regelsets:
        for regel in s.regels:
            regels.setdefault(regel.id, []).append(regel)
    gaten: list[Gat] = []
    for id_, versies in regels.items():
        gaten += _regelgaten(versies, [u for u in getoond if u.regel == id_], uitslagen)
    for s in regelsets:
        if s.regels and not any(s.geldig.omvat(u.geval.peildatum) for u in uitslagen):
            gaten.append(
                Gat(s.naam, s.bestand, f"deze versie ({s.versie}) geldt; kies een peildatum daarin", None)
            )
    return Dekking(tuple(regels), tuple(gaten))


def _regelgaten(
    versies: Sequence[Regel], getoond: Sequence[Uitkomst], uitslagen: Sequence[Uitslag]
) -> Iterable[Gat]:
    laatste = versies[-1]
    plaats = f"{laatste.plaats.bestand}:{laatste.plaats.rij}"
    alleen_vraag = all(r.eis is None and r.vraag is not None for r in versies)
    soorten = {u.soort for u in getoond}

    def gat(ontbreekt: str, *gezocht: str, via: str | None = None) -> Gat:
        return Gat(laatste.id, plaats, ontbreekt, _voorbeeld(laatste.id, gezocht, via, uitslagen))

    if alleen_vraag:
        if "bevinding" not in soorten:
            yield gat("een mens oordeelt dat niet is voldaan (`bevinding`)", "bevinding")
        if not any(u.soort == "voldaan" and not u.via for u in getoond):
            yield gat("een mens oordeelt dat is voldaan (`voldaan`)", "voldaan")
        if "oordeel" not in soorten:
            yield gat("het oordeel wordt gevraagd (`oordeel`)", "oordeel")
    else:
        if "bevinding" not in soorten:
            yield gat("de regel niet is nageleefd (`bevinding`)", "bevinding")
        if not soorten & {"voldaan", "niet van toepassing"}:
            yield gat(
                "de regel is nageleefd of niet geldt (`voldaan` of `niet van toepassing`)",
                "voldaan",
                "niet van toepassing",
            )
        if not soorten & {"open", "oordeel"}:
            yield gat("de regel nog niet te beslissen is (`open` of `oordeel`)", "open", "oordeel")
    namen = dict.fromkeys(u.naam for r in versies for u in r.uitzonderingen)
    for naam in namen:
        if not any(naam in u.via for u in getoond):
            yield gat(f'de uitzondering geldt (`voldaan ... via "{naam}"`)', "voldaan", via=naam)


def _voorbeeld(
    regel: str, soorten: Sequence[str], via: str | None, uitslagen: Sequence[Uitslag]
) -> str | None:
    """A line that already holds in some case, but is not written there."""
    for u in uitslagen:
        for w in u.werkelijk:
            if w.regel == regel and w.soort in soorten and (via is None or via in w.via):
                return f"{u.geval.bestand}:{u.geval.rij} ({u.geval.titel}): {w}"
    return None
