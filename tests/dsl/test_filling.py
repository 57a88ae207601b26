"""A concept means what its words mean: a rule that uses one is the rule with the words written out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dsl import read_ruleset, render
from dsl.soundness import shape
from engine.rule import BegripGebruik, Conditie, En, Niet, Of, Telling
from tests.dsl.examples import HEAD

_RULE = """
regel VB-1 "Gebruikt een begrip"
  volgens wmo artikel 2.3.5
  ernst risico
  zekerheid afgeleid
  voor elke voorziening v en elk besluit b en elke motivering x
  moet gelden
    {eis}
  melding "Dit klopt niet."
  advies "Pas het aan."
"""
_ATOMS = (
    '{p}.naam is "x"',
    "{q}.wet is een van wmo2015, jeugdwet",
    "{q}.aanvraag.persoon is {p}.persoon",
    "{q}.besloten_op ligt na 6 weken na {q}.aanvraag.aanvulling_uiterlijk_op",
    "leeftijd van {p}.persoon op de peildatum is minstens 18",
    "som van a.omvang over elke activiteit a van {p} is meer dan 3 uur per week",
    "{p}.persoon is ingevuld",
    "dossier.gemeente is er",
    "er is een activiteit a van {p} waarvoor (a.naam is {p}.naam en er is een voorziening w van {q} "
    "waarvoor w.naam is a.naam)",
    "niet ({q}.aanvraag.persoon is er)",
    "{p}, {q} voldoen aan binnen",
)
_INNER = (
    "begrip binnen voor voorziening p en besluit q betekent\n"
    "  er is een voorziening z van q waarvoor (z is p of z.persoon is p.persoon)\n"
)
_PARTS = (("v", "b"), ("v", "v.besluit"), ("x.voorziening", "x.besluit"), ("x.voorziening", "v.besluit"))


def _read(concepts: str, eis: str) -> Conditie:
    regelset, told = read_ruleset(HEAD + concepts + _RULE.format(eis=eis), "x")
    assert regelset is not None, "\n".join(render(d) for d in told)
    gelezen = regelset.regels[-1].eis
    assert gelezen is not None
    return gelezen


def _plain(conditie: Conditie) -> Conditie:
    """The condition without the names of concepts."""
    match conditie:
        case BegripGebruik():
            return _plain(conditie.conditie)
        case En() | Of():
            return type(conditie)(tuple(_plain(d) for d in conditie.delen), "", conditie.plaats)
        case Niet():
            return Niet(_plain(conditie.deel), "", conditie.plaats)
        case Telling() if conditie.voorwaarde is not None:
            binnen = _plain(conditie.voorwaarde)
            return Telling(conditie.hoe, conditie.aantal, conditie.bereik, binnen, "", conditie.plaats)
    return conditie


@given(
    st.lists(st.sampled_from(_ATOMS), min_size=2, max_size=4),
    st.sampled_from((" en ", " of ")),
    st.lists(st.sampled_from(_PARTS), min_size=1, max_size=3),
)
def test_a_concept_means_what_its_words_mean(
    atoms: list[str], word: str, uses: list[tuple[str, str]]
) -> None:
    body = word.join(atoms)
    begrip = f"begrip buiten voor voorziening p en besluit q betekent\n  {body.format(p='p', q='q')}\n"
    inner = _INNER if "voldoen aan binnen" in body else ""
    met = _read(inner + begrip, " en ".join(f"({p}, {q} voldoen aan buiten)" for p, q in uses))
    zonder = _read(inner, " en ".join(f"({body.format(p=p, q=q)})" for p, q in uses))
    assert shape(_plain(met)) == shape(_plain(zonder))
