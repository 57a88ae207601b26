"""`python -m service` is the same door as `toets`."""

from service.cli import main

main()
