"""Which norms have a rule: the register of norms beside the rules that encode them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dsl.norms import Norm
from engine.rule import Regel, Regelset
from service.naming import aantal

REGEL, VRAAG, NIET, NOG_NIET = "regel", "vraag", "niet te coderen", "nog niet"
STANDEN: Final = (REGEL, VRAAG, NIET, NOG_NIET)

WETTEN: Final = {
    "WMO": "Wmo 2015",
    "LOC": "Verordening en beleid",
    "AWB": "Algemene wet bestuursrecht",
    "JW": "Jeugdwet",
    "PW": "Participatiewet",
    "WGS": "Schuldhulpverlening (Wgs)",
    "WLZ": "Wlz",
    "ZVW": "Zvw",
    "WPG": "Wet publieke gezondheid",
    "SCH": "Schotten tussen de wetten",
    "PRI": "Gegevens delen",
    "INT": "Het integrale plan",
}
OVERIG: Final = "Andere normen"


@dataclass(frozen=True, slots=True)
class Dekking:
    """One norm and what encodes it. `regels`: per rule id its latest version, with all first days it has."""

    norm: Norm
    regels: tuple[tuple[Regel, tuple[str, ...]], ...]

    @property
    def stand(self) -> str:
        """`vraag`: only a person can judge it. `nog niet`: no rule, and no reason why there is none."""
        if self.regels:
            return VRAAG if all(regel.eis is None for regel, _ in self.regels) else REGEL
        return NIET if self.norm.waarom_niet else NOG_NIET

    def als_json(self) -> dict[str, Any]:
        return {
            "norm": self.norm.id,
            "titel": self.norm.titel,
            "nagegaan": self.norm.nagegaan,
            "stand": self.stand,
            "waaromNiet": self.norm.waarom_niet or None,
            "regels": [
                {
                    "regel": regel.id,
                    "titel": regel.titel,
                    "versies": list(versies),
                    "zekerheid": regel.zekerheid.value,
                    "plaats": f"{regel.plaats.bestand}:{regel.plaats.rij}",
                }
                for regel, versies in self.regels
            ],
        }


def dekking(normen: Mapping[str, Norm], regelsets: Iterable[Regelset]) -> list[Dekking]:
    """Every norm, in the order of the register. What municipalities add is no rule for all, and left out."""
    per_norm: dict[str, dict[str, list[Regel]]] = {}
    for s in regelsets:
        for regel in () if s.gemeente else s.regels:
            per_norm.setdefault(regel.norm, {}).setdefault(regel.id, []).append(regel)
    return [
        Dekking(
            norm,
            tuple(
                (versies[-1], tuple(dict.fromkeys(r.geldig.vanaf.isoformat() for r in versies)))
                for _, versies in sorted(per_norm.get(norm.id, {}).items())
            ),
        )
        for norm in normen.values()
    ]


def totalen(rijen: Sequence[Dekking]) -> dict[str, int]:
    return {stand: sum(r.stand == stand for r in rijen) for stand in STANDEN}


def slotzin(rijen: Sequence[Dekking]) -> str:
    tel = totalen(rijen)
    gedekt = tel[REGEL] + tel[VRAAG]
    return (
        f"{gedekt} van {aantal(len(rijen), 'norm', 'normen')} gedekt: {tel[REGEL]} met een regel, "
        f"{tel[VRAAG]} met alleen een vraag aan een mens; "
        f"{tel[NIET]} niet te coderen, {tel[NOG_NIET]} nog niet."
    )


def als_tekst(rijen: Sequence[Dekking]) -> str:
    """A row per norm, its rules below it."""
    uit = []
    for r in rijen:
        uit.append(f"{r.norm.id:<12} {r.stand:<16} {r.norm.titel}")
        uit += [
            f"    {regel.id}  vanaf {', '.join(versies)}  {regel.zekerheid.value}  "
            f"{regel.plaats.bestand}:{regel.plaats.rij}"
            for regel, versies in r.regels
        ]
        if r.stand == NIET:
            uit.append(f"    {r.norm.waarom_niet}")
    return "\n".join([*uit, "", slotzin(rijen)])


def als_markdown(rijen: Sequence[Dekking]) -> str:
    """A table per law, with a link to every rule."""
    uit = [
        "# De normen en hun regels",
        "",
        "Gemaakt met `toets regels dekking --normen --uitvoer markdown`; niet met de hand aanpassen.",
        "",
        slotzin(rijen),
        "",
        "`vraag`: alleen een mens kan het beoordelen; Toetssteen stelt de vraag. Achter een regel staat zijn",
        "eerste dag, per versie. Hoe ver de norm in de bron is nagegaan, staat bij de norm.",
    ]
    groepen: dict[str, list[Dekking]] = {titel: [] for titel in WETTEN.values()}
    for r in rijen:
        groepen.setdefault(WETTEN.get(r.norm.id.split("-")[0], OVERIG), []).append(r)
    for titel, eigen in groepen.items():
        if not eigen:
            continue
        uit += ["", f"## {titel}", "", "| norm | waar het om gaat | stand | regels |", "|---|---|---|---|"]
        for r in eigen:
            regels = "<br>".join(
                f"[{regel.id}]({regel.plaats.bestand}#L{regel.plaats.rij}) ({', '.join(versies)})"
                for regel, versies in r.regels
            )
            wat = f"{_cel(r.norm.titel)} ({r.norm.nagegaan})"
            uit.append(f"| {r.norm.id} | {wat} | {r.stand} | {regels or _cel(r.norm.waarom_niet)} |")
    return "\n".join(uit) + "\n"


def _cel(tekst: str) -> str:
    """Text that stays within its cell of the table."""
    return " ".join(tekst.split()).replace("|", "\\|")
