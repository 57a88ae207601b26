"""A bar chart as SVG: a row per subject, with the part of its bar that is of a second kind.

The picture needs no script, font or style from elsewhere, can be read aloud, and prints in grey.
"""

from __future__ import annotations

import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

BREED: Final = 760
_LINKS, _RECHTS, _RIJ, _STAAF, _KOP, _REGEL = 330, 60, 44, 18, 56, 17
_GEHEEL, _DEEL, _INKT = "#9db4c8", "#1f4e79", "#1a1a1a"
_NAAM, _ZIN = 42, 108
"""How many characters fit on a line beside the bars, and below them."""


class Staaf(NamedTuple):
    """A row: what it is about, how long its bar is, and how much of it is of the second kind, if told."""

    naam: str
    geheel: int
    deel: int | None


def staven(titel: str, geheel: str, deel: str, rijen: Sequence[Staaf], onder: Sequence[str]) -> str:
    """The chart. `geheel` and `deel` say what the light and the dark bar stand for; `onder` stands below."""
    zinnen = [regel for zin in onder for regel in textwrap.wrap(zin, _ZIN)]
    voet = _KOP + _RIJ * len(rijen)
    hoog = voet + (40 if rijen else 0) + _REGEL * len(zinnen) + 20
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
    ET.SubElement(svg, "desc", {"id": "beschrijving"}).text = " ".join([*(_gezegd(r) for r in rijen), *onder])
    ET.SubElement(svg, "rect", {"width": str(BREED), "height": str(hoog), "fill": "#ffffff"})
    _tekst(svg, titel, 12, 28, {"font-size": "16", "font-weight": "bold"})
    langst = max((r.geheel for r in rijen), default=0) or 1
    for n, rij in enumerate(rijen):
        boven = _KOP + n * _RIJ
        for m, regel in enumerate(textwrap.wrap(rij.naam, _NAAM, max_lines=2, placeholder=" …")):
            _tekst(svg, regel, _LINKS - 10, boven + _STAAF - 4 + 14 * m, {"text-anchor": "end"})
        lang = (BREED - _LINKS - _RECHTS) / langst
        for waarde, kleur in ((rij.geheel, _GEHEEL), (rij.deel or 0, _DEEL)):
            _vlak(svg, _LINKS, boven, lang * waarde, _STAAF, kleur)
        _tekst(svg, str(rij.geheel), _LINKS + lang * rij.geheel + 6, boven + _STAAF - 4, {})
    if rijen:
        for n, (naam, kleur) in enumerate(((geheel, _GEHEEL), (deel, _DEEL))):
            _vlak(svg, 12 + n * 340, voet, 14, 14, kleur)
            _tekst(svg, naam, 32 + n * 340, voet + 12, {})
        voet += 40
    for n, zin in enumerate(zinnen):
        _tekst(svg, zin, 12, voet + 12 + _REGEL * n, {"font-size": "12"})
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _gezegd(r: Staaf) -> str:
    deel = "niet genoemd" if r.deel is None else str(r.deel)
    return f"{r.naam}: houdt {r.geheel} gezinnen tegen; vrij zonder dit schot: {deel}."


def _vlak(svg: ET.Element, x: float, y: float, breed: float, hoog: float, kleur: str) -> None:
    maten = {
        "x": f"{x:.0f}",
        "y": f"{y:.0f}",
        "width": f"{breed:.1f}",
        "height": f"{hoog:.0f}",
        "fill": kleur,
    }
    ET.SubElement(svg, "rect", maten)


def _tekst(svg: ET.Element, tekst: str, x: float, y: float, hoe: Mapping[str, str]) -> None:
    ET.SubElement(svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", **hoe}).text = tekst
