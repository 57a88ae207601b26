"""What the HTTP service can be told, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.terminal import Fout

STORE: Final = "TOETSSTEEN_STORE"
GEHEIM: Final = "TOETSSTEEN_GEHEIM"
OPSLAG_HIER: Final = "sqlite:///toetssteen.db"
ALGORITMEN: Final = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures that are taken on a token: asymmetric only, and never `none`."""


@dataclass(frozen=True, slots=True)
class Instelling:
    """The settings of one running service. Times are in seconds.

    `cijfers`: whether `/metrics` is open, without a key; keep it inside. `store`: a database URL, SQLite or
    PostgreSQL. `geheim`: a file with the master key under which the keys of municipalities are kept.
    `steekproef`: the twin is asked in one of so many checks; 0 is never. `leestijd`: for how long the body
    of one dossier may take to come in. `toetsprocessen`: how many judge the dossiers of a request that has
    many; 0 is none but the process that answers. `gelijktijdig`: requests that may be under way or waiting
    before a request is refused with 503.
    """

    store: str = OPSLAG_HIER
    geheim: str = "toetssteen.geheim"
    regels: str | None = None
    uitgever: str = ""
    publiek: str = ""
    jwks: str = ""
    steekproef: int = 100
    gelijktijdig: int = 256
    herlaad: float = 10.0
    leestijd: float = 30.0
    cijfers: bool = False
    toetsprocessen: int = 2
    verwerking: str = ""
    """URI of this processing in the municipality's register, for the log of processings."""


def lees_instelling(omgeving: Mapping[str, str] | None = None) -> Instelling:
    """The settings in the environment.

    Raises:
        Fout: a number that is none, or half an OIDC issuer.
    """
    o = os.environ if omgeving is None else omgeving

    def getal(naam: str, anders: int, laagste: int) -> int:
        tekst = o.get(naam, "").strip()
        if not tekst:
            return anders
        if not tekst.isdecimal() or int(tekst) < laagste:
            raise Fout(f"`{naam}` hoort een getal te zijn van {laagste} of meer; er staat `{tekst[:40]}`")
        return int(tekst)

    uitgever, publiek, jwks = (
        o.get(f"TOETSSTEEN_OIDC_{n}", "").strip() for n in ("UITGEVER", "PUBLIEK", "JWKS")
    )
    if any((uitgever, publiek, jwks)) and not all((uitgever, publiek, jwks)):
        raise Fout(
            "noem bij een OIDC-uitgever alle drie: TOETSSTEEN_OIDC_UITGEVER, TOETSSTEEN_OIDC_PUBLIEK en "
            "TOETSSTEEN_OIDC_JWKS"
        )
    store = o.get(STORE, "").strip() or OPSLAG_HIER
    return Instelling(
        store=store,
        geheim=o.get(GEHEIM, "").strip() or _naast(store),
        regels=o.get("TOETSSTEEN_REGELS") or None,
        uitgever=uitgever,
        publiek=publiek,
        jwks=jwks,
        steekproef=getal("TOETSSTEEN_STEEKPROEF", 100, 0),
        gelijktijdig=getal("TOETSSTEEN_GELIJKTIJDIG", 256, 1),
        herlaad=float(getal("TOETSSTEEN_HERLAAD", 10, 1)),
        leestijd=float(getal("TOETSSTEEN_LEESTIJD", 30, 1)),
        cijfers=getal("TOETSSTEEN_CIJFERS", 0, 0) > 0,
        toetsprocessen=getal("TOETSSTEEN_TOETSPROCESSEN", min(4, os.cpu_count() or 1), 0),
        verwerking=o.get("TOETSSTEEN_VERWERKING", "").strip(),
    )


def _naast(store: str) -> str:
    """The file with the master key: beside an SQLite store, else in the working directory."""
    if store.startswith("sqlite:///"):
        return str(Path(store.removeprefix("sqlite:///")).with_suffix(".geheim"))
    return "toetssteen.geheim"
