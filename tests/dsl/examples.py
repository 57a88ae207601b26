"""Examples from the manual and the diagnostic pages, made into whole files.

An example is a whole file (`regelset ...`), several files (each after `-- bestand: pad`), one or more
blocks (`regel`, `begrip`, `waarde`, `bron`), parts of one rule, or a single condition. What is not
written is filled in from a plain rule about a voorziening `v` and a besluit `b`.
"""

from __future__ import annotations

import re
from pathlib import Path

from dsl import Diagnostic, Library, load_library, read_bytes
from engine.rule import Regelset

HEAD = """regelset wmo2015/voorbeeld
titel "Voorbeeld"
geldig vanaf 1 januari 2015

bron wmo is wet "Wmo 2015" BWBR0035362
bron crvb is uitspraak "CRvB 18 mei 2016" ECLI:NL:CRVB:2016:1402

regel VB-0 "Gebruikt de bronnen"
  volgens wmo artikel 2.3.5
  volgens crvb overweging 5.6.2
  ernst advies
  zekerheid afgeleid
  voor het dossier
  vraag "Past dit?"
  melding "Dit past niet."
  advies "Kies anders."

"""
PARTS = {
    "norm": "",
    "volgens": "volgens wmo artikel 2.3.5",
    "geldig": "",
    "kenbaar": "",
    "ernst": "ernst risico",
    "zekerheid": "zekerheid afgeleid",
    "voor": "voor elke voorziening v en elk besluit b",
    "waarbij": "",
    "moet": "moet gelden\n  v.resultaat is ingevuld",
    "tenzij": "",
    "vraag": "",
    "melding": 'melding "Dit klopt niet."',
    "advies": 'advies "Pas het aan."',
}
_MARKS: dict[str, bytes] = {
    "⟨BOM⟩": b"\xef\xbb\xbf",
    "⟨byte EB⟩": b"\xeb",
    "⟨U+200B⟩": "\u200b".encode(),
    "⟨300 KiB toelichting⟩": b"x" * 300 * 1024,
    "⟨65 haakjes open⟩": b"(" * 65,
    "⟨65 haakjes dicht⟩": b")" * 65,
}


def whole_file(example: str) -> str:
    """The example as one file."""
    first = example.lstrip("⟨BOM⟩").split(None, 1)[0]
    if first in {"regelset", "titel", "geldig"} and "regelset" in example:
        return example + "\n"
    if first in {"regel", "begrip", "waarde", "bron"}:
        return f"{HEAD}{example}\n"
    parts = dict(PARTS)
    written: dict[str, list[str]] = {}
    name = ""
    is_condition = re.match(r"voor elke? .*\bgeldt\b", example) is not None
    for line in example.splitlines():
        word = line.split(" ", 1)[0]
        if word in PARTS and not is_condition:
            name = word
        written.setdefault(name or "moet", [] if name else ["moet gelden"]).append(line)
    parts |= {key: "\n".join(lines) for key, lines in written.items()}
    body = "\n".join(part for part in parts.values() if part)
    return f'{HEAD}regel VB-1 "Voorbeeld"\n' + "\n".join(f"  {line}" for line in body.splitlines()) + "\n"


def as_bytes(text: str) -> bytes:
    data = text.encode()
    for mark, meaning in _MARKS.items():
        data = data.replace(mark.encode(), meaning)
    return data


def run(example: str, folder: Path) -> tuple[Regelset | Library | None, tuple[Diagnostic, ...]]:
    """Read an example as a reader of the manual would."""
    if not example.startswith("-- bestand:"):
        return read_bytes(as_bytes(whole_file(example)), "voorbeeld.regels")
    for stuk in example.split("-- bestand: ")[1:]:
        naam, _, tekst = stuk.partition("\n")
        pad = folder / naam.strip()
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    return load_library(folder)
