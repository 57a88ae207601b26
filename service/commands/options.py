"""What the commands have in common: options that recur, today, and how an answer is written."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from service.intake import OMGEVING_REGELS
from service.terminal import Gebruiksfout, Woord, kleur_toegestaan, zichtbaar, zichtbare_json


class Datum(click.ParamType[dt.date]):
    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
                raise ValueError
            return dt.date.fromisoformat(value)
        except ValueError:
            raise Gebruiksfout(
                f"`{zichtbaar(value)}` is geen datum; schrijf bijvoorbeeld 2025-03-01", ctx
            ) from None


regels_optie = click.option(
    "--regels",
    "map_",
    metavar="MAP",
    help=f"De map met regels. Anders: {OMGEVING_REGELS}, of de meegeleverde regels.",
)


class Mappen(NamedTuple):
    """Where the rules to judge by stand: national ones, and those of a municipality that stand elsewhere."""

    regels: str | None
    gemeentelaag: str | None


def mappen_opties(opdracht: Callable[..., Any]) -> Callable[..., Any]:
    """`--regels` and `--gemeentelaag`, handed over together as `mappen`."""

    @click.option(
        "--gemeentelaag",
        metavar="MAP",
        help="Een map met de eigen regels van een gemeente, als die niet bij de andere regels staan.",
    )
    @regels_optie
    @functools.wraps(opdracht)
    def om(*args: Any, map_: str | None, gemeentelaag: str | None, **anders: Any) -> Any:
        return opdracht(*args, mappen=Mappen(map_, gemeentelaag), **anders)

    return om


def vorm_optie(*vormen: str) -> Callable[[Any], Any]:
    return click.option(
        "--uitvoer",
        "vorm",
        type=Woord(vormen),
        default=vormen[0],
        metavar="|".join(vormen),
        help="De vorm van het antwoord.",
    )


def vandaag() -> dt.date:
    return dt.date.today()


def schrijf(tekst: str) -> None:
    click.echo(tekst, nl=not tekst.endswith("\n"), color=True if kleur_toegestaan(sys.stdout) else None)


def schrijf_json(waarde: Any, err: bool = False) -> None:
    click.echo(zichtbare_json(json.dumps(waarde, ensure_ascii=False, indent=2)), err=err)
