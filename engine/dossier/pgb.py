"""Personal budgets and contributions: the money that stands beside a provision."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.dossier.besluit import Weigeringsgrond
from engine.dossier.values import (
    Bedrag,
    Datum,
    Deel,
    Delen,
    JaNee,
    Lijst,
    Omvang,
    Structuur,
    Tekst,
    Verwijzing,
    Wet,
    veld,
)


class Pgbvaardigheid(Structuur):
    """Whether the tasks of a pgb can be carried responsibly, alone or with help."""

    DEFINITIE: ClassVar[str] = "Of de cliënt of zijn helper de taken van een pgb aankan."

    beoordeeld: JaNee | None = veld("Of dit is beoordeeld.", "WMO-PGB-02 JW-PGB-02", aard="tekst")
    bekwaam: JaNee | None = veld(
        "Of de cliënt alleen of met hulp de taken aankan.", "WMO-PGB-02 JW-PGB-02", aard="tekst"
    )
    feiten: Tekst | None = veld(
        "De feiten waarop dat oordeel rust.", "WMO-PGB-02 JW-PGB-02", aard="tekst", persoonsgegeven=True
    )
    helper: Verwijzing | None = veld(
        "De persoon die bij het pgb helpt.", "WMO-PGB-02 JW-PGB-02", naar="persoon"
    )
    helper_beoordeeld: JaNee | None = veld(
        "Of ook de helper is beoordeeld.", "WMO-PGB-02 JW-PGB-02", aard="tekst"
    )


class Zorgverlener(Deel):
    """Someone who is paid from a pgb."""

    SOORT: ClassVar[str] = "zorgverlener"
    MEERVOUD: ClassVar[str] = "zorgverleners"
    DEFINITIE: ClassVar[str] = "Iemand die uit het pgb wordt betaald."

    persoon: Verwijzing | None = veld("De persoon die wordt betaald.", "WMO-PGB-12 JW-PGB-07", naar="persoon")
    naam: Tekst | None = veld("De naam van de zorgverlener.", "WMO-PGB-13", persoonsgegeven=True)
    relatie: Literal["ouder", "partner", "familie", "netwerk", "geen"] | None = veld(
        "De band met de cliënt.", "WMO-PGB-12 JW-PGB-07 WMO-PGB-08"
    )
    gekwalificeerd: JaNee | None = veld(
        "Of de zorgverlener een passend diploma of register heeft.", "JW-PGB-07 WMO-PGB-13"
    )
    gecontracteerd: JaNee | None = veld(
        "Of de zorgverlener een contract met de gemeente heeft.", "WMO-PGB-13"
    )
    tariefsoort: Literal["professioneel", "informeel"] | None = veld(
        "Het soort tarief.", "JW-PGB-07 WMO-PGB-06", aard="tekst"
    )
    reden_tariefsoort: Tekst | None = veld(
        "Waarom dit soort tarief geldt.", "JW-PGB-07", aard="tekst", persoonsgegeven=True
    )
    definitie_verordening: Tekst | None = veld(
        "De omschrijving in de verordening die is toegepast.", "JW-PGB-07", aard="tekst"
    )
    tarief: Bedrag | None = veld("Het tarief per eenheid.", "WMO-PGB-06 JW-PGB-06 JW-PGB-07", aard="tekst")
    kwaliteitseis: Tekst | None = veld(
        "De kwaliteitseis die is gesteld.", "WMO-PGB-13 WMO-PGB-04", aard="tekst"
    )
    kwaliteitseis_artikel: Tekst | None = veld(
        "Het artikel van de verordening met die eis.", "WMO-PGB-13", aard="tekst"
    )
    kwaliteit_getoetst: JaNee | None = veld(
        "Of deze zorgverlener zelf is getoetst.", "WMO-PGB-13 JW-PGB-02", aard="tekst"
    )
    toetsresultaat: Tekst | None = veld(
        "Wat de toets opleverde.", "WMO-PGB-13", aard="tekst", persoonsgegeven=True
    )
    beroepsnorm_geeist: JaNee | None = veld(
        "Of van informele hulp een beroepsnorm is geeist.", "WMO-PGB-04", aard="tekst"
    )


class Pgb(Deel):
    """A personal budget, granted or refused, for one person under one law."""

    SOORT: ClassVar[str] = "pgb"
    MEERVOUD: ClassVar[str] = "pgbs"
    DEFINITIE: ClassVar[str] = "Geld waarmee iemand zelf hulp inkoopt."

    besluit: Verwijzing | None = veld("Het besluit over het pgb.", "SCH-16", naar="besluit")
    voorziening: Verwijzing | None = veld(
        "De voorziening waarvoor het pgb is.", "WMO-BES-24 SCH-16", naar="voorziening"
    )
    persoon: Verwijzing | None = veld(
        "De persoon voor wie het pgb is.", "SCH-16 WMO-PGB-01", aard="tekst", naar="persoon"
    )
    wet: Wet | None = veld("De wet waarop het pgb rust.", "SCH-16 WLZ-04", aard="tekst")
    gewenst: JaNee | None = veld("Of de cliënt een pgb wil.", "WMO-PGB-01")
    gevraagd_op: Datum | None = veld("De datum waarop om een pgb is gevraagd.", "JW-BES-14 JW-BES-09")
    motivering_client: Tekst | None = veld(
        "Waarom de cliënt een pgb wil.", "WMO-PGB-03 JW-PGB-01", persoonsgegeven=True
    )
    motivering_natura_niet_passend: Tekst | None = veld(
        "Waarom hulp in natura volgens de cliënt niet past.", "JW-PGB-01", persoonsgegeven=True
    )
    motivering_natura_beoordeeld: JaNee | None = veld(
        "Of het besluit die redenen beoordeelt.", "JW-PGB-01", aard="tekst"
    )
    strekking: Literal["toegekend", "gedeeltelijk_toegekend", "geweigerd"] | None = veld(
        "Of het pgb is toegekend.", "WMO-PGB-01 WMO-PGB-05 JW-PGB-03", aard="tekst"
    )
    weigeringsgrond: Weigeringsgrond | None = veld(
        "De grond waarop het pgb is geweigerd.", "WMO-PGB-05 JW-PGB-03 JW-PGB-08 WMO-PGB-13", aard="tekst"
    )
    reden_weigering: Tekst | None = veld(
        "Waarom het pgb is geweigerd.", "WMO-PGB-05 JW-PGB-03", aard="tekst", persoonsgegeven=True
    )
    eerdere_intrekking_grond: (
        Literal[
            "onjuiste_gegevens",
            "niet_meer_aangewezen",
            "niet_meer_toereikend",
            "voorwaarden_niet_nagekomen",
            "niet_of_anders_gebruikt",
        ]
        | None
    ) = veld("De grond waarop een eerder pgb is ingetrokken.", "WMO-PGB-05 JW-PGB-03")
    kosten_natura: Bedrag | None = veld("Wat de hulp in natura kost.", "WMO-PGB-05 JW-PGB-03 JW-PGB-06")
    kosten_pgb: Bedrag | None = veld("Wat de hulp met een pgb kost.", "WMO-PGB-05 JW-PGB-03")
    natura_beschikbaar_vanaf: Datum | None = veld("De datum waarop hulp in natura er kan zijn.", "JW-PGB-08")
    hulp_nodig_vanaf: Datum | None = veld("De datum waarop de hulp nodig is.", "JW-PGB-08")
    bedrag: Bedrag | None = veld(
        "Het totale bedrag van het pgb.", "WMO-BES-24 WMO-PGB-06 JW-PGB-06 SCH-16", aard="tekst"
    )
    bedrag_per: Literal["per_week", "per_vier_weken", "per_maand", "per_jaar", "totaal"] | None = veld(
        "De periode waarvoor het bedrag is.", "WMO-BES-24 JW-PGB-06", aard="tekst"
    )
    tarief: Bedrag | None = veld("Het tarief per eenheid.", "WMO-BES-24 WMO-PGB-06 JW-PGB-06", aard="tekst")
    tarief_eenheid: Literal["minuut", "uur", "dagdeel", "etmaal", "dag", "sessie", "stuks"] | None = veld(
        "De eenheid van het tarief.", "WMO-BES-24 JW-PGB-06", aard="tekst"
    )
    omvang: Omvang | None = veld(
        "Hoeveel hulp met het pgb kan worden ingekocht.", "WMO-BES-24 WMO-PGB-06 JW-PGB-06", aard="tekst"
    )
    tarief_grondslag: Tekst | None = veld("Waarop het tarief is gebaseerd.", "WMO-PGB-06", aard="tekst")
    tarief_vindplaats: Literal["verordening", "nadere_regel", "beleidsregel", "besluit", "geen"] | None = (
        veld("Waar het tarief of de berekening is vastgelegd.", "WMO-PGB-07 JW-PGB-06", aard="tekst")
    )
    verordening: Verwijzing | None = veld(
        "De verordening over het tarief.", "WMO-PGB-07 WMO-PGB-08 JW-PGB-04 JW-PGB-06", naar="verordening"
    )
    verordening_artikel: Tekst | None = veld(
        "Het artikel van de verordening over het tarief.", "WMO-PGB-07 JW-PGB-06", aard="tekst"
    )
    offerte_bedrag: Bedrag | None = veld(
        "De prijs die een geschikte aanbieder vraagt.", "WMO-PGB-06 JW-PGB-06"
    )
    passende_aanbieder_voor_tarief: JaNee | None = veld(
        "Of minstens een geschikte aanbieder voor dit tarief werkt.", "WMO-PGB-06 JW-PGB-06"
    )
    tarief_voldoet_aan_ondergrens: JaNee | None = veld(
        "Of het tarief voor informele hulp minstens de ondergrens van de rechter haalt.", "WMO-PGB-06"
    )
    ingekocht_bij_netwerk: JaNee | None = veld(
        "Of de hulp bij het sociaal netwerk wordt ingekocht.", "WMO-PGB-08 JW-PGB-04"
    )
    netwerkvoorwaarden_vindplaats: Literal["verordening", "nadere_regel", "beleidsregel", "geen"] | None = (
        veld("Waar de regels voor hulp uit het netwerk staan.", "WMO-PGB-08 JW-PGB-04")
    )
    betaalwijze: (
        Literal["svb_trekkingsrecht", "eenmalig_svb", "rechtstreeks_aan_client", "aan_aanbieder"] | None
    ) = veld("Hoe het pgb wordt betaald.", "WMO-PGB-09", aard="tekst")
    bestedingsdoel: Tekst | None = veld(
        "Waarvoor het pgb is bedoeld.", "WMO-BES-24 SCH-16", aard="tekst", persoonsgegeven=True
    )
    voorwaarden: Lijst[Tekst] | None = veld(
        "De eisen aan het gebruik van het pgb.", "WMO-BES-24", aard="tekst"
    )
    budgetplan: Tekst | None = veld(
        "Wat in het pgb-plan van de cliënt staat.", "WMO-PGB-04 WLZ-04", persoonsgegeven=True
    )
    kwaliteit_gewaarborgd: JaNee | None = veld(
        "Of de in te kopen hulp veilig, doeltreffend en cliëntgericht is.",
        "WMO-PGB-04 JW-PGB-02",
        aard="tekst",
    )
    beheerder: Verwijzing | None = veld(
        "De persoon die het pgb voor de cliënt beheert.", "WMO-PGB-12", naar="persoon"
    )
    beheerder_is_zorgverlener: JaNee | None = veld(
        "Of de beheerder zelf uit het pgb wordt betaald.", "WMO-PGB-12"
    )
    toezicht_op_afstand: Tekst | None = veld(
        "Waarom er wel of geen toezicht op afstand is.", "WMO-PGB-12", aard="tekst", persoonsgegeven=True
    )
    gebruikt_voor_andere_wet: JaNee | None = veld(
        "Of het pgb ook voor hulp uit een andere wet is bedoeld.", "SCH-16", aard="tekst"
    )
    toetsing_wlz_regels: JaNee | None = veld(
        "Of de regels voor een Wlz-pgb zijn toegepast.", "WLZ-04", aard="tekst"
    )
    vaardigheid: Pgbvaardigheid | None = veld(
        "Of de taken van het pgb kunnen worden gedaan.", "WMO-PGB-02 JW-PGB-02"
    )
    zorgverleners: Delen[Zorgverlener] | None = veld(
        "De mensen die uit het pgb worden betaald.", "WMO-PGB-12 JW-PGB-07 WMO-PGB-13"
    )


class Bijdrage(Deel):
    """The cliënt's own contribution."""

    SOORT: ClassVar[str] = "bijdrage"
    MEERVOUD: ClassVar[str] = "bijdragen"
    DEFINITIE: ClassVar[str] = "Wat de cliënt zelf voor de hulp moet betalen."

    persoon: Verwijzing | None = veld(
        "De persoon die de bijdrage betaalt.", "WMO-BIJ-02 SCH-15", naar="persoon"
    )
    voorziening: Verwijzing | None = veld(
        "De voorziening waarvoor de bijdrage is.", "WMO-BIJ-01 WMO-BIJ-03 SCH-15", naar="voorziening"
    )
    besluit: Verwijzing | None = veld(
        "Het besluit dat de bijdrage noemt.", "WMO-BES-25 WMO-BIJ-05", naar="besluit"
    )
    wet: Wet | None = veld("De wet waarop de bijdrage rust.", "SCH-15 JW-BES-05", aard="tekst")
    verschuldigd: JaNee | None = veld(
        "Of een bijdrage moet worden betaald.", "WMO-BES-25 WMO-BIJ-04 JW-BES-05", aard="tekst"
    )
    soort: (
        Literal["abonnementstarief", "inkomensafhankelijk", "vervoer_eigen_tarief", "ouderbijdrage", "ander"]
        | None
    ) = veld("Het soort bijdrage.", "WMO-BIJ-02 WMO-BIJ-07 WMO-BIJ-08", aard="tekst")
    bedrag_per_maand: Bedrag | None = veld(
        "Het bedrag van de bijdrage per maand.", "WMO-BIJ-02 WMO-BIJ-05 WMO-BIJ-08", aard="tekst"
    )
    totaal_per_maand: Bedrag | None = veld(
        "Alle Wmo-bijdragen van cliënt en echtgenoot samen per maand.", "WMO-BIJ-02"
    )
    maand: Datum | None = veld("De eerste dag van de maand waar de bijdrage over gaat.", "WMO-BIJ-02")
    kostprijs: Bedrag | None = veld("De kostprijs van de voorziening.", "WMO-BIJ-03")
    al_betaald: Bedrag | None = veld(
        "Wat de cliënt al aan bijdragen voor deze voorziening betaalde.", "WMO-BIJ-03"
    )
    verordening: Verwijzing | None = veld(
        "De verordening waarop de bijdrage rust.", "WMO-BIJ-01 WMO-BIJ-09", naar="verordening"
    )
    verordening_artikel: Tekst | None = veld(
        "Het artikel van de verordening.", "WMO-BIJ-01 WMO-BIJ-09", aard="tekst"
    )
    vastgesteld_door: Literal["cak", "gemeente", "aangewezen_instantie"] | None = veld(
        "Wie de bijdrage vaststelt.", "WMO-BIJ-05 WMO-BES-25", aard="tekst"
    )
    vrijstelling: (
        Literal[
            "betaalt_al_bw_of_wlz",
            "opvangnachten",
            "kans_op_schade_minderjarige",
            "rolstoel",
            "jonger_dan_18",
            "meerpersoonshuishouden_niet_aow",
            "onvoldoende_draagkracht",
            "integrale_aanpak",
            "geen",
        ]
        | None
    ) = veld("De reden waarom geen bijdrage nodig is.", "WMO-BIJ-04 INT-07", aard="tekst")
    oordeel_college: Tekst | None = veld(
        "Het oordeel van het college over de vrijstelling.", "WMO-BIJ-04 INT-07", persoonsgegeven=True
    )
    advies_gevraagd: JaNee | None = veld("Of over de vrijstelling advies is gevraagd.", "WMO-BIJ-04")
    schaadt_integrale_aanpak: JaNee | None = veld(
        "Of de bijdrage een integrale aanpak schaadt.", "INT-07 WMO-BIJ-04"
    )
    doorgegeven_aan_cak_op: Datum | None = veld(
        "De datum waarop dit aan het CAK is gemeld.", "INT-07 WMO-BIJ-04"
    )
    vrijstelling_vanaf: Datum | None = veld("De eerste dag van de vrijstelling.", "INT-07 WMO-BIJ-04")
    vrijstelling_tot: Datum | None = veld("De dag waarop de vrijstelling eindigt.", "INT-07 WMO-BIJ-04")
    besluit_cak_op: Datum | None = veld("De datum van het besluit van het CAK.", "WMO-BIJ-06")
    periode_vanaf: Datum | None = veld("De eerste dag waarover de bijdrage geldt.", "WMO-BIJ-06")
    is_herziening: JaNee | None = veld("Of het CAK een eerdere bijdrage herziet.", "WMO-BIJ-06")
    inkomen: Bedrag | None = veld("Het inkomen waarmee is gerekend.", "WMO-BIJ-07", persoonsgegeven=True)
    vermogen: Bedrag | None = veld("Het vermogen waarmee is gerekend.", "WMO-BIJ-07", persoonsgegeven=True)
    zak_en_kleedgeld_over: JaNee | None = veld("Of de cliënt zak- en kleedgeld overhoudt.", "WMO-BIJ-07")
    opgelegd_aan_ouder: JaNee | None = veld(
        "Of een ouder de bijdrage voor een minderjarige betaalt.", "WMO-BIJ-09", aard="tekst"
    )
    voor_gezin_als_geheel: JaNee | None = veld(
        "Of de bijdrage voor het gezin als geheel geldt.", "SCH-15", aard="tekst"
    )
