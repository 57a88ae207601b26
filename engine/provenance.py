"""Where the value of a field comes from: who can change it, at what price, and who can answer for it.

The model says of each field whether it is text of the draft (`aard`). That does not tell an act that can
still be done from a fact of the world that cannot be undone, nor wording from the size of the help. This
module does; whatever it does not name is a fact of the world, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Final

from engine.facts import attribuut
from engine.vocabulary import Scalar


class Herkomst(StrEnum):
    """From what a value comes, cheapest to change first."""

    TEKST = "tekst"
    HANDELING = "handeling"
    OMVANG = "omvang"
    ONDERZOEK = "onderzoek"
    INDELING = "indeling"
    WERELD = "wereld"


KOSTEN: Final = {
    Herkomst.TEKST: 1,
    Herkomst.HANDELING: 10,
    Herkomst.OMVANG: 30,
    Herkomst.ONDERZOEK: 100,
}
"""The price of one change. What is not here is never changed: the other decisions that `INDELING` asks for
are the work of splitting, and the world is as it is."""

SCHRIJFKOSTEN: Final = 2
"""What it costs extra when the content must come from a person."""


class Kenner(StrEnum):
    """Who can answer for a value."""

    CLIENT = "cliënt"
    CONSULENT = "consulent"
    DESKUNDIGE = "deskundige"
    JURIST = "jurist"


_INDELING: Final = {
    "besluit": {"wet", "soort", "begunstigden", "geadresseerde.persoon", "op_verzoek", "weigeringsgrond"},
    "voorziening": {"wet", "soort", "persoon", "besluit", "aard", "financieringsbron", "strekking",
                   "weigeringsgrond"},
    "pgb": {"persoon", "wet", "besluit", "voorziening", "strekking"},
    "bijdrage": {"wet", "persoon"},
    "budgetpost": {"wet", "persoon", "besluit"},
    "planonderdeel": {
        "persoon", "voorziening", "besluit", "wetten", "soort", "vereist_besluit", "financieringsbron",
    },
    "rechtsgrond": {"wet", "niveau"},
    "voorwaarde": {"wet", "soort"},
    "vermelding": {"persoon"},
    "hulpbron": {"wet"},
}  # fmt: skip
"""To which person, law or decision something belongs, what it decides, on which ground and at whose request:
changing it makes another one."""

_OMVANG: Final = {
    "besluit": {"ingangsdatum"},
    "voorziening": {"einddatum", "begindatum", "vorm"},
    "pgb": {"bedrag_per"},
    "bijdrage": {"verschuldigd"},
}
"""What someone gets, beside the fields that hold a size or an amount."""

_PLANTEKST: Final = {
    "plan": {
        "kent_zelf_toe",
        "rechtsgevolg",
        "belooft_een_procedure",
        "gezinsbijdrage",
        "bevat_verplichtingen",
    },
    "planonderdeel": {"artikel", "omschrijving"},
}
"""Facts in the model that are words of a text which the municipality still writes."""

_ONDERZOEK: Final = frozenset({"onderzoek", "deskundige", "gesprek", "behoefte", "advies", "kostenpost"})
_BEVONDEN: Final = {
    "voorziening": ("maatstaf", "opvangtoegang.", "woning.", "vervoer."),
    "hulpbron": (
        "huisgenoothulp.",
        "gebruikelijkheid.",
        "algemene_toets.",
        "beoordeeld_in_besluit",
        "effect",
    ),
    "pgb": ("vaardigheid.", "kwaliteit_gewaarborgd", "toezicht_op_afstand"),
    "toezegging": ("is_toezegging", "toegerekend"),
}
"""What the text says of things that have to be found out first."""

_HANDELING: Final = {
    "besluit": {
        "besloten_op", "genomen_door", "ondertekening", "ondertekening.persoon", "ondertekening.naam",
        "ondertekening.functie", "ondertekening.namens", "bekendmaking", "bekendmaking.verzonden_op",
        "bekendmaking.wijze", "bekendmaking.ontvangers", "zienswijze", "zienswijze.gevraagd_op",
        "zienswijze.vorm_vrij", "mandaat", "mandaat.kenmerk", "mandaat.schriftelijk",
        "mandaat.omvat_dit_besluit", "mandaat.bekrachtigd_op", "mandaat.instemming_gemandateerde",
        "mandaat.wet", "mandaat.gemandateerde", "afwijking", "afwijking.advies_meegezonden",
        "redenen_nagezonden_op", "doorgezonden_naar_procedure_op", "herbeoordeling_gepland_op",
        "hardheidsclausule",
    },
    "brief": {"alle_ontvangers_mogen_alles_lezen", "coordinatiebesluit"},
    "melding": {"bevestiging_verzonden_op", "geregistreerd", "overdracht_afgesproken", "overdracht_op",
                "tijdelijk_onderdak_geboden_op"},
    "aanvraag": {"doorgezonden_op", "doorzending_gemeld_op", "uitstel_meegedeeld_op", "uitstel_nieuwe_datum",
                 "aanvulling_gevraagd_op", "aanvulling_uiterlijk_op", "dwangsom_vastgesteld_op"},
    "medewerkingsverzoek": {"gewaarschuwd_op", "hersteltermijn_tot", "alternatieven_overwogen",
                            "voorlichting_pgb_plicht"},
    "bezwaar": {"gehoord_op", "hoorverslag", "verdaagd_op", "reden_te_laat_gevraagd", "hersteltermijn_tot"},
    "plan": {"schriftelijk", "besproken_met_jeugdige_en_ouders", "familiegroepsplan_aangeboden_op",
             "geevalueerd_op", "evaluatiedata", "regisseur_neemt_besluiten", "wmo_melding",
             "ciz_aangevraagd_op", "zvw_verwijzing_op"},
    "planlid": {"heeft_meegedaan", "heeft_ingestemd", "ingestemd_op", "heeft_eigen_deel"},
    "regiemandaat": {"wet", "kenmerk", "schriftelijk"},
    "planwijziging": {"nieuw_onderzoek", "nieuw_besluit"},
    "gegeven": {"noodzaak_toelichting", "betrokkene_geinformeerd_op", "bewaren_tot", "toestemming",
                "toestemming.gegeven_op", "toestemming.gegeven_door", "toestemming.uitdrukkelijk",
                "toestemming.reikwijdte", "toestemming.ook_door_jeugdige"},
    "voorziening": {"leveringsplan", "leveringsplan.opgesteld_op", "leveringsplan.gecontroleerd_op",
                    "kwaliteit_geborgd", "kwaliteitseisen", "woning.eigenaar_gehoord_op"},
    "hulpbron": {"huisgenoothulp.besproken_met_huisgenoot_op", "huisgenoothulp.besproken_met_client_op"},
    "bijdrage": {"doorgegeven_aan_cak_op", "advies_gevraagd", "oordeel_college"},
    "verzoek": {"apart_geregistreerd", "verlengd_op", "besloten_op"},
    "bijstand": {"plan_van_aanpak"},
    "schuldhulp": {"plan_van_aanpak", "eerste_gesprek_op"},
    "school": {"overleg_op"},
    "wlzsituatie": {"naar_ciz_verwezen"},
}  # fmt: skip
"""Acts of the municipality that can still be done; the rest of these kinds is a fact of the world."""

_MATEN: Final = frozenset({"omvang", "bedrag", "tijd"})

_ONDERWERP: Final = {"motivering": {"onderdeel"}}
"""What a passage is about: to call it by another name changes no word of it."""

MISBAAR: Final = frozenset({"voorwaarde", "vermelding", "gegeven"})
"""Parts that a case can do without: leaving one out says nothing that is not so."""


@lru_cache(maxsize=4096)
def herkomst(soort: str, sleutel: str) -> Herkomst:
    """From what the value of a key of a part comes; an empty key stands for the part itself."""
    if not sleutel:
        return Herkomst.HANDELING if soort == "gegeven" else Herkomst.TEKST
    if sleutel in _INDELING.get(soort, ()):
        return Herkomst.INDELING
    veld = attribuut(soort, sleutel)
    if veld is None or is_van_omvang(soort, sleutel) or sleutel in _ONDERWERP.get(soort, ()):
        return Herkomst.WERELD
    if sleutel in _HANDELING.get(soort, ()):
        return Herkomst.HANDELING
    if sleutel.startswith(_BEVONDEN.get(soort, ())) and (veld.aard == "tekst" or soort != "hulpbron"):
        return Herkomst.ONDERZOEK
    if sleutel in _OMVANG.get(soort, ()):
        return Herkomst.OMVANG
    if soort in _ONDERZOEK:
        return Herkomst.ONDERZOEK
    if veld.aard == "tekst":
        maat = isinstance(veld.type, Scalar) and veld.type.naam in _MATEN
        return Herkomst.OMVANG if maat else Herkomst.TEKST
    return Herkomst.TEKST if sleutel in _PLANTEKST.get(soort, ()) else Herkomst.WERELD


_CLIENT: Final = frozenset({
    "persoon", "huishouden", "hulpbron", "beperking", "eerdere_voorziening", "toezegging", "melding",
    "behoefte", "bijstand", "schuldhulp", "kostenpost", "planlid", "plandoel",
})  # fmt: skip
_DESKUNDIGE: Final = frozenset({"deskundige", "advies", "school", "wlzsituatie"})
_JURIST: Final = frozenset({
    "verordening", "verordeningsartikel", "beleidsregel", "rechtsgrond", "bezwaar", "eerder_besluit",
    "begripstoepassing", "regiemandaat", "oordeel",
})  # fmt: skip
_JURIDISCH: Final = ("mandaat", "rechtsmiddelenclausule", "hardheidsclausule", "intrekking")
_VAKKUNDIG: Final = ("maatstaf", "medische_grondslag", "geindiceerd_door_verpleegkundige", "vervoer.medisch")


def is_van_omvang(soort: str, sleutel: str) -> bool:
    """Whether a key is the unit or frequency of a size: it has no meaning without it, and moves with it."""
    boven = attribuut(soort, sleutel.rpartition(".")[0])
    return boven is not None and boven.type == Scalar("omvang")


def raakt_indeling(sleutels: Iterable[str]) -> bool:
    """Whether any of these keys tells, in some kind, to which person, law or decision something belongs."""
    return not frozenset().union(*_INDELING.values()).isdisjoint(sleutels)


def kenner(soort: str, sleutel: str) -> Kenner:
    """Who can answer for a key of a part: who lived it, wrote it, is trained in it, or knows the rules."""
    if soort in _JURIST or sleutel.startswith(_JURIDISCH):
        return Kenner.JURIST
    if soort in _DESKUNDIGE or sleutel.startswith(_VAKKUNDIG):
        return Kenner.DESKUNDIGE
    veld = attribuut(soort, sleutel)
    if veld is not None and veld.aard == "feit" and soort in _CLIENT:
        return Kenner.CLIENT
    return Kenner.CONSULENT
