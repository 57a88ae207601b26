"""The command line in Dutch: click's help, its errors, and what a terminal can show.

Click words its own messages in English. Nothing of that wording is used here: help goes through
`Opmaak`, and every error is worded anew from the kind of exception and its data.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import IO, Any, Final

import click

_KOPPEN: Final = {"Options": "Opties", "Commands": "Opdrachten", "Positional arguments": "Argumenten"}
HULP: Final = ("--hulp", "--help", "-h")


class Fout(click.ClickException):
    """An error that we word ourselves: unusable input, exit 2."""

    exit_code = 2


class Opmaak(click.HelpFormatter):
    """Help with Dutch headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_KOPPEN.get(heading, heading))


class Context(click.Context):
    formatter_class = Opmaak


class _Nederlands(click.Command):
    """What a command and a group of commands share: a Dutch help option, and no English in usage lines."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        optie = super().get_help_option(ctx)
        if optie is not None:
            optie.help = "Toon deze uitleg."
        return optie

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as fout:
            # Click leaves out some of its complaints of which command they are.
            fout.ctx = fout.ctx or ctx
            raise


class Opdracht(_Nederlands):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPTIES]")
        kwargs.setdefault("context_settings", {"help_option_names": list(HULP)})
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        over = super().parse_args(ctx, args)
        if over and not ctx.resilient_parsing:
            raise Gebruiksfout(f"deze opdracht kent geen `{' '.join(over)}`", ctx)
        return over


class Groep(_Nederlands, click.Group):
    command_class = Opdracht

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPTIES]")
        kwargs.setdefault("subcommand_metavar", "OPDRACHT ...")
        kwargs.setdefault("context_settings", {"help_option_names": list(HULP)})
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were written: the order of use."""
        return list(self.commands)


class Gebruiksfout(click.UsageError):
    """A wrong call, in our own words."""


class Woord(click.Choice[str]):
    """One of some words, with a Dutch complaint."""

    name = "woord"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        tekst = str(value).strip().lower()
        if tekst not in self.choices:
            raise Gebruiksfout(f"`{value}` kan hier niet; kies uit {_of(self.choices)}", ctx)
        return tekst


class Verplicht(click.Option):
    """An option that must be given; its help says so in Dutch, and click's own word is left out."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, required=True, **{**extra, "help": f"{extra['help']} (moet)"})

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra


def foutzin(fout: click.ClickException) -> str:
    """One Dutch sentence for whatever click or we complain about."""
    match fout:
        case Gebruiksfout() | Fout():
            return fout.message
        case click.MissingParameter(param=param):
            naam = param.human_readable_name if param is not None else "iets"
            soort = "de optie" if isinstance(param, click.Option) else "het argument"
            return f"{soort} {naam} ontbreekt"
        case click.NoSuchOption(option_name=naam, possibilities=dichtbij):
            return f"de optie `{naam}` bestaat niet{_bedoelt_u(dichtbij)}"
        case click.NoSuchCommand(command_name=naam, possibilities=dichtbij):
            return f"de opdracht `{naam}` bestaat niet{_bedoelt_u(dichtbij)}"
        case click.BadOptionUsage(option_name=naam, ctx=ctx):
            vlag = ctx is not None and any(
                isinstance(p, click.Option) and p.is_flag and naam in p.opts for p in ctx.command.params
            )
            return f"achter de optie `{naam}` hoort {'geen' if vlag else 'een'} waarde"
        case click.FileError(ui_filename=naam):
            return f"het bestand `{naam}` is niet te openen"
        case click.UsageError(ctx=ctx) if ctx is not None and isinstance(ctx.command, click.Group):
            return f"noem een opdracht: {_of(list(ctx.command.commands))}"
        case _:
            return "deze aanroep klopt niet"


def toon_gebruiksfout(fout: click.ClickException) -> None:
    """The usage line, the sentence and where to find help, on standard error."""
    if isinstance(fout, click.UsageError) and fout.ctx is not None:
        click.echo(fout.ctx.get_usage(), err=True)
        click.echo(_punt(foutzin(fout)), err=True)
        click.echo(f"Uitleg: {fout.ctx.command_path} --hulp", err=True)
    else:
        click.echo(_punt(foutzin(fout)), err=True)


def _punt(zin: str) -> str:
    return zichtbaar(f"Fout: {zin}" + ("" if zin.endswith("?") else "."))


def _of(woorden: Sequence[str]) -> str:
    return " of ".join(filter(None, (", ".join(woorden[:-1]), woorden[-1]))) if woorden else "niets"


def _bedoelt_u(dichtbij: Sequence[str] | None) -> str:
    return f"; bedoelt u {_of([f'`{d}`' for d in dichtbij])}?" if dichtbij else ""


def bedoelt_u(woord: str, bekend: Sequence[str]) -> str:
    """`; bedoelt u ...?`, or nothing when no known word is near."""
    laag = {b.lower(): b for b in bekend}
    return _bedoelt_u([laag[d] for d in get_close_matches(woord.lower(), laag, n=1)])


# ---------------------------------------------------------------- text on a screen


def kleur_toegestaan(stroom: IO[Any]) -> bool:
    """Colour only on a terminal, and never against NO_COLOR (no-color.org)."""
    return not os.environ.get("NO_COLOR") and stroom.isatty()


def breedte() -> int:
    """The width of a readable line: that of the terminal, between 60 and 100."""
    return max(60, min(100, shutil.get_terminal_size((88, 24)).columns - 2))


_STUUR: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def zichtbaar(tekst: str) -> str:
    """Text from a file without control characters: a dossier must not steer a terminal."""
    return _STUUR.sub("\ufffd", tekst)


def zichtbare_json(tekst: str) -> str:
    """JSON text of which the same holds; its values stay what they were."""
    return _STUUR.sub(lambda teken: f"\\u{ord(teken[0]):04x}", tekst)


class Blad:
    """Text being written: wrapped lines with a margin, in colour or plain."""

    def __init__(self, breed: int, kleur: bool) -> None:
        self.breed = breed
        self.kleur = kleur
        self._rijen: list[str] = []

    def stijl(self, tekst: str, **stijl: Any) -> str:
        return click.style(tekst, **stijl) if self.kleur else tekst

    def alinea(
        self, tekst: str, marge: int = 0, eerste: str = "", hangend: int | None = None, **stijl: Any
    ) -> None:
        """A paragraph. `eerste` is put before its first line, which the next lines keep clear of."""
        in_ = " " * marge
        vervolg = " " * (marge + (len(eerste) if hangend is None else hangend))
        rijen = textwrap.wrap(
            zichtbaar(tekst),
            self.breed,
            initial_indent=in_ + eerste,
            subsequent_indent=vervolg,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [(in_ + eerste).rstrip()]
        self._rijen += [self.stijl(r, **stijl) if stijl else r for r in rijen]

    def kop(self, tekst: str) -> None:
        self.wit()
        self.alinea(tekst.upper(), bold=True)

    def rij(self, tekst: str = "") -> None:
        self._rijen.append(tekst)

    def wit(self) -> None:
        if self._rijen and self._rijen[-1]:
            self._rijen.append("")

    def tekst(self) -> str:
        return "\n".join(self._rijen).rstrip("\n") + "\n"


class Voortgang:
    """One line on standard error that says which file is being read; only on a terminal, only for several."""

    def __init__(self, totaal: int) -> None:
        self._totaal = totaal
        self._toont = totaal > 1 and sys.stderr.isatty()

    def meld(self, nummer: int, naam: str) -> None:
        if self._toont:
            click.echo(f"\r\x1b[2K{nummer}/{self._totaal}  {naam[:60]}", err=True, nl=False)

    def klaar(self) -> None:
        if self._toont:
            click.echo("\r\x1b[2K", err=True, nl=False)


@contextlib.contextmanager
def voortgang(totaal: int) -> Iterator[Voortgang]:
    v = Voortgang(totaal)
    try:
        yield v
    finally:
        v.klaar()
