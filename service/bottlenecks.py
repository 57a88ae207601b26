"""Where the walls between the laws stop family plans, in words: a table, and a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dsl.norms import Norm
from engine.bottlenecks import MINSTE, SOORTEN, Knelpunten, Telling
from engine.report import verwijzing
from engine.rule import Regelset
from service.bars import Staaf, staven
from service.naming import en
from service.presentation import md
from service.terminal import Blad

TITEL: Final = "Waar schotten tussen wetten gezinsplannen tegenhouden"
HOUDT_TEGEN: Final = "gezinnen die dit schot tegenhoudt"
MAAKT_VRIJ: Final = "gezinnen die vrijkomen zonder dit schot"
TE_WEINIG: Final = "te weinig gezinnen om te noemen"


def leeswijzer(k: Knelpunten) -> str:
    """What must be read with the figures."""
    return (
        f"Aantallen zijn naar beneden afgerond op {MINSTE}, euro's op {_getal(k.euro_stap)}. Wat over minder "
        f"dan {MINSTE} gezinnen gaat, of voor meer dan de helft over een gezin, staat er niet. De telling is "
        "een beetje verstoord: een op de acht gezinnen telt niet mee, en een op de acht dubbel."
    )


@dataclass(frozen=True, slots=True)
class Schot:
    """A partition: the norm, what it is called, and the articles it rests on."""

    norm: str
    titel: str
    artikelen: tuple[str, ...]

    @property
    def naam(self) -> str:
        return f"{self.norm} {self.titel}".strip()


def schotten(normen: Mapping[str, Norm], regelsets: Iterable[Regelset], dag: str) -> dict[str, Schot]:
    """The partitions that there are rules for, by norm id."""
    artikelen: dict[str, dict[str, None]] = {}
    for s in regelsets:
        for r in s.regels:
            if r.norm.startswith(SOORTEN):
                rij = artikelen.setdefault(r.norm, {})
                for v in (verwijzing(b, dag) for b in r.vindplaatsen):
                    if v.aanduiding.startswith("artikel "):
                        rij[f"{v.titel} {v.aanduiding}"] = None
    return {
        n: Schot(n, normen[n].titel if n in normen else "", tuple(sorted(a)))
        for n, a in sorted(artikelen.items())
    }


def als_json(k: Knelpunten, bij: Mapping[str, Schot]) -> dict[str, Any]:
    return {
        "alle": k.alle.als_json(),
        "geblokkeerd": k.vast.als_json(),
        "schotten": [
            {
                "norm": p.norm,
                "titel": bij[p.norm].titel,
                "artikelen": list(bij[p.norm].artikelen),
                "houdtTegen": p.houdt_tegen.als_json(),
                "maaktVrij": p.maakt_vrij.als_json(),
            }
            for p in k.punten
        ],
        "nietAllesGetoond": k.verborgen > 0,
        "zonder": list(k.zonder),
        "vrij": None if k.vrij is None else k.vrij.als_json(),
        "euroStap": k.euro_stap,
        "leeswijzer": leeswijzer(k),
    }


def als_tekst(k: Knelpunten, bij: Mapping[str, Schot], breed: int, kleur: bool) -> str:
    blad = Blad(breed, kleur)
    blad.alinea(TITEL, bold=True)
    blad.wit()
    for zin in _zinnen(k):
        blad.alinea(zin)
    for p in k.punten:
        blad.kop(bij[p.norm].naam)
        blad.alinea("; ".join(bij[p.norm].artikelen), 2)
        blad.alinea(_woorden(p.houdt_tegen), 2, "houdt tegen  ")
        blad.alinea(_woorden(p.maakt_vrij), 2, "maakt vrij   ")
    blad.wit()
    blad.alinea(leeswijzer(k))
    return blad.tekst()


def als_markdown(k: Knelpunten, bij: Mapping[str, Schot]) -> str:
    kop = (
        "Schot",
        "Artikelen",
        "Plannen",
        "Gezinnen",
        "Doelen",
        "Euro",
        "Vrij zonder: gezinnen",
        "doelen",
        "euro",
    )
    rijen = [
        (
            md(bij[p.norm].naam),
            md("; ".join(bij[p.norm].artikelen)),
            *map(
                _cel,
                (p.houdt_tegen.plannen, p.houdt_tegen.gezinnen, p.houdt_tegen.doelen, p.houdt_tegen.euro),
            ),
            *map(_cel, (p.maakt_vrij.gezinnen, p.maakt_vrij.doelen, p.maakt_vrij.euro)),
        )
        for p in k.punten
    ]
    tabel = [f"| {' | '.join(r)} |" for r in (kop, ["---"] * 2 + ["---:"] * 7, *rijen)] if rijen else []
    return (
        "\n\n".join([f"# {TITEL}", *_zinnen(k), *(["\n".join(tabel)] if tabel else []), leeswijzer(k)]) + "\n"
    )


def als_svg(k: Knelpunten, bij: Mapping[str, Schot]) -> str:
    rijen = [
        Staaf(bij[p.norm].naam, p.houdt_tegen.gezinnen, p.maakt_vrij.gezinnen)
        for p in k.punten
        if p.houdt_tegen.gezinnen is not None
    ]
    return staven(TITEL, HOUDT_TEGEN, MAAKT_VRIJ, rijen, [*_zinnen(k), leeswijzer(k)])


def _zinnen(k: Knelpunten) -> Sequence[str]:
    if k.alle.gezinnen is None:
        return ("Dit zijn te weinig gezinnen om er iets over te zeggen.",)
    zinnen = [f"Bekeken: {_woorden(k.alle)}.", f"Een of meer schotten houden tegen: {_woorden(k.vast)}."]
    if k.vrij is not None:
        zinnen.append(f"Zonder {en(k.zonder)} komt vrij: {_woorden(k.vrij)}.")
    if k.verborgen and not k.punten:
        zinnen.append("Geen schot houdt genoeg gezinnen tegen om te noemen.")
    elif k.verborgen:
        zinnen.append("Andere schotten houden te weinig gezinnen tegen om te noemen.")
    return zinnen


def _woorden(t: Telling) -> str:
    aantallen = ((t.plannen, "plannen"), (t.gezinnen, "gezinnen"), (t.doelen, "doelen"), (t.euro, "euro"))
    return en([f"{_getal(n)} {naam}" for n, naam in aantallen if n is not None]) or TE_WEINIG


def _getal(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _cel(n: int | None) -> str:
    return "-" if n is None else _getal(n)
