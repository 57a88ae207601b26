"""A bar chart as SVG: a row per subject, with the part of its bar that is of a second kind.

The picture needs no script, font or style from elsewhere, can be read aloud, and prints in grey.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final, NamedTuple

BREED: Final = 760
_LINKS, _RECHTS, _RIJ, _STAAF, _KOP, _VOET = 330, 60, 34, 18, 56, 56
_GEHEEL, _DEEL, _INKT = "#9db4c8", "#1f4e79", "#1a1a1a"
_LETTER: Final = 40
"""How many characters of a label fit beside the bars."""


class Staaf(NamedTuple):
    """A row: what it is about, how long its bar is, and how much of it is of the second kind."""

    naam: str
    geheel: int
    deel: int


def staven(titel: str, geheel: str, deel: str, rijen: Sequence[Staaf]) -> str:
    """The chart. `geheel` and `deel` say what the light and the dark bar stand for."""
    hoog = _KOP + _RIJ * len(rijen) + _VOET
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {BREED} {hoog}",
            "width": str(BREED),
            "height": str(hoog),
            "role": "img",
            "aria-labelledby": "titel beschrijving",
            "font-family": "sans-serif",
            "font-size": "13",
            "fill": _INKT,
        },
    )
    ET.SubElement(svg, "title", {"id": "titel"}).text = titel
    ET.SubElement(svg, "desc", {"id": "beschrijving"}).text = " ".join(
        f"{r.naam}: {geheel} {r.geheel}, {deel} {r.deel}." for r in rijen
    )
    ET.SubElement(svg, "rect", {"width": str(BREED), "height": str(hoog), "fill": "#ffffff"})
    _tekst(svg, titel, 12, 28, groot=True)
    langst = max((r.geheel for r in rijen), default=0)
    for n, rij in enumerate(rijen):
        boven = _KOP + n * _RIJ
        _tekst(svg, _kort(rij.naam), _LINKS - 10, boven + _STAAF - 4, anker="end")
        for waarde, kleur in ((rij.geheel, _GEHEEL), (rij.deel, _DEEL)):
            lang = (BREED - _LINKS - _RECHTS) * waarde / langst if langst else 0
            maten = {"x": str(_LINKS), "y": str(boven), "width": f"{lang:.1f}", "height": str(_STAAF)}
            ET.SubElement(svg, "rect", {**maten, "fill": kleur})
        einde = _LINKS + (BREED - _LINKS - _RECHTS) * rij.geheel / langst if langst else _LINKS
        _tekst(svg, str(rij.geheel), einde + 6, boven + _STAAF - 4)
    for n, (naam, kleur) in enumerate(((geheel, _GEHEEL), (deel, _DEEL))):
        links, boven = 12 + n * 340, hoog - 30
        vlak = {"x": str(links), "y": str(boven), "width": "14", "height": "14", "fill": kleur}
        ET.SubElement(svg, "rect", vlak)
        _tekst(svg, naam, links + 20, boven + 12)
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _tekst(
    svg: ET.Element, tekst: str, x: float, y: float, *, anker: str = "start", groot: bool = False
) -> None:
    plek = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anker}
    if groot:
        plek |= {"font-size": "16", "font-weight": "bold"}
    ET.SubElement(svg, "text", plek).text = tekst


def _kort(naam: str) -> str:
    return naam if len(naam) <= _LETTER else naam[: _LETTER - 1].rstrip() + "…"
