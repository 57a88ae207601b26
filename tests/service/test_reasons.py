"""Why a finding is one: the facts, and what of them counts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine import Dossier, check
from service.naming import Namen
from service.reasons import redenen
from tests.engine.test_check import DAG, NU, UUR, regel, regelset, zaak


def waarom(dossier: dict[str, Any], eis: str) -> list[str]:
    r = regelset(regel("P-1", f"  voor elke voorziening v\n  moet gelden {eis}"))
    gelezen = Dossier.model_validate_json(json.dumps(dossier))
    (bevinding,) = check(gelezen, (r,), DAG, NU).bevindingen
    return redenen(bevinding, Namen(gelezen))


@pytest.mark.parametrize(
    ("voorziening", "besluit", "eis", "verwacht"),
    [
        ({"ontbreekt": ["omvang", "gevraagdeOmvang"]}, {}, "v.omvang is v.gevraagde_omvang",
         "voorziening V1 > omvang: ontbreekt, voorziening V1 > gevraagde omvang: ontbreekt"),
        ({"ontbreekt": ["omvang"], "gevraagdeOmvang": UUR}, {}, "v.omvang is v.gevraagde_omvang",
         "voorziening V1 > omvang: ontbreekt, voorziening V1 > gevraagde omvang: 3:00 uur per week "
         "(niet hetzelfde)"),
        ({"omvang": UUR}, {}, "v.omvang is niet 3 uur per week",
         "voorziening V1 > omvang: 3:00 uur per week"),
        ({"omvang": UUR}, {}, "v.omvang maal 2 is niet 6 uur per week",
         "voorziening V1 > omvang: 3:00 uur per week (voorziening V1 > omvang maal 2 is 6 uur per week)"),
        ({}, {"mandaat": {"kenmerk": "M-1"}}, 'v.besluit.mandaat.kenmerk is niet "M-1"',
         'besluit B1 > mandaat > kenmerk: ingevuld ("M-1")'),
        ({}, {"overigeWeigeringsgronden": ["wlz"]},
         "v.besluit.overige_weigeringsgronden bevat alle van wlz, niet_meegewerkt",
         "besluit B1 > overige weigeringsgronden: wlz (niet alle van wlz en „niet meegewerkt”)"),
        ({}, {"overigeWeigeringsgronden": ["wlz"]},
         "v.besluit.overige_weigeringsgronden bevat een van fraude, niet_meegewerkt",
         "besluit B1 > overige weigeringsgronden: wlz (zonder fraude of „niet meegewerkt”)"),
        ({}, {"overigeWeigeringsgronden": ["wlz"]},
         "v.besluit.overige_weigeringsgronden bevat niet_meegewerkt",
         "besluit B1 > overige weigeringsgronden: wlz (zonder „niet meegewerkt”)"),
    ],
)  # fmt: skip
def test_a_reason_says_what_the_facts_do_not_show(
    voorziening: dict[str, Any], besluit: dict[str, Any], eis: str, verwacht: str
) -> None:
    assert waarom(zaak(voorziening, besluit), eis) == [verwacht]
