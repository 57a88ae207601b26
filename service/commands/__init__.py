"""The commands of `toets`, a module per subject. `service/cli.py` puts them together."""
