"""What a rule file means: the values of `engine.rule` that come out of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest

from dsl import read_bytes, read_ruleset, render
from engine.rule import (
    Aanwezig,
    BegripGebruik,
    Bevat,
    Conditie,
    Constante,
    DatedValue,
    EenVan,
    En,
    Invulling,
    Kenmerk,
    Leeftijd,
    Niet,
    Of,
    PeildatumTerm,
    Periode,
    Regel,
    Rekening,
    Som,
    Telling,
    Tempo,
    Termijn,
    Vergelijking,
)
from tests.dsl.examples import HEAD, whole_file


def rule(example: str) -> Regel:
    regelset, diagnostics = read_ruleset(whole_file(example), "voorbeeld.regels")
    assert regelset is not None, "\n".join(render(diagnostic) for diagnostic in diagnostics)
    return regelset.regels[-1]


def eis(example: str) -> Conditie:
    gelezen = rule(example).eis
    assert gelezen is not None
    return gelezen


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in read_ruleset(text, "x")[1]]


def test_en_binds_tighter_than_of() -> None:
    conditie = eis("v.naam ontbreekt of v.naam ontbreekt en niet (v.vorm ontbreekt)")
    assert isinstance(conditie, Of)
    rechts = conditie.delen[1]
    assert isinstance(rechts, En)
    assert isinstance(rechts.delen[1], Niet)


def test_a_struct_is_one_dotted_key_and_a_reference_a_step_of_its_own() -> None:
    conditie = eis("v.besluit.aanvraag.melding is er")
    assert isinstance(conditie, Aanwezig)
    assert conditie.kenmerk.pad == ("besluit", "aanvraag", "melding")
    conditie = eis("v.maatstaf.onafhankelijk is ja")
    assert isinstance(conditie, Vergelijking)
    assert isinstance(conditie.links, Kenmerk)
    assert conditie.links.pad == ("maatstaf.onafhankelijk",)
    assert conditie.links.soort == "ja_nee"


def test_binders_come_first_and_every_quantifier_takes_the_next_number() -> None:
    conditie = eis(
        "er is een activiteit a van v en er is een voorziening w van b waarvoor er is geen activiteit c van w"
    )
    assert isinstance(conditie, En)
    eerste, tweede = conditie.delen
    assert isinstance(eerste, Telling)
    assert isinstance(tweede, Telling)
    derde = tweede.voorwaarde
    assert isinstance(derde, Telling)
    assert [telling.bereik.variabele for telling in (eerste, tweede, derde)] == [2, 3, 4]
    assert (eerste.hoe, eerste.aantal) == ("minstens", 1)
    assert (derde.hoe, derde.aantal) == ("hoogstens", 0)


def test_van_leads_to_a_nested_map_or_back_along_the_only_reference() -> None:
    nested = eis("er is een activiteit a van v")
    assert isinstance(nested, Telling)
    assert nested.bereik.van is not None
    assert (nested.bereik.van.variabele, nested.bereik.van.pad) == (0, ("activiteiten",))
    assert nested.bereik.terug is None
    back = eis("voor elke voorziening w van b geldt w.naam is ingevuld")
    assert isinstance(back, Telling)
    assert back.bereik.van is not None
    assert (back.bereik.van.variabele, back.bereik.van.pad, back.bereik.terug) == (1, (), "besluit")
    alle = eis("er zijn precies 2 personen p")
    assert isinstance(alle, Telling)
    assert (alle.bereik.van, alle.bereik.terug, alle.hoe, alle.aantal) == (None, None, "precies", 2)


def test_van_may_start_at_a_part_that_is_referred_to() -> None:
    conditie = eis("er is een voorziening w van v.besluit waarvoor w.vorm is pgb")
    assert isinstance(conditie, Telling)
    assert conditie.bereik.van is not None
    assert (conditie.bereik.van.pad, conditie.bereik.terug) == (("besluit",), "besluit")


def test_the_dossier_is_variable_minus_one() -> None:
    conditie = eis("dossier.personen is er")
    assert isinstance(conditie, Aanwezig)
    assert (conditie.kenmerk.variabele, conditie.kenmerk.soort, conditie.kenmerk.doel) == (
        -1,
        "verzameling",
        "persoon",
    )


@pytest.mark.parametrize(
    ("example", "waarde", "soort"),
    [
        ("v.kostprijs is 1.200,50 euro", Decimal("1200.50"), "bedrag"),
        ("v.omvang is 3:15 uur per week", Tempo("tijd", Fraction(195)), "omvang"),
        ("v.omvang is 2,5 uur per week", Tempo("tijd", Fraction(150)), "omvang"),
        ("v.omvang is 2 dagdelen per dag", Tempo("dagdeel", Fraction(14)), "omvang"),
        ("v.omvang is 52 euro per maand", Tempo("euro", Fraction(12)), "omvang"),
        ("v.omvang is 8 uur per vier weken", Tempo("tijd", Fraction(120)), "omvang"),
        ("v.omvang is 10 stuks in totaal", Tempo("totaal:stuks", Fraction(10)), "omvang"),
        ("v.wachttijd is 6 weken", Periode(6, "week"), "periode"),
        ("v.wachttijd is 1 werkdag", Periode(1, "werkdag"), "periode"),
        ("v.begindatum is 29 februari 2020", dt.date(2020, 2, 29), "datum"),
        ('v.naam is "hulp -- bij huis"', "hulp -- bij huis", "tekst"),
        ("v.wet is wmo2015", "wmo2015", "keuze"),
        ("b.spoed is nee", False, "ja_nee"),
    ],
)
def test_constants_are_read_as_a_dutch_reader_does(example: str, waarde: object, soort: str) -> None:
    conditie = eis(example)
    assert isinstance(conditie, Vergelijking)
    assert isinstance(conditie.rechts, Constante)
    assert (conditie.rechts.waarde, conditie.rechts.soort) == (waarde, soort)


@pytest.mark.parametrize(
    ("woorden", "op"),
    [
        ("ligt voor", "minder"),
        ("ligt na", "meer"),
        ("is uiterlijk", "hoogstens"),
        ("is op zijn vroegst", "minstens"),
    ],
)
def test_dates_use_the_same_six_operators(woorden: str, op: str) -> None:
    conditie = eis(f"v.begindatum {woorden} b.besloten_op")
    assert isinstance(conditie, Vergelijking)
    assert conditie.op == op


def test_a_bare_word_gets_its_meaning_from_the_other_side() -> None:
    conditie = eis("wmo2015 is v.wet")
    assert isinstance(conditie, Vergelijking)
    assert isinstance(conditie.links, Constante)
    assert isinstance(conditie.rechts, Kenmerk)


def test_enumerations() -> None:
    conditie = eis(
        "v.wet is geen van awb, avg en b.begunstigden bevat alle van v.persoon, v.besluit.aanvraag.persoon"
    )
    assert isinstance(conditie, En)
    een, lijst = conditie.delen
    assert isinstance(een, EenVan)
    assert een.geen
    assert isinstance(lijst, Bevat)
    assert lijst.alle
    assert len(lijst.waarden) == 2


def test_terms() -> None:
    termijn = eis("b.besloten_op is uiterlijk 8 weken na de peildatum volgens de Algemene termijnenwet")
    assert isinstance(termijn, Vergelijking)
    assert isinstance(termijn.rechts, Termijn)
    assert isinstance(termijn.rechts.vanaf, PeildatumTerm)
    assert (termijn.rechts.periode, termijn.rechts.richting, termijn.rechts.termijnenwet) == (
        Periode(8, "week"),
        1,
        True,
    )
    leeftijd = eis("leeftijd van v.persoon op 3 maanden voor b.besloten_op is minstens 18")
    assert isinstance(leeftijd, Vergelijking)
    assert isinstance(leeftijd.links, Leeftijd)
    assert leeftijd.links.geboortedatum.pad == ("persoon", "geboortedatum")
    som = eis(
        "som van w.kostprijs over elke voorziening w van b is hoogstens v.kostprijs plus 2 maal 10 euro"
    )
    assert isinstance(som, Vergelijking)
    assert isinstance(som.links, Som)
    assert isinstance(som.rechts, Rekening)
    assert som.rechts.bewerking == "plus"
    assert isinstance(som.rechts.rechts, Rekening)


VALUE = """waarde tarief
  volgens wmo artikel 2.1.4a
  vanaf 1 januari 2025 is 21 euro
  vanaf 1 januari 2020 is 19 euro

regel VB-2 "x"
  volgens wmo artikel 2.1.4a
  geldig vanaf 1 januari 2018
  ernst risico
  zekerheid afgeleid
  voor elke bijdrage i
  moet gelden i.bedrag_per_maand is tarief op i.maand
  melding "a"
  advies "b"
"""


def test_a_named_value_has_its_periods_in_order_of_time() -> None:
    conditie = eis(VALUE)
    assert isinstance(conditie, Vergelijking)
    assert isinstance(conditie.rechts, DatedValue)
    assert [
        (geldig.vanaf.year, geldig.tot and geldig.tot.year) for geldig, _ in conditie.rechts.perioden
    ] == [
        (2020, 2025),
        (2025, None),
    ]
    assert isinstance(conditie.rechts.op, Kenmerk)


CONCEPTS = """begrip spoedig voor besluit x
  betekent x.spoed is ja
begrip haast voor voorziening q en besluit x
  betekent q.besluit is x en x voldoet aan spoedig en er is een activiteit a van q

regel VB-2 "x"
  volgens wmo artikel 2.3.5
  ernst risico
  zekerheid afgeleid
  voor elke voorziening v
  waarbij v, v.besluit voldoen aan haast en er is een activiteit k van v
  moet gelden v.naam is ingevuld
  melding "a"
  advies "b"
"""


def test_a_concept_is_filled_in_with_the_variables_at_hand() -> None:
    waarbij = rule(CONCEPTS).waarbij
    assert isinstance(waarbij, En)
    gebruik, telling = waarbij.delen
    assert isinstance(gebruik, BegripGebruik)
    assert isinstance(telling, Telling)
    binnen = gebruik.conditie
    assert isinstance(binnen, En)
    gelijk, nested, kwantor = binnen.delen
    assert isinstance(gelijk, Vergelijking)
    assert [kant.pad for kant in (gelijk.links, gelijk.rechts) if isinstance(kant, Kenmerk)] == [
        ("besluit",)
    ] * 2
    assert isinstance(nested, BegripGebruik)
    assert isinstance(nested.conditie, Vergelijking)
    assert isinstance(nested.conditie.links, Kenmerk)
    assert nested.conditie.links.pad == ("besluit", "spoed")
    assert isinstance(kwantor, Telling)
    assert (kwantor.bereik.variabele, telling.bereik.variabele) == (1, 2)


def test_validity_and_knowability_come_from_the_rule_then_the_file() -> None:
    kop = HEAD.replace("geldig vanaf 1 januari 2015", "geldig vanaf 1 januari 2015 tot 1 januari 2030")
    regelset, _ = read_ruleset(
        kop.replace("tot 1 januari 2030", "tot 1 januari 2030\nkenbaar vanaf 18 mei 2016") + VALUE, "x"
    )
    assert regelset is not None
    eerste, tweede = regelset.regels
    assert eerste.geldig == regelset.geldig
    assert (tweede.geldig.vanaf, tweede.geldig.tot) == (dt.date(2018, 1, 1), dt.date(2030, 1, 1))
    assert tweede.kenbaar_vanaf == dt.date(2016, 5, 18)
    regelset, _ = read_ruleset(kop + VALUE, "x")
    assert regelset is not None
    assert regelset.regels[1].kenbaar_vanaf == dt.date(2018, 1, 1)


def test_every_node_has_the_authors_words_and_place() -> None:
    gelezen = rule("v.naam   is ingevuld  -- toelichting\n    en (v.vorm ontbreekt\n of v.vorm is pgb)")
    conditie = gelezen.eis
    assert isinstance(conditie, En)
    assert conditie.tekst == "v.naam is ingevuld en (v.vorm ontbreekt of v.vorm is pgb)"
    assert conditie.delen[1].tekst == "(v.vorm ontbreekt of v.vorm is pgb)"
    assert (conditie.delen[0].plaats.rij, conditie.delen[0].plaats.kolom) == (24, 3)
    assert gelezen.plaats.rij == 18


def test_a_sentence_is_cut_at_its_placeholders() -> None:
    melding = rule('melding "Bij {v.naam|de voorziening} in {b} klopt iets niet."').melding
    soorten = [deel if isinstance(deel, str) else deel.anders for deel in melding.delen]
    assert soorten == ["Bij ", "de voorziening", " in ", None, " klopt iets niet."]
    assert isinstance(melding.delen[3], Invulling)
    assert melding.delen[3].kenmerk.pad == ()


@pytest.mark.parametrize(
    "example",
    [
        'waarbij v.vorm is een van pgb\nmelding "{v.vorm}"',
        'waarbij v.naam is ingevuld\nmelding "{v.naam}"',
        'waarbij v.besluit is b\nmelding "{v.besluit}"',
        'moet gelden\n  v.kostprijs is hoogstens 3 euro\nmelding "{v.kostprijs}"',
        'moet gelden\n  v.naam ontbreekt\nmelding "{v.naam}"',
        'waarbij v.wet is wmo2015 en (v.vorm is pgb of niet (v.vorm is pgb))\nmelding "{v.vorm}"',
    ],
)
def test_a_placeholder_that_is_certainly_known_needs_no_fallback(example: str) -> None:
    assert "B15" not in codes(whole_file(example))


@pytest.mark.parametrize(
    "example",
    [
        'moet gelden\n  v.naam is ingevuld\nmelding "{v.naam}"',
        'waarbij v.vorm is pgb of v.naam is ingevuld\nmelding "{v.vorm}"',
        'moet gelden\n  v.kostprijs is hoogstens 3 euro\nvraag "Past het?"\nadvies "{v.besluit.kenmerk}"',
    ],
)
def test_a_placeholder_that_may_be_unknown_gets_a_warning(example: str) -> None:
    assert "B15" in codes(whole_file(example))


def test_all_mistakes_of_a_file_are_told_at_once_in_order() -> None:
    blocks = [
        whole_file(example)[len(HEAD) :] for example in ("v.naan ontbreekt", "v.naam = 1", "v.wet is wmo")
    ]
    text = HEAD + "\n".join(block.replace("VB-1", f"VB-{n}") for n, block in enumerate(blocks, 10))
    regelset, diagnostics = read_ruleset(text, "x")
    assert regelset is None
    assert [diagnostic.code for diagnostic in diagnostics] == ["B03", "L04", "B04"]


def test_two_mistakes_in_one_condition_are_both_told() -> None:
    assert codes(whole_file("v.naan ontbreekt en v.vorn ontbreekt")) == ["B03", "B03"]


def test_a_rule_that_cannot_be_read_does_not_make_its_sources_unused() -> None:
    text = HEAD + 'bron awb is wet "Awb" BWBR0005537\nregel VB-9 "x"\n  volgens awb artikel 4:84\n  ernst =\n'
    assert codes(text) == ["L04"]


def test_the_digest_is_that_of_the_bytes() -> None:
    data = HEAD.replace("\n", "\r\n").encode()
    regelset, diagnostics = read_bytes(data, "x")
    assert diagnostics == ()
    assert regelset is not None
    assert regelset.digest == hashlib.sha256(data).hexdigest()
    assert regelset.versie == "2015-01-01/1"


def test_reading_twice_gives_the_same() -> None:
    # A ruleset is itself and no other; what it says is compared by its words.
    assert repr(read_ruleset(HEAD + VALUE, "x")) == repr(read_ruleset(HEAD + VALUE, "x"))


@pytest.mark.parametrize(
    ("soort", "woord"),
    [("advies", "advies"), ("melding", "melding"), ("persoon", "norm"), ("besluit", "regel2")],
)
def test_words_of_the_language_may_be_kinds_and_names(soort: str, woord: str) -> None:
    conditie = eis(f"er is een {soort} {woord}")
    assert isinstance(conditie, Telling)
    assert (conditie.bereik.soort, conditie.bereik.naam) == (soort, woord)


@pytest.mark.parametrize(
    ("ecli", "goed"),
    [
        ("ECLI:NL:CRVB:2016:1402", True),
        ("ECLI:NL:RBSGR:2002:AF2823", True),
        ("ECLI:NL:GHARL:2018:2207", True),
        ("ECLI:NL:CRVB:2011:LJN", False),
        ("ECLI:NL:CBb:2020:579", False),
        ("ECLI:NL:2018:502:NJ", False),
        ("ECLI:NL:CRVB:0000:1402", False),
        ("ECLI:NL:CRVB:2016:1402:1", False),
        ("ECLI:EU:C:2016:1402", False),
    ],
)
def test_an_ecli_is_checked_by_its_shape(ecli: str, goed: bool) -> None:
    text = f'bron nieuw is uitspraak "x" {ecli}\n\n' + VALUE.replace(
        "ernst", "volgens nieuw\n  ernst", 1
    ).replace("  geldig vanaf 1 januari 2018\n", "")
    assert (codes(whole_file(text)) == []) is goed


# ---------------------------------------------------------------- all of a file at once

MISTAKES = """
regel VB-9 "Proef"
  volgens wmo artikel 2.3.5 lid 3
  ernst ernstig
  zekerheid geverifieerd
  voor elke voorziening v en elk besluit b
  waarbij v.besluit is b
      en de leeftijd van v.persoon is minstens 75
  moet gelden
    b.besloten_op ligt binnen 6 weken na b.aanvraag.ingediend_op
  tenzij "spoed" b.spoed is ja
  melding "Te laat voor {v.persoon.naamm|de cliënt}."
  advies "Beslis eerder."
"""


def test_every_part_of_a_rule_tells_its_own_mistake_at_once() -> None:
    regelset, diagnostics = read_ruleset(HEAD + MISTAKES, "x.regels")
    assert regelset is None
    begin = HEAD.count("\n") + 1
    assert [(d.code, d.plaats.rij - begin) for d in diagnostics] == [
        ("L18", 3),
        ("L01", 7),
        ("L01", 9),
        ("L01", 10),
        ("B03", 11),
    ]


@pytest.mark.parametrize(
    ("goed", "fout"),
    [
        ("ernst advies", "ernst"),
        ("zekerheid afgeleid", "zekrheid afgeleid"),
        ("volgens crvb overweging", "volgens"),
        ("voor het dossier", "voor elk"),
        ('vraag "Past dit?"', "vraag Past dit?"),
        ('regel VB-0 "Gebruikt de bronnen"', "regel VB-0"),
        ("bron wmo is wet", "bron wmo wet"),
        ("bron crvb is uitspraak", "bron crvb is"),
        ("regel VB-1", "regl VB-1"),
        ("regel VB-1", "VB-1"),
        ("waarbij v.wet is wmo2015", "waarbij v.wet is"),
    ],
)
def test_one_slip_gets_one_message(goed: str, fout: str) -> None:
    """What follows from a mistake is no mistake: it is told once, where it is."""
    tekst = HEAD + TWEEDE
    assert read_ruleset(tekst, "x.regels")[1] == ()
    assert goed in tekst
    _, diagnostics = read_ruleset(tekst.replace(goed, fout, 1), "x.regels")
    assert len(diagnostics) == 1, [(d.code, d.plaats.rij, d.zin) for d in diagnostics]


TWEEDE = """
begrip onder_wmo voor voorziening v
  betekent v.wet is wmo2015

regel VB-1 "Proef"
  volgens wmo artikel 2.3.5 lid 3
  volgens crvb overweging 5.6.2
  ernst risico
  zekerheid geverifieerd
  voor elke voorziening v
  waarbij v.wet is wmo2015
      en v voldoet aan onder_wmo
  moet gelden v.omvang is ingevuld
  melding "De omvang ontbreekt."
  advies "Noem de omvang."
"""


def test_what_uses_a_concept_that_could_not_be_read_is_not_blamed() -> None:
    tekst = HEAD + TWEEDE.replace("betekent v.wet is wmo2015", "betekent v.wet wmo2015")
    assert [d.code for d in read_ruleset(tekst, "x.regels")[1]] == ["L01"]
    assert "B05" in [
        d.code for d in read_ruleset(HEAD + TWEEDE.replace("aan onder_wmo", "aan x"), "x.regels")[1]
    ]


@pytest.mark.parametrize(
    ("binders", "use", "zin", "herstel"),
    [
        (
            "voorziening v en elk besluit b",
            "v voldoet aan paar",
            "niet voor 1 deel",
            "schrijf `v, b voldoen aan paar`",
        ),
        (
            "besluit b en elke voorziening v",
            "v.besluit voldoet aan paar",
            "niet voor 1 deel",
            "schrijf `v, v.besluit voldoen aan paar`",
        ),
        (
            "voorziening v",
            "v voldoet aan paar",
            "niet voor 1 deel",
            "noem achtereenvolgens een voorziening en een besluit",
        ),
        (
            "voorziening v en elk besluit b",
            "v, b voldoen aan een",
            "niet voor 2 delen",
            "schrijf `b voldoet aan een`",
        ),
    ],
)
def test_how_to_name_the_parts_of_a_concept_is_shown(binders: str, use: str, zin: str, herstel: str) -> None:
    concepts = (
        "begrip paar voor voorziening x en besluit y betekent x.besluit is y\n"
        "begrip een voor besluit y betekent y.spoed is ja\n"
    )
    rule = whole_file(f"voor elke {binders}\nwaarbij {use}")
    _, told = read_ruleset(rule.replace("regel VB-0", f"{concepts}\nregel VB-0"), "x")
    (message,) = [d for d in told if d.fout]
    assert (message.code, message.herstel) == ("B13", herstel)
    assert message.zin.endswith(zin)
