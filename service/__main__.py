"""`python -m service` and `toets` are the same door."""

import gc
import sys
from typing import Final, NoReturn

VEEL: Final = (100_000, 20, 50)


def main() -> NoReturn:
    """The console script. Reading the program takes a moment, in which a user may think better of it."""
    # Going through all rules for garbage, while they are read, takes a third of the time of a short command.
    gc.set_threshold(*VEEL)
    try:
        from service.cli import main as begin
    except KeyboardInterrupt:
        sys.exit(afgebroken())
    begin()


def afgebroken() -> int:
    sys.stderr.write("Afgebroken.\n")
    return 130


if __name__ == "__main__":
    main()
