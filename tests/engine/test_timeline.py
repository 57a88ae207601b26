"""The verdict over a window: the same as looking at each day, and every change has its reason."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl import load_library, read_ruleset
from engine import Regelset
from engine.check import check
from engine.dossier import Dossier, dossier_uit, lees_dossier
from engine.timeline import MAX_DAGEN, TeVeel, Tijdlijn, heroverweging, tijdlijn

WORTEL = Path(__file__).resolve().parents[2]
DAG = dt.timedelta(days=1)
VAN, TOT = dt.date(2024, 1, 1), dt.date(2024, 12, 31)


def regelset(
    *eisen: str, dag: str = "1 januari 2015", kop: str = "", tot: str = "", kenbaar: str = "1 januari 2015"
) -> Regelset:
    tekst = f'regelset proef/proef\ntitel "Proef"\ngeldig vanaf {dag}{tot}\nherziening 1\n\n'
    tekst += 'bron wmo is wet "Wmo 2015" BWBR0035362\n' + kop
    for n, eis in enumerate(eisen):
        tekst += (
            f'\nregel P-{n} "Proef {n}"\n  volgens wmo artikel 2.3.5 lid 3\n  kenbaar vanaf {kenbaar}\n'
            f"  ernst vernietigbaar\n"
            f"  zekerheid geverifieerd\n\n  voor elk besluit b\n  moet gelden {eis}\n"
            '  melding "Fout."\n  advies "Pas aan."\n'
        )
    gelezen, meldingen = read_ruleset(tekst, "proef.regels")
    assert gelezen is not None, [m.zin for m in meldingen]
    return gelezen


def zaak(besluit: dict[str, Any], **rest: Any) -> Dossier:
    return dossier_uit({"weergave": "gedeeltelijk", "besluiten": {"B1": besluit}, **rest})


def nagerekend(
    dossier: Dossier,
    regelsets: tuple[Regelset, ...],
    van: dt.date = VAN,
    tot: dt.date = TOT,
    kennis: dt.date | None = None,
) -> Tijdlijn:
    """The timeline, held against a full check on every single day."""
    lijn = tijdlijn(dossier, regelsets, van, tot, kennis)
    dag = van
    for vak in lijn.tijdvakken:
        assert vak.van == dag
        gevonden = [(b.ernst, b.regel, b.titel, b.betreft) for b in vak.stand.bevindingen]
        open_ = {regel for regel, _ in vak.stand.open}
        while dag <= vak.tot:
            rapport = check(dossier, op(regelsets, dag), dag, kennis or dag)
            assert [(b.ernst, b.regel, b.titel, b.betreft) for b in rapport.bevindingen] == gevonden, dag
            assert {r for v in rapport.open_vragen for r in v.regels} | {
                r for r, _ in rapport.niet_getoetst
            } == open_, dag
            dag += DAG
    assert dag == tot + DAG
    assert all(w.redenen for w in lijn.wendingen)
    assert [w.dag for w in lijn.wendingen] == [v.van for v in lijn.tijdvakken[1:]]
    return lijn


def op(regelsets: tuple[Regelset, ...], dag: dt.date) -> tuple[Regelset, ...]:
    """The versions in force on a day, as a check gets them."""
    return tuple(s for s in regelsets if s.geldig.omvat(dag))


def wendingen(lijn: Tijdlijn) -> list[tuple[str, str]]:
    return [(w.dag.isoformat(), r.aanleiding.soort) for w in lijn.wendingen for r in w.redenen]


# ---------------------------------------------------------------- each kind of turning day


@pytest.mark.parametrize(
    ("eis", "verwacht"),
    [
        ("b.besloten_op ligt voor de peildatum", ["2024-03-02"]),
        ("de peildatum is uiterlijk b.besloten_op", ["2024-03-02"]),
        ("de peildatum is op zijn vroegst b.besloten_op", ["2024-03-01"]),
        ("de peildatum is b.besloten_op", ["2024-03-01", "2024-03-02"]),
        ("b.besloten_op is uiterlijk 3 maanden voor de peildatum", ["2024-06-01"]),
        ("de peildatum ligt na 6 weken na b.besloten_op", ["2024-04-13"]),
        # Sunday 31 March is Easter: the term ends on Tuesday 2 April.
        (
            "de peildatum is uiterlijk 30 dagen na b.besloten_op volgens de Algemene termijnenwet",
            ["2024-04-03"],
        ),
        ("de peildatum ligt voor 1 juli 2024", ["2024-07-01"]),
        ("2 weken na de peildatum ligt na b.besloten_op", ["2024-02-17"]),
        (
            "niet (de peildatum is op zijn vroegst 1 mei 2024 en de peildatum is uiterlijk 31 mei 2024)",
            ["2024-05-01", "2024-06-01"],
        ),
    ],
)  # fmt: skip
def test_a_date_against_the_peildatum_turns_on_its_day(eis: str, verwacht: list[str]) -> None:
    lijn = nagerekend(zaak({"beslotenOp": "2024-03-01"}), (regelset(eis),))
    assert [w.dag.isoformat() for w in lijn.wendingen] == verwacht
    assert lijn.dagen <= 1 + 2 * len(verwacht)


def test_an_age_turns_on_the_birthday_also_of_who_was_born_on_a_leap_day() -> None:
    regels = (regelset("voor elke persoon p geldt leeftijd van p op de peildatum is minder dan 18"),)
    lijn = nagerekend(zaak({}, personen={"P1": {"geboortedatum": "2006-05-04"}}), regels)
    assert wendingen(lijn) == [("2024-05-04", "leeftijd")]
    (reden,) = lijn.wendingen[0].redenen
    assert (reden.aanleiding.jaren, reden.aanleiding.pointer) == (18, "/personen/P1/geboortedatum")
    schrikkel = nagerekend(
        zaak({}, personen={"P1": {"geboortedatum": "2008-02-29"}}),
        regels,
        dt.date(2026, 1, 1),
        dt.date(2026, 12, 31),
    )
    assert wendingen(schrikkel) == [("2026-03-01", "leeftijd")]


def test_a_version_that_comes_and_a_rule_that_goes_have_a_reason() -> None:
    oud = regelset("b.spoed is ja", tot=" tot 1 maart 2024")
    nieuw = regelset("b.spoed is nee", dag="1 maart 2024", tot=" tot 1 september 2024")
    lijn = nagerekend(zaak({"spoed": True}), (oud, nieuw))
    assert wendingen(lijn) == [("2024-03-01", "regel_veranderd"), ("2024-09-01", "regel_eindigt")]
    assert [len(v.stand.bevindingen) for v in lijn.tijdvakken] == [0, 1, 0]


def test_what_is_known_goes_with_the_day_or_stands_still() -> None:
    regels = (regelset("b.spoed is nee", kenbaar="18 mei 2024"),)
    dossier = zaak({"spoed": True})
    assert wendingen(nagerekend(dossier, regels)) == [("2024-05-18", "kenbaar")]
    assert nagerekend(dossier, regels, kennis=dt.date(2024, 5, 17)).wendingen == ()
    vast = nagerekend(dossier, regels, kennis=dt.date(2024, 5, 18))
    assert vast.wendingen == ()
    assert vast.tijdvakken[0].stand.blokkeert


def test_a_named_value_turns_when_it_gets_another_amount() -> None:
    waarde = (
        "\nwaarde grens\n  volgens wmo artikel 2.1.4a lid 4\n"
        "  vanaf 1 januari 2015 is 10,00 euro\n  vanaf 1 april 2024 is 20,00 euro\n"
    )
    regels = (regelset("grens is minder dan 15,00 euro", kop=waarde),)
    assert wendingen(nagerekend(zaak({}), regels)) == [("2024-04-01", "waarde")]


def test_two_dates_that_both_move_are_looked_at_day_by_day() -> None:
    regels = (regelset("2 maanden na de peildatum is 60 dagen na de peildatum"),)
    lijn = nagerekend(zaak({}), regels)
    assert lijn.dagen == 366
    assert {soort for _, soort in wendingen(lijn)} == {"dag"}


EISEN = (
    "b.besloten_op is uiterlijk 5 weken voor de peildatum",
    "de peildatum is uiterlijk 2 weken na b.redenen_nagezonden_op volgens de Algemene termijnenwet",
    "de peildatum is niet b.ingangsdatum",
    "voor elke persoon p geldt (leeftijd van p op de peildatum is minstens 12 of p.gehuwd is ja)",
    "er is geen persoon p waarvoor leeftijd van p op de peildatum is een van 16, 17",
    "er is een persoon p waarvoor p.geboortedatum is uiterlijk 198 maanden voor de peildatum",
    "de peildatum ligt na 1 maand na b.besloten_op en de peildatum ligt voor b.ingangsdatum",
)


@cache
def _alle_eisen() -> Regelset:
    return regelset(*EISEN)


binnen = st.none() | st.dates(dt.date(2023, 6, 1), dt.date(2025, 3, 1)).map(dt.date.isoformat)
geboren = st.none() | st.dates(dt.date(2004, 1, 1), dt.date(2013, 12, 31)).map(dt.date.isoformat)


@given(st.tuples(binnen, binnen, binnen), st.lists(geboren, max_size=3))
@settings(max_examples=30, deadline=None)
def test_the_turning_days_are_those_of_looking_each_day(
    datums: tuple[str | None, ...], geboortes: list[str | None]
) -> None:
    besluit = dict(zip(("beslotenOp", "redenenNagezondenOp", "ingangsdatum"), datums, strict=True))
    personen = {f"P{n}": {"geboortedatum": g} for n, g in enumerate(geboortes)}
    nagerekend(zaak(besluit, personen=personen), (_alle_eisen(),))


@cache
def _wet() -> tuple[Regelset, ...]:
    return load_library(WORTEL / "rulesets")[0].in_gebruik


@pytest.mark.parametrize(
    ("naam", "van", "tot"),
    [
        ("gezinsplan-verzonnen", "2025-12-01", "2026-03-15"),
        ("utrecht-1402", "2016-04-15", "2016-07-31"),
        ("gezin-voorbeeld", "2025-12-15", "2026-03-31"),
    ],
)
def test_the_law_as_it_is_over_the_examples(naam: str, van: str, tot: str) -> None:
    dossier = lees_dossier((WORTEL / "voorbeelden" / f"{naam}.json").read_bytes())
    lijn = nagerekend(dossier, _wet(), dt.date.fromisoformat(van), dt.date.fromisoformat(tot))
    assert lijn.wendingen
    assert lijn.dagen < 40


def test_a_window_that_is_too_long_is_refused() -> None:
    with pytest.raises(TeVeel):
        tijdlijn(zaak({}), (regelset("b.spoed is ja"),), VAN, VAN + DAG * MAX_DAGEN)


# ---------------------------------------------------------------- on objection


def test_a_case_on_objection_by_the_law_of_then_and_of_now() -> None:
    oud = regelset(
        "b.spoed is ja", "b.besloten_op is uiterlijk 3 maanden voor de peildatum", tot=" tot 1 maart 2024"
    )
    nieuw = regelset(
        "b.spoed is nee", "b.besloten_op is uiterlijk 3 maanden voor de peildatum", dag="1 maart 2024"
    )
    dossier = zaak({"spoed": True, "beslotenOp": "2024-01-15"})
    h = heroverweging(dossier, (oud, nieuw), dt.date(2024, 1, 15), dt.date(2024, 6, 1), dt.date(2024, 6, 1))
    assert [b.regel for b in h.stand_toen.bevindingen] == ["P-1"]
    assert [b.regel for b in h.stand_nu.bevindingen] == ["P-0"]
    redenen = {
        (r.aanleiding.regel, r.aanleiding.soort, r.aanleiding.dag.isoformat()) for r in h.verschil.redenen
    }
    assert {("P-0", "regel_veranderd", "2024-03-01"), ("P-1", "datum", "2024-04-15")} <= redenen
    gelijk = heroverweging(dossier, (nieuw,), dt.date(2024, 7, 1), dt.date(2024, 8, 1), dt.date(2024, 8, 1))
    assert gelijk.stand_toen == gelijk.stand_nu
    assert gelijk.verschil.redenen == ()
