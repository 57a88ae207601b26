"""`python -m service` and `toets` are the same door."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The console script. Reading the program takes a moment, in which a user may think better of it."""
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
