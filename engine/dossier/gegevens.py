"""Personal data and privacy: what is used, whose, from where, for which law, and who gets it."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.dossier.personen import Rol
from engine.dossier.values import Datum, Deel, Delen, JaNee, Lijst, Structuur, Tekst, Verwijzing, Wet, veld


class Toestemming(Structuur):
    """Consent of the data subject."""

    DEFINITIE: ClassVar[str] = "Het akkoord van degene over wie het gegeven gaat."

    gegeven_door: Verwijzing | None = veld(
        "De persoon die toestemming gaf.", "PRI-05 PRI-09 PRI-11", naar="persoon"
    )
    gegeven_op: Datum | None = veld("De datum van de toestemming.", "PRI-05 PRI-07")
    uitdrukkelijk: JaNee | None = veld(
        "Of de toestemming uitdrukkelijk is gegeven.", "PRI-05 PRI-07 PRI-02 PRI-08"
    )
    reikwijdte: Tekst | None = veld("Waarvoor de toestemming geldt.", "PRI-05 PRI-07")
    door_vertegenwoordiger: JaNee | None = veld(
        "Of de wettelijk vertegenwoordiger de toestemming gaf.", "PRI-09 PRI-11"
    )
    ook_door_jeugdige: JaNee | None = veld("Of ook de jeugdige zelf toestemming gaf.", "PRI-11")
    door_wet_gevraagd: JaNee | None = veld("Of de wet zelf om toestemming vraagt.", "PRI-12")
    ingetrokken_op: Datum | None = veld("De datum waarop de toestemming is ingetrokken.", "PRI-05")


class Gegeven(Deel):
    """One item of personal data in the file, plan or decision."""

    SOORT: ClassVar[str] = "gegeven"
    MEERVOUD: ClassVar[str] = "gegevens"
    DEFINITIE: ClassVar[str] = "Een persoonsgegeven dat in de zaak wordt gebruikt."

    betrokkene: Verwijzing | None = veld(
        "De persoon over wie het gegeven gaat.", "PRI-01 PRI-03 PRI-09 PRI-10", naar="persoon"
    )
    rol_betrokkene: Rol | None = veld("De rol van die persoon.", "PRI-03 PRI-04")
    omschrijving: Tekst | None = veld("Wat voor gegeven het is.", "PRI-01", persoonsgegeven=True)
    soort: (
        Literal[
            "gewoon",
            "gezondheid",
            "strafrechtelijk",
            "bsn",
            "godsdienst",
            "financieel",
            "hulp_van_huisgenoot",
            "hulp_van_mantelzorger",
            "ander_bijzonder",
        ]
        | None
    ) = veld("Het soort gegeven.", "PRI-02 PRI-03 PRI-04 PRI-10 PRI-18")
    bijzonder: JaNee | None = veld("Of het een bijzonder gegeven is, zoals over gezondheid.", "PRI-02")
    bron: (
        Literal[
            "betrokkene",
            "client",
            "onderzoek",
            "andere_afdeling",
            "zorgverzekeraar",
            "zorgaanbieder",
            "ciz",
            "suwinet",
            "school",
            "aanbieder",
            "basisregistratie",
            "ander",
        ]
        | None
    ) = veld("Waar het gegeven vandaan komt.", "PRI-03 PRI-04 PRI-07 PRI-15")
    bronwet: Wet | None = veld("De wet waarvoor het gegeven is verzameld.", "PRI-05 PRI-06 PRI-13 PW-09")
    doelwet: Wet | None = veld(
        "De wet waarvoor het gegeven nu wordt gebruikt.", "PRI-05 PRI-06 PRI-13 PRI-15 PW-09"
    )
    doel: Tekst | None = veld("Waarvoor het gegeven wordt gebruikt.", "PRI-01 PRI-03 PRI-10 PRI-15")
    doel_verenigbaar: JaNee | None = veld(
        "Of dit doel past bij het doel waarvoor het is verzameld.", "PRI-13"
    )
    grondslag: (
        Literal[
            "wettelijke_taak",
            "wettelijke_plicht",
            "toestemming",
            "vitaal_belang",
            "overeenkomst",
            "gerechtvaardigd_belang",
            "wams",
            "geen",
        ]
        | None
    ) = veld("De grond om het gegeven te gebruiken.", "PRI-01 PRI-12 PRI-16")
    grondslag_artikel: Tekst | None = veld(
        "Het artikel waarop het gebruik rust.", "PRI-01 PRI-02 PRI-13 PRI-16 PRI-18"
    )
    noodzakelijk: JaNee | None = veld(
        "Of het gegeven voor dit doel nodig is.", "PRI-03 PRI-05 PRI-06 PRI-08 PRI-10"
    )
    noodzaak_toelichting: Tekst | None = veld(
        "Waarom het gegeven nodig is.", "PRI-05 PRI-06", persoonsgegeven=True
    )
    verzameld_op: Datum | None = veld("De datum waarop het gegeven is verzameld.", "PRI-19 PW-09 AWB-01")
    gebruikt_op: Datum | None = veld("De datum waarop het gegeven is gebruikt.", "PW-09 PRI-19")
    ontvangers: (
        Lijst[
            Literal[
                "college",
                "aanbieder",
                "cak",
                "svb",
                "toezichthouder",
                "zorgverzekeraar",
                "zorgaanbieder",
                "ciz",
                "school",
                "andere_afdeling",
                "gezinslid",
                "veilig_thuis",
                "raad_voor_de_kinderbescherming",
                "gecertificeerde_instelling",
                "regisseur",
                "ander",
            ]
        ]
        | None
    ) = veld("Wie het gegeven krijgt.", "PRI-08 PRI-09 PRI-11 PRI-19")
    verstrekt_door: (
        Literal["college", "jeugdhulpverlener", "aanbieder", "zorgverzekeraar", "ciz", "ander"] | None
    ) = veld("Wie het gegeven deelt.", "PRI-11 PRI-08")
    ontvanger_betrokken_bij_hulp: JaNee | None = veld(
        "Of de ontvanger rechtstreeks bij de hulp is betrokken.", "PRI-11"
    )
    wettelijke_uitzondering: Tekst | None = veld(
        "Het artikel dat delen zonder toestemming toestaat.", "PRI-09 PRI-11"
    )
    inzage_gevraagd_door: Verwijzing | None = veld(
        "De persoon die het gegeven wil inzien.", "PRI-09", naar="persoon"
    )
    in_besluit: Verwijzing | None = veld("Het besluit waarin het gegeven staat.", "PRI-14", naar="besluit")
    in_plan: Verwijzing | None = veld("Het plan waarin het gegeven staat.", "PRI-01", naar="plan")
    betrokkene_geinformeerd_op: Datum | None = veld(
        "De datum waarop de betrokkene over het gebruik is geïnformeerd.", "PRI-19"
    )
    eerste_contact_op: Datum | None = veld("De datum van het eerste contact met de betrokkene.", "PRI-19")
    eerste_verstrekking_op: Datum | None = veld(
        "De datum waarop het gegeven voor het eerst is gedeeld.", "PRI-19"
    )
    laatst_gewijzigd_op: Datum | None = veld("De datum van de laatste wijziging.", "PRI-17")
    bewaren_tot: Datum | None = veld("De datum tot wanneer het gegeven wordt bewaard.", "PRI-17")
    dossiersoort: Literal["wmo", "veilig_thuis", "cak_svb", "jeugdhulpverlener", "ander"] | None = veld(
        "Het soort dossier waarin het gegeven staat.", "PRI-17"
    )
    toestemming: Toestemming | None = veld("Het akkoord van de betrokkene.", "PRI-05 PRI-07 PRI-09 PRI-12")


class Verzoekonderdeel(Deel):
    """One item of a request under the AVG."""

    SOORT: ClassVar[str] = "verzoekonderdeel"
    MEERVOUD: ClassVar[str] = "verzoekonderdelen"
    DEFINITIE: ClassVar[str] = "Een punt uit een verzoek over gegevens."

    omschrijving: Tekst | None = veld("Wat is gevraagd.", "PRI-20", persoonsgegeven=True)
    toegewezen: JaNee | None = veld("Of dit punt is toegewezen.", "PRI-20", aard="tekst")
    reden_afwijzing: Tekst | None = veld(
        "Waarom dit punt is afgewezen.", "PRI-20", aard="tekst", persoonsgegeven=True
    )


class Verzoek(Deel):
    """A request of a data subject under AVG 15-22."""

    SOORT: ClassVar[str] = "verzoek"
    MEERVOUD: ClassVar[str] = "verzoeken"
    DEFINITIE: ClassVar[str] = "Een verzoek van iemand over zijn eigen gegevens."

    persoon: Verwijzing | None = veld("De persoon die het verzoek deed.", "PRI-20", naar="persoon")
    soort: (
        Literal["inzage", "rectificatie", "wissing", "beperking", "overdracht", "bezwaar_tegen_verwerking"]
        | None
    ) = veld("Wat is gevraagd.", "PRI-20")
    artikel: Tekst | None = veld("Het artikel van de AVG.", "PRI-20")
    ontvangen_op: Datum | None = veld("De datum waarop het verzoek binnenkwam.", "PRI-20")
    apart_geregistreerd: JaNee | None = veld("Of het verzoek apart is geregistreerd.", "PRI-20")
    verlengd_op: Datum | None = veld("De datum waarop verlenging van de termijn is gemeld.", "PRI-20")
    besluit: Verwijzing | None = veld("Het besluit op het verzoek.", "PRI-20", naar="besluit")
    besloten_op: Datum | None = veld("De datum van het antwoord op het verzoek.", "PRI-20", aard="tekst")
    rechtsmiddelen_genoemd: JaNee | None = veld(
        "Of in het antwoord staat hoe iemand bezwaar maakt.", "PRI-20", aard="tekst"
    )
    belangen_anderen_gewogen: JaNee | None = veld(
        "Of de belangen van anderen zijn gewogen.", "PRI-20", aard="tekst"
    )
    verzoekonderdelen: Delen[Verzoekonderdeel] | None = veld("De punten van het verzoek.", "PRI-20")


class Oordeel(Deel):
    """The answer of a person to a question that a rule leaves open."""

    SOORT: ClassVar[str] = "oordeel"
    MEERVOUD: ClassVar[str] = "oordelen"
    DEFINITIE: ClassVar[str] = "Het antwoord van een mens op een vraag die een regel open laat."

    regel: Tekst | None = veld("De regel waarover is geoordeeld.", "AWB-19")
    betreft: Lijst[Tekst] | None = veld("De onderdelen van het dossier waarover is geoordeeld.", "AWB-19")
    voldaan: JaNee | None = veld("Of aan de regel is voldaan.", "AWB-19")
    door: Tekst | None = veld("De naam van wie oordeelde.", "AWB-19", persoonsgegeven=True)
    functie: Tekst | None = veld("De functie van wie oordeelde.", "AWB-19")
    reden: Tekst | None = veld("Waarom zo is geoordeeld.", "AWB-19", persoonsgegeven=True)
    datum: Datum | None = veld("De datum van het oordeel.", "AWB-19")
