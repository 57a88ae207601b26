"""A small law of our own, so that these tests do not move with the real one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.commands import improving, options
from service.commands.input import bruikbare_regels

WORTEL = Path(__file__).resolve().parents[2]

REGELS = """\
regelset proef/omvang
titel "Proef: de omvang van hulp"
geldig vanaf 1 januari 2020
herziening 1

bron wmo is wet "Wmo 2015" BWBR0035362
bron crvb is uitspraak "CRvB 8 oktober 2018" ECLI:NL:CRVB:2018:3241

regel PROEF-01 "Het besluit noemt hoeveel hulp er komt"
  volgens crvb overweging 4.5
  volgens wmo artikel 2.3.5 lid 3
  kenbaar vanaf 8 oktober 2018
  ernst vernietigbaar
  zekerheid geverifieerd
  voor elke voorziening v
  waarbij v.wet is wmo2015
  moet gelden
    v.omvang is ingevuld
  tenzij "er is spoed"
    volgens wmo artikel 2.3.3
    als v.besluit.spoed is ja
  melding "Bij {v.naam|de voorziening} staat niet hoeveel hulp de client krijgt."
  advies "Noem de omvang in uren of minuten per week."

regel PROEF-02 "De hulp past bij de client"
  volgens wmo artikel 2.3.5 lid 3
  ernst risico
  zekerheid afgeleid
  voor elke voorziening v
  waarbij v.wet is wmo2015
  vraag "Past {v.naam|de voorziening} bij wat de client nodig heeft?"
  melding "Een mens vindt dat {v.naam|de voorziening} niet past."
  advies "Kies een voorziening die wel past."

regel PROEF-03 "Een besluit met spoed krijgt een datum"
  volgens wmo artikel 2.3.3
  ernst advies
  zekerheid ongeverifieerd
  voor elk besluit b
  waarbij b.spoed is ja
  moet gelden
    b.besloten_op is ingevuld
  melding "Er is geen datum van het besluit."
  advies "Noem de datum."
"""

DOSSIER: dict[str, Any] = {
    "weergave": "volledig",
    "besluiten": {"B1": {"beslotenOp": "2024-03-01"}},
    "voorzieningen": {"V1": {"naam": "hulp bij het huishouden", "wet": "wmo2015", "besluit": "B1"}},
}

GOED: dict[str, Any] = {
    "weergave": "volledig",
    "besluiten": {"B1": {"beslotenOp": "2024-03-01", "spoed": False}},
    "voorzieningen": {
        "V1": {
            "naam": "hulp bij het huishouden",
            "wet": "wmo2015",
            "besluit": "B1",
            "omvang": {"aantal": 3, "eenheid": "uur", "frequentie": "per_week"},
        }
    },
    "oordelen": {"O1": {"regel": "PROEF-02", "voldaan": True, "betreft": ["/voorzieningen/V1"]}},
}

SLECHT: dict[str, Any] = {
    **DOSSIER,
    "besluiten": {"B1": {"beslotenOp": "2024-03-01", "spoed": False}},
}

GEVALLEN = """\
# Gevallen: de omvang van hulp

peildatum: 2024-03-01

```json basis
{"besluiten": {"B1": {"spoed": false}},
 "voorzieningen": {"V1": {"wet": "wmo2015", "besluit": "B1"}}}
```

## De omvang ontbreekt
Het besluit zegt niet hoeveel hulp er komt.

```uitkomst
bevinding PROEF-01 /voorzieningen/V1
oordeel PROEF-02 /voorzieningen/V1
niet van toepassing PROEF-03
```

## De omvang staat er
Drie uur per week is duidelijk.

```json wijziging
{"voorzieningen": {"V1": {"omvang": {"aantal": 3, "eenheid": "uur", "frequentie": "per_week"}}},
 "oordelen": {"O1": {"regel": "PROEF-02", "voldaan": true}}}
```

```uitkomst
geen bevindingen
voldaan PROEF-01 /voorzieningen/V1
voldaan PROEF-02 /voorzieningen/V1
```

## Een mens vindt dat het niet past
De client heeft iets anders nodig.
regels: PROEF-02

```json wijziging
{"oordelen": {"O1": {"regel": "PROEF-02", "voldaan": false}}}
```

```uitkomst
bevinding PROEF-02 /voorzieningen/V1
```

## Met spoed mag de omvang nog wachten
Het is spoed; dan hoort er wel een datum bij.

```json wijziging
{"besluiten": {"B1": {"spoed": true}}}
```

```uitkomst
bevinding PROEF-03 /besluiten/B1
voldaan PROEF-01 /voorzieningen/V1 via "er is spoed"
```

## Het is niet bekend of er spoed is
Zonder dat antwoord is er niets te beslissen.

```json wijziging
{"besluiten": {"B1": {"spoed": null}}}
```

```uitkomst
geen bevindingen
open PROEF-01 /besluiten/B1/spoed
open PROEF-03 /besluiten/B1/spoed
```
"""


BRONNEN: dict[str, Any] = {
    "wetten": {
        "BWBR0035362": {
            "naam": "Wmo 2015",
            "versies": {
                "2015-01-01": {"bereik": "2.", "artikelen": {"2.3.3": {"0": ""}, "2.3.5": {"3": ""}}}
            },
        }
    },
    "overwegingen": {"ECLI:NL:CRVB:2018:3241": ["4.5"]},
}


@pytest.fixture
def regelmap(tmp_path: Path) -> Path:
    """A folder of rules with one topic, and a register of its own sources."""
    map_ = tmp_path / "regels"
    (map_ / "proef" / "omvang").mkdir(parents=True)
    (map_ / "bronnen.json").write_text(json.dumps(BRONNEN), encoding="utf-8")
    (map_ / "proef" / "omvang" / "2020-01-01.regels").write_text(REGELS, encoding="utf-8")
    return map_


@pytest.fixture
def gevallenbestand(regelmap: Path) -> Path:
    pad = regelmap / "proef" / "omvang" / "gevallen.md"
    pad.write_text(GEVALLEN, encoding="utf-8")
    return pad


@pytest.fixture
def bewaar(tmp_path: Path) -> Callable[[str, Any], str]:
    """Writes a dossier to a file and gives its name."""

    def schrijf(naam: str, inhoud: Any) -> str:
        pad = tmp_path / naam
        pad.write_text(inhoud if isinstance(inhoud, str) else json.dumps(inhoud), encoding="utf-8")
        return str(pad)

    return schrijf


gelezen = cache(bruikbare_regels)
"""The shipped rules, read once for all tests here."""


@pytest.fixture
def meegeleverd(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands that improve a draft: on a fixed day, by the shipped rules, from our root."""
    monkeypatch.chdir(WORTEL)
    monkeypatch.setattr(options, "vandaag", lambda: dt.date(2026, 9, 14))
    monkeypatch.setattr(improving, "bruikbare_regels", gelezen)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.delenv("TOETSSTEEN_REGELS", raising=False)
