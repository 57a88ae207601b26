"""Every code of a fault in a dossier has a page, and its examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import engine.dossier
from engine.dossier import Dossierfout, lees_dossier
from service import reference
from service.commands import input as invoer

PAGINAS = reference.dossierfouten()


def _voorbeeld(code: str, kop: str) -> str | None:
    gevonden = re.search(rf"^{kop}:\n\n```json\n(.*?)\n```", PAGINAS[code], re.DOTALL | re.MULTILINE)
    return gevonden[1] if gevonden else None


MET_VOORBEELD = [code for code in PAGINAS if _voorbeeld(code, "Fout")]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    bronnen = [*Path(engine.dossier.__file__).parent.glob("*.py"), Path(invoer.__file__)]
    codes = {c for b in bronnen for c in re.findall(r'"(D[0-9][0-9])"', b.read_text(encoding="utf-8"))}
    assert codes == set(PAGINAS)
    # Those without an example are about a file as a whole, or about too much of something.
    assert set(PAGINAS) - set(MET_VOORBEELD) == {"D00", "D02", "D03", "D05", "D98", "D99"}


@pytest.mark.parametrize("code", MET_VOORBEELD)
def test_the_wrong_example_gives_exactly_this_code_and_the_right_one_nothing(code: str) -> None:
    fout, goed = _voorbeeld(code, "Fout"), _voorbeeld(code, "Goed")
    assert fout is not None
    assert goed is not None
    with pytest.raises(Dossierfout) as gevangen:
        lees_dossier(fout.encode())
    assert {f.code for f in gevangen.value.fouten} == {code}
    lees_dossier(goed.encode())
