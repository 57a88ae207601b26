"""`toets`: the command line. Every word a user sees is Dutch, and no error shows a traceback.

Exit codes: 0 nothing that makes the decision unlawful or annullable, 1 such a finding (or, for
`regels`, an error or a failing case), 2 unusable input or an answer that cannot be written, 3 a fault of
our own, 130 interrupted, 141 when the reader of a pipe went away: the answer was not given in full.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, Final, NoReturn

import click

from engine.check import VERSIE
from service.commands import (
    accounting,
    checking,
    improving,
    lookup,
    rules,
    rulings,
    serving,
    splitting,
    tallying,
)
from service.fault import Misgegaan
from service.terminal import Groep, toon_gebruiksfout

SPOOR: Final = "TOETSSTEEN_SPOOR"


class _LezerWeg(Exception):  # noqa: N818 - an outcome, not a mistake
    """Who read our answer went away (`toets ... | head`)."""


class Toets(Groep):
    """The whole program: whatever happens inside, a Dutch sentence and an exit code come out."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as e:
            # Click would end with 1, which says that there is a finding.
            raise _LezerWeg from e

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        del prog_name
        for stroom in (sys.stdout, sys.stderr):
            if isinstance(stroom, io.TextIOWrapper):
                stroom.reconfigure(errors="replace")
        sys.exit(self._voer_uit(args, extra))

    def _voer_uit(self, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
        try:
            extra["standalone_mode"] = False
            code = super().main(args, "toets", **extra)
            if sys.stdout is not None:
                sys.stdout.flush()
            return code if isinstance(code, int) else 0
        except click.exceptions.NoArgsIsHelpError as e:
            click.echo(e.ctx.get_help(), err=True)
            return 2
        except click.ClickException as e:
            toon_gebruiksfout(e)
            return e.exit_code
        except click.Abort:
            click.echo("Afgebroken.", err=True)
            return 130
        except (_LezerWeg, BrokenPipeError):
            _laat_los()
            return 141
        except Exception as e:
            # A stream has no file name; what was opened by name has.
            if isinstance(e, OSError) and e.filename is None and e.errno in _VOL:
                _laat_los()
                click.echo("Fout: het antwoord is niet weg te schrijven. Is de schijf vol?", err=True)
                return 2
            if os.environ.get(SPOOR):
                traceback.print_exc()
            click.echo(f"Er ging iets mis in Toetssteen zelf (code {_foutcode(e)}).", err=True)
            click.echo(
                "Meld deze code en de opdracht die u gaf bij de beheerder van Toetssteen.\n"
                "Stuur geen dossier mee. "
                f"Een ontwikkelaar ziet meer met de omgevingsvariabele {SPOOR}=1.",
                err=True,
            )
            return 3


_VOL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def _laat_los() -> None:
    """What is left to write goes nowhere, so that the end of the process does not try again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _foutcode(e: BaseException) -> str:
    """A code for the place of a fault, without a word of what was being judged."""
    return "X" + hashlib.sha256("".join(Misgegaan.van(e)).encode()).hexdigest()[:6].upper()


@click.group(cls=Toets, no_args_is_help=True)
@click.option(
    "--versie",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="Toon de versie.",
    callback=lambda c, p, v: _versie(c, v),
)
def toets() -> None:
    """Toetst conceptbesluiten in het sociaal domein aan wet en rechtspraak, vóór ondertekening.

    Toetssteen adviseert; een mens beslist.
    """


def _versie(ctx: click.Context, gevraagd: bool) -> None:
    if gevraagd and not ctx.resilient_parsing:
        click.echo(f"Toetssteen {VERSIE}")
        ctx.exit()


for _opdracht in (
    checking.controleer,
    splitting.splits_opdracht,
    improving.herstel_opdracht,
    improving.vragen_opdracht,
    improving.marge_opdracht,
    improving.deelblad_opdracht,
    improving.tijdlijn_opdracht,
    tallying.knelpunten_opdracht,
    rules.regels_groep,
    lookup.begrippen,
    lookup.leg_uit,
    lookup.schema,
    serving.serveer,
    serving.sleutel_groep,
    accounting.bewijs_groep,
    accounting.algoritmeregister,
):
    toets.add_command(_opdracht)


rules.regels_groep.add_command(rulings.regels_uitspraken)


def main() -> NoReturn:
    """The whole program, from the arguments of the process to its exit code."""
    toets.main()
