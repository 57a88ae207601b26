"""What is granted or refused: provisions, the limitations they meet, and what comes before them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from engine.dossier.besluit import Orgaan, Weigeringsgrond
from engine.dossier.onderzoek import Ondersteuningssoort
from engine.dossier.values import (
    Bedrag,
    Datum,
    Deel,
    Delen,
    Getal,
    JaNee,
    Keuzenaam,
    Lijst,
    Omvang,
    PeriodeWaarde,
    Structuur,
    Tekst,
    Tijd,
    Verwijzing,
    Wet,
    veld,
)

Product = Annotated[
    Literal[
        "huishoudelijke_hulp",
        "begeleiding",
        "dagbesteding",
        "kortdurend_verblijf",
        "persoonlijke_verzorging",
        "woningaanpassing",
        "hulpmiddel",
        "rolstoel",
        "vervoershulpmiddel",
        "vervoer",
        "beschermd_wonen",
        "opvang",
        "hulphond",
        "verhuiskostenvergoeding",
        "behandeling",
        "jeugdhulp_ambulant",
        "jeugdhulp_verblijf",
        "pleegzorg",
        "gezinshuis",
        "gesloten_jeugdhulp",
        "dyslexiezorg",
        "jeugdgezondheidszorg",
        "respijtzorg",
        "verpleging",
        "ggz_behandeling",
        "algemene_bijstand",
        "bijzondere_bijstand",
        "werkondersteuning",
        "schuldhulpverlening",
        "onderwijsondersteuning",
        "ander",
    ],
    Keuzenaam("product"),
]
Bron = Annotated[
    Literal[
        "wmo_gemeente",
        "jeugdwet_gemeente",
        "participatiewet_buig",
        "wgs_gemeente",
        "wlz_fonds",
        "zorgverzekeraar",
        "onderwijs",
        "eigen_middelen",
        "gezinsbudget",
        "ander",
    ],
    Keuzenaam("financieringsbron"),
]


class Maatstaf(Structuur):
    """The norm of time or size that was used, and the study behind it."""

    DEFINITIE: ClassVar[str] = "De norm waarmee de omvang van de hulp is berekend."

    naam: Tekst | None = veld("De naam van de norm of het onderzoek.", "WMO-BES-13 JW-OND-07", aard="tekst")
    bekend_onderzoek: Literal["hhm_normenkader_2019", "ander_onderzoek"] | None = veld(
        "Welk bekend onderzoek de norm volgt.", "WMO-BES-13", aard="tekst"
    )
    auteur: Tekst | None = veld("Wie het onderzoek achter de norm deed.", "WMO-BES-13", aard="tekst")
    jaar: Getal | None = veld("Het jaar van dat onderzoek.", "WMO-BES-13", aard="tekst")
    onafhankelijk: JaNee | None = veld("Of het onderzoek onafhankelijk is.", "WMO-BES-13")
    objectief: JaNee | None = veld("Of het onderzoek objectief is.", "WMO-BES-13")
    deugdelijk: JaNee | None = veld("Of het onderzoek goed is uitgevoerd.", "WMO-BES-13")
    zelfde_beleidskeuzes: JaNee | None = veld(
        "Of het onderzoek uitgaat van dezelfde keuzes als de gemeente.", "WMO-BES-13"
    )
    afwijkingen_gemeente: Lijst[Tekst] | None = veld(
        "Waar de gemeente van de norm afwijkt.", "WMO-BES-13", aard="tekst"
    )
    onderbouwing_afwijkingen: Tekst | None = veld(
        "Waarop die afwijkingen rusten.", "WMO-BES-13", aard="tekst"
    )
    normtijd: Omvang | None = veld("De omvang die uit de norm volgt.", "WMO-BES-14", aard="tekst")
    vindplaats: Literal["verordening", "nadere_regel", "beleidsregel", "contract", "geen"] | None = veld(
        "Waar de norm is vastgelegd.", "WMO-BES-13 JW-OND-07 LOC-02 LOC-04", aard="tekst"
    )
    verordening: Verwijzing | None = veld(
        "De verordening waarin de norm staat.", "JW-OND-07 LOC-02", naar="verordening"
    )
    verordening_artikel: Tekst | None = veld("Het artikel van de verordening.", "JW-OND-07", aard="tekst")


class Activiteit(Deel):
    """One task within a provision, with its time."""

    SOORT: ClassVar[str] = "activiteit"
    MEERVOUD: ClassVar[str] = "activiteiten"
    DEFINITIE: ClassVar[str] = "Een taak binnen de voorziening, met de tijd daarvoor."

    naam: Tekst | None = veld(
        "De naam van de taak.", "WMO-BES-15 JW-OND-07", aard="tekst", persoonsgegeven=True
    )
    minuten_per_keer: Tijd | None = veld(
        "Het aantal minuten per keer.", "WMO-BES-15 WMO-BES-11", aard="tekst"
    )
    omvang: Omvang | None = veld(
        "Hoeveel hulp er voor deze taak is.", "WMO-BES-15 WMO-BES-11 JW-BES-07 JW-OND-07", aard="tekst"
    )
    incidenteel: JaNee | None = veld("Of de taak maar af en toe nodig is.", "WMO-BES-15")
    nodig: JaNee | None = veld("Of de taak nodig is voor het resultaat.", "WMO-BES-15")
    opgenomen: JaNee | None = veld("Of de taak in de toegekende tijd zit.", "WMO-BES-15", aard="tekst")
    reden_niet_opgenomen: Tekst | None = veld(
        "Waarom de taak niet is meegeteld.", "WMO-BES-15", aard="tekst", persoonsgegeven=True
    )
    gebruikelijk: Tijd | None = veld(
        "De minuten per week die een ouder elk kind van deze leeftijd geeft.", "JW-OND-07", aard="tekst"
    )
    bovengebruikelijk: Tijd | None = veld(
        "De minuten per week die daar bovenuit gaan.", "JW-OND-07", aard="tekst"
    )


class Koppeling(Deel):
    """Links one limitation to the part of the provision that meets it."""

    SOORT: ClassVar[str] = "koppeling"
    MEERVOUD: ClassVar[str] = "koppelingen"
    DEFINITIE: ClassVar[str] = "Welk deel van de voorziening welke beperking opvangt."

    beperking: Verwijzing | None = veld(
        "De beperking die wordt opgevangen.", "WMO-BES-05", aard="tekst", naar="beperking"
    )
    onderdeel: Tekst | None = veld("Het deel van de voorziening dat helpt.", "WMO-BES-05", aard="tekst")
    uitleg: Tekst | None = veld(
        "Waarom dat deel voor deze cliënt genoeg helpt.", "WMO-BES-05", aard="tekst", persoonsgegeven=True
    )


class Normafwijking(Deel):
    """More or less time than the norm for this person, with the reason."""

    SOORT: ClassVar[str] = "normafwijking"
    MEERVOUD: ClassVar[str] = "normafwijkingen"
    DEFINITIE: ClassVar[str] = "Meer of minder tijd dan de norm voor deze persoon."

    omstandigheid: (
        Literal[
            "huisdieren",
            "allergie",
            "kinderen",
            "grootte_woning",
            "incontinentie",
            "energie",
            "kan_deel_zelf",
            "ander",
        ]
        | None
    ) = veld("De omstandigheid die telt.", "WMO-BES-14", aard="tekst", persoonsgegeven=True)
    richting: Literal["meer", "minder", "gelijk"] | None = veld(
        "Of er meer of minder tijd nodig is dan de norm.", "WMO-BES-14", aard="tekst"
    )
    tijd: Omvang | None = veld("Hoeveel tijd het scheelt.", "WMO-BES-14", aard="tekst")
    reden: Tekst | None = veld(
        "Waarom deze omstandigheid meer of minder tijd geeft.",
        "WMO-BES-14",
        aard="tekst",
        persoonsgegeven=True,
    )


class Variant(Deel):
    """An option that was compared, with its price."""

    SOORT: ClassVar[str] = "variant"
    MEERVOUD: ClassVar[str] = "varianten"
    DEFINITIE: ClassVar[str] = "Een andere oplossing die is vergeleken."

    naam: Tekst | None = veld("Welke oplossing dit is.", "WMO-BES-26 JW-BES-13", aard="tekst")
    prijs: Bedrag | None = veld("Wat deze oplossing kost.", "WMO-BES-26", aard="tekst")
    gekozen: JaNee | None = veld("Of deze oplossing is gekozen.", "WMO-BES-26", aard="tekst")
    reden_passend: Tekst | None = veld(
        "Waarom deze oplossing voor deze cliënt genoeg is.", "WMO-BES-26", aard="tekst", persoonsgegeven=True
    )
    reden_afgevallen: Tekst | None = veld(
        "Waarom deze oplossing is afgevallen.", "WMO-BES-26 JW-BES-13", aard="tekst", persoonsgegeven=True
    )


class Leveringsplan(Structuur):
    """The plan of the provider that works out the provision."""

    DEFINITIE: ClassVar[str] = "Het plan van de aanbieder over hoe de hulp wordt gegeven."

    opgesteld_door: Literal["gemeente", "aanbieder", "client", "samen"] | None = veld(
        "Wie het plan maakte.", "WMO-BES-12 JW-BES-08"
    )
    opgesteld_op: Datum | None = veld("De datum van het plan.", "WMO-BES-12 JW-BES-08")
    deel_van_besluit: JaNee | None = veld(
        "Of het besluit zegt dat het plan er deel van is.",
        "WMO-BES-11 WMO-BES-12 JW-BES-07 JW-BES-08 AWB-25",
        aard="tekst",
    )
    noemt_omvang: JaNee | None = veld(
        "Of het plan de omvang van de hulp in uren of minuten per periode noemt.",
        "WMO-BES-11 WMO-BES-12 JW-BES-07",
        aard="tekst",
    )
    omvang: Omvang | None = veld("De omvang die in het plan staat.", "WMO-BES-12", aard="tekst")
    gecontroleerd_op: Datum | None = veld(
        "De datum waarop de gemeente het plan heeft gecontroleerd.", "WMO-BES-12"
    )


class Woning(Structuur):
    """Facts about a dwelling for alterations, removal and unsuitable moves."""

    DEFINITIE: ClassVar[str] = "De woning bij een woningaanpassing of een verhuizing."

    eigenaar_is_client: JaNee | None = veld("Of de woning van de cliënt is.", "WMO-BES-29")
    eigenaar_gehoord_op: Datum | None = veld(
        "De datum waarop de eigenaar de kans kreeg om te reageren.", "WMO-BES-29"
    )
    uitvoering_op: Datum | None = veld("De datum waarop de aanpassing wordt uitgevoerd.", "WMO-BES-29")
    kosten_aanpassing: Bedrag | None = veld("Wat de aanpassing kost.", "WMO-BES-31", aard="tekst")
    kosten_verhuizing: Bedrag | None = veld("Wat verhuizen kost.", "WMO-BES-31", aard="tekst")
    geschikte_woning_binnen: PeriodeWaarde | None = veld(
        "Binnen welke tijd een geschikte woning vrijkomt.", "WMO-BES-31", aard="tekst"
    )
    medisch_aanvaardbare_termijn: PeriodeWaarde | None = veld(
        "Hoe lang wachten medisch verantwoord is.", "WMO-BES-31", aard="tekst"
    )
    medische_verklaring: Tekst | None = veld(
        "Wat een arts over het wachten zegt.", "WMO-BES-31", aard="tekst", persoonsgegeven=True
    )
    verhuisvergoeding: Bedrag | None = veld("De vergoeding voor verhuizen.", "WMO-BES-31", aard="tekst")
    verordening_artikel: Tekst | None = veld(
        "Het artikel van de verordening over verhuizen.", "WMO-BES-31 WMO-BES-35", aard="tekst"
    )
    vorige_woning_geschikt: JaNee | None = veld("Of de vorige woning geschikt was.", "WMO-BES-35")
    reden_verhuizing: Tekst | None = veld(
        "Waarom de cliënt is verhuisd.", "WMO-BES-35", aard="tekst", persoonsgegeven=True
    )
    zoekinspanningen: Tekst | None = veld(
        "Wat de cliënt deed om een geschikte woning te vinden.",
        "WMO-BES-35",
        aard="tekst",
        persoonsgegeven=True,
    )
    contact_voor_verhuizing: JaNee | None = veld(
        "Of de cliënt voor de verhuizing contact had met de gemeente.", "WMO-BES-35", aard="tekst"
    )


class Vervoer(Structuur):
    """Travel need and what is covered."""

    DEFINITIE: ClassVar[str] = "De behoefte aan vervoer en wat daarvan wordt geregeld."

    behoefte: Omvang | None = veld(
        "Hoeveel vervoer de cliënt nodig heeft.", "WMO-BES-36 JW-BES-11", aard="tekst"
    )
    bestemmingen: Lijst[Tekst] | None = veld(
        "Waar de cliënt naartoe moet.", "WMO-BES-36", aard="tekst", persoonsgegeven=True
    )
    toegekend: Omvang | None = veld("Hoeveel vervoer is geregeld.", "WMO-BES-36 JW-BES-11", aard="tekst")
    reden_omvang: Tekst | None = veld(
        "Waarom dat vervoer genoeg is.", "WMO-BES-36 JW-BES-11", aard="tekst", persoonsgegeven=True
    )
    vast_maximum: JaNee | None = veld("Of een vast maximum is toegepast.", "WMO-BES-36", aard="tekst")
    locatie_is_thuis: JaNee | None = veld("Of de hulp thuis wordt gegeven.", "JW-BES-11")
    medische_noodzaak: JaNee | None = veld("Of vervoer om medische redenen nodig is.", "JW-BES-11")
    beperkt_zelfredzaam: JaNee | None = veld("Of de jeugdige niet zelf kan reizen.", "JW-BES-11")
    beslist: JaNee | None = veld("Of het besluit zegt of vervoer erbij hoort.", "JW-BES-11", aard="tekst")


class Opvangtoegang(Structuur):
    """The access test for shelter and sheltered living."""

    DEFINITIE: ClassVar[str] = "De toets of iemand opvang of beschermd wonen krijgt."

    thuissituatie_verlaten: JaNee | None = veld(
        "Of de persoon de thuissituatie heeft verlaten.", "WMO-OPV-01", aard="tekst"
    )
    reden_verlaten: Tekst | None = veld(
        "Waarom de persoon de thuissituatie verliet.", "WMO-OPV-01", aard="tekst", persoonsgegeven=True
    )
    kan_zich_handhaven: JaNee | None = veld(
        "Of de persoon zich op eigen kracht in de samenleving redt.", "WMO-OPV-01 WMO-OPV-03", aard="tekst"
    )
    feiten_handhaven: Tekst | None = veld(
        "De feiten waaruit dat blijkt.", "WMO-OPV-01", aard="tekst", persoonsgegeven=True
    )
    netwerk_lost_op: JaNee | None = veld(
        "Of netwerk of een algemene voorziening het probleem oplost.", "WMO-OPV-01 WMO-OPV-03", aard="tekst"
    )
    feiten_netwerk: Tekst | None = veld(
        "De feiten over dat netwerk of die voorziening.", "WMO-OPV-01", aard="tekst", persoonsgegeven=True
    )
    psychische_problemen: JaNee | None = veld(
        "Of er psychische of psychosociale problemen zijn.", "WMO-OPV-03", aard="tekst", persoonsgegeven=True
    )
    toezicht_nodig: JaNee | None = veld(
        "Of wonen met toezicht en begeleiding nodig is.", "WMO-OPV-03", aard="tekst"
    )
    vorm: (
        Literal[
            "nachtopvang",
            "dagopvang",
            "gezinsopvang",
            "crisisopvang",
            "vrouwenopvang",
            "woonplek",
            "begeleiding",
        ]
        | None
    ) = veld("De vorm van de opvang.", "WMO-OPV-02", aard="tekst")
    reden_vorm: Tekst | None = veld("Waarom die vorm past.", "WMO-OPV-02", aard="tekst", persoonsgegeven=True)
    regioadvies: Tekst | None = veld("Welke regio het beste past.", "WMO-OPV-03", persoonsgegeven=True)


class Meerwaarde(Structuur):
    """What an aid would add to the support that is there."""

    DEFINITIE: ClassVar[str] = "Wat een hulpmiddel toevoegt aan de hulp die er al is."

    huidige_hulp: Tekst | None = veld(
        "Wat de hulp van nu al oplost.", "WMO-BES-37", aard="tekst", persoonsgegeven=True
    )
    toevoeging: Tekst | None = veld(
        "Wat het hulpmiddel voor deze cliënt toevoegt.", "WMO-BES-37", aard="tekst", persoonsgegeven=True
    )
    bewijs: Lijst[Tekst] | None = veld("Welk bewijs is bekeken.", "WMO-BES-37", aard="tekst")


class Jeugdtoegang(Structuur):
    """Facts that only youth help knows: route, age continuation, consent, placement, move."""

    DEFINITIE: ClassVar[str] = "De feiten die alleen bij jeugdhulp spelen."

    soort_jeugdhulp: Literal["ondersteuning_en_behandeling", "deelname", "persoonlijke_verzorging"] | None = (
        veld("De soort jeugdhulp volgens de wet.", "JW-AGE-01 SCH-09")
    )
    verwijzer: (
        Literal[
            "gemeente",
            "huisarts",
            "jeugdarts",
            "medisch_specialist",
            "gecertificeerde_instelling",
            "rechter",
            "officier_van_justitie",
        ]
        | None
    ) = veld("Wie naar de jeugdhulp verwees.", "JW-BES-02 JW-BES-03 JW-BES-08 SCH-12")
    gecontracteerd: JaNee | None = veld(
        "Of de aanbieder een contract met de gemeente heeft.", "JW-BES-02 WMO-PGB-13"
    )
    begonnen_voor_18: JaNee | None = veld(
        "Of de hulp voor de achttiende verjaardag begon.", "JW-AGE-01 SCH-09 JW-AGE-02"
    )
    nodig_bevonden_voor_18: JaNee | None = veld(
        "Of voor de achttiende verjaardag bleek dat de hulp nodig is.", "JW-AGE-01 SCH-09"
    )
    hervat_binnen_half_jaar: JaNee | None = veld(
        "Of de hulp binnen een half jaar is hervat.", "JW-AGE-01 JW-AGE-02 SCH-09"
    )
    pleegzorg_begonnen_op: Datum | None = veld("De datum waarop de pleegzorg begon.", "JW-AGE-02")
    jeugdstrafrecht: JaNee | None = veld("Of de hulp uit een strafrechtelijke beslissing volgt.", "JW-AGE-01")
    instemming_van: Lijst[Verwijzing] | None = veld(
        "De personen die met de hulp hebben ingestemd.", "JW-CON-01", naar="persoon"
    )
    instemming_niet_nodig_omdat: (
        Literal["rechterlijke_beslissing", "ernstig_nadeel", "blijvende_wens_jeugdige"] | None
    ) = veld("Waarom instemming niet nodig is.", "JW-CON-01")
    uithuisplaatsing: JaNee | None = veld("Of de jeugdige uit huis is geplaatst.", "JW-BES-13")
    pleegouder_gezocht: JaNee | None = veld("Of eerst een pleegouder of gezinshuis is gezocht.", "JW-BES-13")
    reden_geen_pleeggezin: Tekst | None = veld(
        "Waarom een pleegouder of gezinshuis niet kan.", "JW-BES-13", aard="tekst", persoonsgegeven=True
    )
    met_verblijf: JaNee | None = veld("Of de hulp met verblijf is.", "JW-BES-12 JW-ADR-01")
    voortzetting_gevraagd: JaNee | None = veld(
        "Of na een verhuizing om dezelfde hulp is gevraagd.", "JW-BES-12"
    )
    zelfde_aanbieder: JaNee | None = veld("Of dezelfde aanbieder doorgaat.", "JW-BES-12", aard="tekst")
    zelfde_tarief: JaNee | None = veld("Of hetzelfde tarief doorloopt.", "JW-BES-12", aard="tekst")
    oorzaken: Lijst[Tekst] | None = veld("De oorzaken van het probleem.", "SCH-06", persoonsgegeven=True)
    meer_oorzaken: JaNee | None = veld("Of het probleem meer dan een oorzaak heeft.", "SCH-06")
    ook_mogelijk_onder: Lijst[Wet] | None = veld(
        "De wetten die een vergelijkbare hulp kennen.", "SCH-05 SCH-06"
    )


class EerdereVoorziening(Deel):
    """A provision that was granted before, against which the draft is read; it is not judged itself."""

    SOORT: ClassVar[str] = "eerdere_voorziening"
    MEERVOUD: ClassVar[str] = "eerdere_voorzieningen"
    DEFINITIE: ClassVar[str] = "Hulp die al eerder is toegekend en die voor dit concept van belang is."

    naam: Tekst | None = veld("De naam van de eerdere hulp.", "WMO-HER-02 JW-HER-02")
    wet: (
        Literal["wmo2015", "jeugdwet", "participatiewet", "wgs", "wlz", "zvw", "wmo2007", "awbz", "anders"]
        | None
    ) = veld("De wet waarop de eerdere hulp rustte.", "WMO-HER-02 JW-HER-02 SCH-09")
    soort: Product | None = veld("Het soort eerdere hulp.", "WMO-HER-02 JW-HER-02")
    persoon: Verwijzing | None = veld("De persoon voor wie de hulp was.", "WMO-HER-02", naar="persoon")
    besluit: Verwijzing | None = veld(
        "Het eerdere besluit over deze hulp.", "WMO-HER-02 JW-HER-02 AWB-32", naar="eerder_besluit"
    )
    vorm: Literal["natura", "pgb"] | None = veld("De vorm van de eerdere hulp.", "JW-HER-02")
    omvang: Omvang | None = veld("Hoeveel hulp er was.", "WMO-HER-02 JW-HER-02 AWB-32 JW-BES-12")
    tarief: Bedrag | None = veld("Het tarief van de eerdere hulp.", "JW-HER-02 JW-BES-12")
    aanbieder: Tekst | None = veld("Wie de eerdere hulp gaf.", "JW-BES-12")
    begindatum: Datum | None = veld("De eerste dag van de eerdere hulp.", "JW-BES-10 JW-BES-12")
    einddatum: Datum | None = veld("De laatste dag van de eerdere hulp.", "JW-BES-10 WMO-HER-02")


class Voorziening(Deel):
    """A provision as it is granted, limited or refused in a decision, for one person under one law."""

    SOORT: ClassVar[str] = "voorziening"
    MEERVOUD: ClassVar[str] = "voorzieningen"
    DEFINITIE: ClassVar[str] = "De hulp of het geld waarover het besluit gaat."

    naam: Tekst | None = veld("De naam van de voorziening.", "SCH-01 WMO-BES-28", aard="tekst")
    wet: Wet | None = veld("De wet waarop de voorziening rust.", "SCH-01 SCH-08 SCH-14 SCH-15 WMO-BES-28")
    artikelen: Lijst[Tekst] | None = veld("De artikelen waarop de voorziening rust.", "SCH-01", aard="tekst")
    soort: Product | None = veld(
        "Het soort hulp.",
        "WMO-BES-11 WMO-BES-16 WMO-BES-28 WMO-BES-36 WMO-BIJ-04 WMO-BIJ-07 WMO-BIJ-09 SCH-08 "
        "JW-BES-07 WPG-01 ZVW-01 ZVW-02 WLZ-03 JW-AGE-01 JW-AGE-02",
    )
    gevraagde_soort: Product | None = veld("Het soort hulp dat de cliënt vroeg.", "WMO-BES-28 WMO-BES-16")
    geadviseerde_soort: Product | None = veld("Het soort hulp dat het verslag adviseert.", "WMO-BES-28")
    productcategorie: Tekst | None = veld(
        "De code van de productcategorie in het berichtenverkeer.", "", aard="tekst"
    )
    ondersteuningssoort: Ondersteuningssoort | None = veld(
        "Waar de hulp voor bedoeld is.", "WMO-BES-02 WMO-BIJ-07 WMO-OPV-03"
    )
    reden_kwalificatie: Tekst | None = veld(
        "Waarom de hulp dit soort hulp is en geen andere.", "WMO-BES-28", aard="tekst", persoonsgegeven=True
    )
    aard: (
        Literal[
            "algemene_voorziening",
            "maatwerkvoorziening",
            "individuele_voorziening",
            "collectieve_voorziening",
            "inkomensvoorziening",
        ]
        | None
    ) = veld("De juridische aard van de voorziening.", "WMO-BES-17 SCH-07 INT-02 WPG-01 SCH-01")
    strekking: Literal["toegekend", "gedeeltelijk_toegekend", "afgewezen", "beeindigd"] | None = veld(
        "Of de voorziening is toegekend of afgewezen.", "WMO-BES-04 AWB-08 JW-BES-01"
    )
    weigeringsgrond: Weigeringsgrond | None = veld(
        "De grond waarop deze voorziening is geweigerd of beperkt.",
        "WMO-BES-32 WMO-BES-27 JW-OND-08",
        aard="tekst",
    )
    besluit: Verwijzing | None = veld(
        "Het besluit dat over de voorziening gaat.", "WMO-BES-11 INT-02 SCH-02", naar="besluit"
    )
    persoon: Verwijzing | None = veld(
        "De persoon voor wie de voorziening is; als niets is ingevuld, de enige begunstigde van het besluit.",
        "WMO-BES-10 SCH-02 JW-ADR-02 SCH-16",
        aard="tekst",
        naar="persoon",
    )
    vorige_voorziening: Verwijzing | None = veld(
        "De eerdere voorziening die hiervoor gold.",
        "WMO-HER-02 JW-HER-02 JW-BES-10 JW-BES-12 AWB-32",
        naar="eerdere_voorziening",
    )
    vorm: Literal["natura", "pgb"] | None = veld(
        "Of de hulp in natura of als pgb komt.", "WMO-BES-24 JW-BES-09", aard="tekst"
    )
    gevraagde_vorm: Literal["natura", "pgb"] | None = veld(
        "De vorm waar de cliënt om vroeg.", "JW-BES-09 WMO-PGB-01"
    )
    reden_vorm: Tekst | None = veld(
        "Waarom de gevraagde vorm niet is gegeven.", "JW-BES-09", aard="tekst", persoonsgegeven=True
    )
    aanbieder: Tekst | None = veld(
        "De aanbieder die de hulp geeft.",
        "WMO-BES-24 WMO-BES-34 JW-BES-12",
        aard="tekst",
        persoonsgegeven=True,
    )
    keuze_aanbieder: Tekst | None = veld(
        "Hoe de cliënt een aanbieder kan kiezen.", "WMO-BES-24 JW-OND-04", aard="tekst"
    )
    levering_vanaf: Datum | None = veld(
        "De datum waarop de hulp echt begint.", "WMO-BES-34 JW-PGB-08", aard="tekst"
    )
    wachttijd: PeriodeWaarde | None = veld(
        "Hoe lang de cliënt op de hulp moet wachten.", "WMO-BES-34 JW-BES-01", aard="tekst"
    )
    overbrugging: Tekst | None = veld(
        "Welke hulp er is tot de voorziening begint.",
        "WMO-BES-34 WMO-BES-09",
        aard="tekst",
        persoonsgegeven=True,
    )
    resultaat: Tekst | None = veld(
        "Het resultaat dat de hulp moet hebben.",
        "WMO-BES-11 INT-08 JW-BES-07",
        aard="tekst",
        persoonsgegeven=True,
    )
    omvang: Omvang | None = veld(
        "Hoeveel hulp per periode is toegekend.",
        "WMO-BES-11 WMO-BES-12 WMO-HER-02 JW-BES-07 JW-OND-11 JW-HER-02 AWB-32 INT-08",
        aard="tekst",
    )
    omvang_tot: Omvang | None = veld(
        "De bovengrens als het besluit een bandbreedte noemt.", "WMO-BES-11", aard="tekst"
    )
    gevraagde_omvang: Omvang | None = veld("Hoeveel hulp de cliënt vroeg.", "JW-OND-11 AWB-08")
    omvang_bepaald_door: Orgaan | None = veld(
        "Wie de omvang van de hulp bepaalt.", "WMO-BES-12 JW-BES-08 WMO-BES-38", aard="tekst"
    )
    omvang_bepaald_op: Datum | None = veld("De datum waarop de omvang is bepaald.", "WMO-BES-12 JW-BES-08")
    begindatum: Datum | None = veld(
        "De dag waarop de voorziening begint.",
        "WMO-BES-22 WMO-BES-23 JW-BES-10 JW-BES-14 PW-07",
        aard="tekst",
    )
    einddatum: Datum | None = veld(
        "De dag waarop de voorziening eindigt.",
        "WMO-BES-23 WMO-OND-10 JW-BES-10 SCH-09 JW-AGE-01 JW-AGE-02",
        aard="tekst",
    )
    onbepaalde_tijd: JaNee | None = veld(
        "Of de voorziening voor onbepaalde tijd is.", "WMO-BES-23", aard="tekst"
    )
    eindigt_bij: Tekst | None = veld(
        "De gebeurtenis waarmee de voorziening eindigt.", "WMO-OND-10 JW-BES-10", aard="tekst"
    )
    reden_duur: Tekst | None = veld(
        "Waarom de voorziening zo lang duurt.", "WMO-BES-23 JW-BES-10", aard="tekst", persoonsgegeven=True
    )
    soort_reden_duur: (
        Literal["behoefte", "ontwikkeling", "evaluatie", "leeftijd", "contract", "begroting", "ander"] | None
    ) = veld("Het soort reden voor de duur.", "WMO-BES-23 JW-BES-10 JW-AGE-02", aard="tekst")
    eerder_begonnen_op: Datum | None = veld(
        "De datum waarop de hulp in werkelijkheid al begon.", "WMO-BES-22 JW-BES-14"
    )
    tijdelijk: JaNee | None = veld(
        "Of de voorziening tijdelijk is, in afwachting van onderzoek.", "WMO-OND-10", aard="tekst"
    )
    passende_bijdrage: Tekst | None = veld(
        "Waarom de voorziening genoeg bijdraagt aan zelfredzaamheid en participatie.",
        "WMO-BES-05 WMO-BES-26",
        aard="tekst",
        persoonsgegeven=True,
    )
    resterende_behoefte: Tekst | None = veld(
        "Welke behoefte overblijft.", "WMO-BES-05", aard="tekst", persoonsgegeven=True
    )
    kostprijs: Bedrag | None = veld(
        "Wat de voorziening de gemeente kost.", "WMO-BIJ-03 WMO-BES-26 WMO-PGB-05"
    )
    tegemoetkoming: Bedrag | None = veld("Het bedrag dat de cliënt krijgt.", "PW-10 AWB-32", aard="tekst")
    financieringsbron: Bron | None = veld("Het geld waaruit de voorziening wordt betaald.", "SCH-14 INT-09")
    budget: Verwijzing | None = veld(
        "Het budget waar de voorziening onder valt.", "INT-09 SCH-14", naar="budget"
    )
    eigen_bijdrage: JaNee | None = veld(
        "Of voor de voorziening een eigen bijdrage geldt.", "SCH-15 JW-BES-05 WMO-BES-25", aard="tekst"
    )
    afstemming: Tekst | None = veld(
        "Hoe de voorziening is afgestemd op hulp uit andere wetten.",
        "WMO-BES-07 JW-BES-06",
        aard="tekst",
        persoonsgegeven=True,
    )
    afgestemd_op: Lijst[Wet] | None = veld(
        "De wetten waarop de voorziening is afgestemd.", "WMO-BES-07 JW-BES-06 SCH-01", aard="tekst"
    )
    kwaliteit_geborgd: JaNee | None = veld(
        "Of is geregeld dat de hulp veilig, doeltreffend en cliëntgericht is.", "WMO-BES-30 JW-PGB-02"
    )
    kwaliteitseisen: Lijst[Tekst] | None = veld(
        "De kwaliteitseisen aan de aanbieder.", "WMO-BES-30 WMO-PGB-13"
    )
    medische_grondslag: JaNee | None = veld(
        "Of de hulp samenhangt met behoefte aan geneeskundige zorg.", "ZVW-01"
    )
    geindiceerd_door_verpleegkundige: JaNee | None = veld(
        "Of een wijkverpleegkundige de zorg heeft geïndiceerd.", "ZVW-01"
    )
    vereist_besluit: JaNee | None = veld("Of voor deze hulp een besluit nodig is.", "INT-02 WPG-01 JW-BES-02")
    vervolg_na_18: Literal["jeugdhulp", "wmo", "zvw", "wlz", "geen_hulp_nodig"] | None = veld(
        "Welke hulp er na de achttiende verjaardag komt.", "SCH-09 INT-12"
    )
    maatstaf: Maatstaf | None = veld("De norm waarmee de omvang is berekend.", "WMO-BES-13 JW-OND-07")
    leveringsplan: Leveringsplan | None = veld(
        "Het plan van de aanbieder.", "WMO-BES-11 WMO-BES-12 JW-BES-07", aard="feit"
    )
    woning: Woning | None = veld("De woning waar het om gaat.", "WMO-BES-29 WMO-BES-31 WMO-BES-35")
    vervoer: Vervoer | None = veld("Het vervoer waar het om gaat.", "WMO-BES-36 JW-BES-11")
    opvangtoegang: Opvangtoegang | None = veld(
        "De toets op opvang of beschermd wonen.", "WMO-OPV-01 WMO-OPV-03"
    )
    meerwaarde: Meerwaarde | None = veld("Wat het hulpmiddel toevoegt.", "WMO-BES-37", aard="tekst")
    jeugdtoegang: Jeugdtoegang | None = veld(
        "De feiten die alleen bij jeugdhulp spelen.", "JW-AGE-01 JW-BES-02"
    )
    activiteiten: Delen[Activiteit] | None = veld(
        "De taken binnen de voorziening.", "WMO-BES-15 WMO-BES-11 JW-BES-07", aard="tekst"
    )
    koppelingen: Delen[Koppeling] | None = veld(
        "Welk deel van de voorziening welke beperking opvangt.", "WMO-BES-05", aard="tekst"
    )
    normafwijkingen: Delen[Normafwijking] | None = veld(
        "Waar deze persoon meer of minder tijd nodig heeft dan de norm.", "WMO-BES-14", aard="tekst"
    )
    varianten: Delen[Variant] | None = veld(
        "De oplossingen die zijn vergeleken.", "WMO-BES-26 JW-BES-13", aard="tekst"
    )


class Beperking(Deel):
    """A limitation or problem that was found and that support must meet."""

    SOORT: ClassVar[str] = "beperking"
    MEERVOUD: ClassVar[str] = "beperkingen"
    DEFINITIE: ClassVar[str] = "Iets wat iemand niet of niet goed zelf kan."

    persoon: Verwijzing | None = veld("De persoon met de beperking.", "WMO-BES-05 WMO-BES-10", naar="persoon")
    onderzoek: Verwijzing | None = veld(
        "Het onderzoek waarin de beperking is vastgesteld.", "WMO-BES-05 WMO-BES-06", naar="onderzoek"
    )
    omschrijving: Tekst | None = veld("Wat de beperking is.", "WMO-BES-05 WMO-OND-13", persoonsgegeven=True)
    gebied: (
        Literal[
            "huishouden",
            "persoonlijke_verzorging",
            "verplaatsen",
            "wonen",
            "contacten",
            "dagstructuur",
            "opvoeden",
            "opgroeien",
            "psychisch",
            "leren",
            "geld",
            "werk",
            "ander",
        ]
        | None
    ) = veld("Het gebied waarop de beperking speelt.", "WMO-BES-05 SCH-08 SCH-10 ZVW-02")
    soort_behoefte: (
        Literal[
            "begeleiding",
            "persoonlijke_verzorging",
            "verpleging",
            "behandeling",
            "hulpmiddel",
            "woningaanpassing",
            "vervoer",
            "onderwijs",
            "onderdak",
            "inkomen",
            "ander",
        ]
        | None
    ) = veld("De soort hulp die de beperking vraagt.", "ZVW-01 ZVW-02 SCH-08 SCH-10")
    vastgesteld_op: Datum | None = veld("De datum waarop de beperking is vastgesteld.", "AWB-01")
    opgelost: JaNee | None = veld("Of de beperking al helemaal is opgelost.", "WMO-BES-32 WMO-BES-05")


class Huisgenoothulp(Structuur):
    """The housemate from whom usual help is expected."""

    DEFINITIE: ClassVar[str] = "De huisgenoot van wie gebruikelijke hulp wordt verwacht."

    taken: Lijst[Tekst] | None = veld(
        "De taken die de huisgenoot overneemt.", "WMO-BES-20", aard="tekst", persoonsgegeven=True
    )
    tijd_per_week: Tijd | None = veld(
        "De minuten per week die van de huisgenoot worden verwacht.", "WMO-BES-20", aard="tekst"
    )
    in_staat: JaNee | None = veld("Of de huisgenoot de taken kan doen.", "WMO-BES-20", aard="tekst")
    gezondheid: Tekst | None = veld(
        "Wat over de gezondheid van de huisgenoot is vastgesteld.", "WMO-BES-20", persoonsgegeven=True
    )
    werkuren_per_week: Getal | None = veld("Het aantal uren dat de huisgenoot werkt.", "WMO-BES-20")
    overbelast: JaNee | None = veld("Of de huisgenoot overbelast is of dreigt te raken.", "WMO-BES-20")
    besproken_met_huisgenoot_op: Datum | None = veld(
        "De datum waarop dit met de huisgenoot is besproken.", "WMO-BES-20"
    )
    besproken_met_client_op: Datum | None = veld(
        "De datum waarop dit met de cliënt is besproken.", "WMO-BES-20"
    )


class Gebruikelijkheid(Structuur):
    """The four questions of algemeen gebruikelijk."""

    DEFINITIE: ClassVar[str] = "De vier vragen of iets algemeen gebruikelijk is."

    niet_speciaal_voor_beperking: JaNee | None = veld(
        "Of de zaak niet speciaal voor mensen met een beperking is.", "WMO-BES-19", aard="tekst"
    )
    werkelijk_beschikbaar: JaNee | None = veld("Of de zaak echt te krijgen is.", "WMO-BES-19", aard="tekst")
    passende_bijdrage: JaNee | None = veld(
        "Of de zaak voor deze cliënt genoeg helpt.", "WMO-BES-19", aard="tekst"
    )
    draagbaar_op_minimum: JaNee | None = veld(
        "Of iemand met een minimuminkomen de zaak kan betalen.", "WMO-BES-19", aard="tekst"
    )
    prijs: Bedrag | None = veld("De prijs van de zaak.", "WMO-BES-19")
    extra_financiele_voorwaarde: JaNee | None = veld(
        "Of het besluit nog een andere financiële eis stelt.", "WMO-BES-19", aard="tekst"
    )
    leeftijd_of_afschrijving_beslist: JaNee | None = veld(
        "Of het besluit de leeftijd of afschrijving van de oude zaak laat beslissen.",
        "WMO-BES-19",
        aard="tekst",
    )
    eigen_inkomen_beslist: JaNee | None = veld(
        "Of het besluit het eigen inkomen van de cliënt laat beslissen.", "WMO-BES-19", aard="tekst"
    )


class AlgemeneVoorzieningToets(Structuur):
    """Whether a general provision is really one, and works for this cliënt."""

    DEFINITIE: ClassVar[str] = "De toets of een algemene voorziening voor deze cliënt werkt."

    zonder_onderzoek_toegankelijk: JaNee | None = veld(
        "Of iedereen er zonder onderzoek naar behoeften gebruik van kan maken. "
        "Vragen naar alleen adres of dag tellen niet als onderzoek.",
        "WMO-BES-17",
    )
    toegangsvoorwaarden: Lijst[Tekst] | None = veld("De voorwaarden voor toegang.", "WMO-BES-17")
    intakevragen: Lijst[Tekst] | None = veld("De vragen die bij de start worden gesteld.", "WMO-BES-17")
    beschikbaar: JaNee | None = veld(
        "Of de voorziening er echt is voor deze cliënt.", "WMO-BES-18", aard="tekst"
    )
    bruikbaar: JaNee | None = veld("Of deze cliënt de voorziening kan gebruiken.", "WMO-BES-18", aard="tekst")
    compenseert_voldoende: JaNee | None = veld(
        "Of de voorziening de beperking genoeg opheft.", "WMO-BES-18", aard="tekst"
    )
    betaalbaar: JaNee | None = veld("Of deze cliënt de voorziening kan betalen.", "WMO-BES-18", aard="tekst")
    prijs: Bedrag | None = veld("Wat de voorziening de cliënt kost.", "WMO-BES-18")


class Hulpbron(Deel):
    """One rung of the necessity ladder: something that may remove the need for a provision."""

    SOORT: ClassVar[str] = "hulpbron"
    MEERVOUD: ClassVar[str] = "hulpbronnen"
    DEFINITIE: ClassVar[str] = "Iets waarmee een beperking ook zonder voorziening kan worden opgelost."

    soort: (
        Literal[
            "eigen_kracht",
            "algemeen_gebruikelijk",
            "gebruikelijke_hulp",
            "mantelzorg",
            "sociaal_netwerk",
            "algemene_voorziening",
            "voorliggende_voorziening",
        ]
        | None
    ) = veld("Het soort oplossing.", "WMO-BES-04 WMO-BES-17 WMO-BES-19 WMO-BES-20 WMO-BES-21 JW-OND-03")
    voorziening: Verwijzing | None = veld(
        "De voorziening waarop dit in mindering komt.", "WMO-BES-04", naar="voorziening"
    )
    besluit: Verwijzing | None = veld("Het besluit dat dit meeweegt.", "WMO-BES-04", naar="besluit")
    beperking: Verwijzing | None = veld("De beperking waar het om gaat.", "WMO-BES-04", naar="beperking")
    persoon: Verwijzing | None = veld(
        "De persoon die de hulp geeft.", "WMO-BES-20 WMO-BES-21", naar="persoon"
    )
    naam: Tekst | None = veld(
        "De naam van de zaak of de voorziening.", "WMO-BES-19 WMO-BES-32", aard="tekst", persoonsgegeven=True
    )
    beoordeeld_in_besluit: JaNee | None = veld(
        "Of het besluit zegt in hoeverre dit de beperking oplost.", "WMO-BES-04", aard="tekst"
    )
    effect: Literal["geen", "gedeeltelijk", "volledig"] | None = veld(
        "In hoeverre dit de beperking oplost.", "WMO-BES-04 WMO-BES-32", aard="tekst"
    )
    feiten: Tekst | None = veld(
        "De feiten waarop dat oordeel rust.", "WMO-BES-04 JW-OND-03", aard="tekst", persoonsgegeven=True
    )
    aanwezig: JaNee | None = veld("Of deze oplossing er nu echt is.", "WMO-BES-04 WMO-BES-32")
    geschikt: JaNee | None = veld("Of deze oplossing voor deze cliënt geschikt is.", "WMO-BES-04")
    omvang: Omvang | None = veld(
        "Hoeveel hulp hiermee wordt opgevangen.", "WMO-BES-20 WMO-BES-21 JW-OND-11", aard="tekst"
    )
    bereid: JaNee | None = veld("Of de helper de hulp geeft of heeft toegezegd.", "WMO-BES-21")
    onbetaald: JaNee | None = veld("Of de helper niet wordt betaald.", "WMO-BES-21")
    duurzaam: JaNee | None = veld("Of de hulp ook op langere duur doorgaat.", "WMO-BES-21")
    is_huisgenoot: JaNee | None = veld("Of de helper in hetzelfde huis woont.", "WMO-BES-20 WMO-BES-21")
    wet: Wet | None = veld("De wet van de andere voorziening.", "WMO-BES-32 SCH-05 SCH-07 PW-02")
    recht_staat_vast: JaNee | None = veld(
        "Of vaststaat dat de cliënt recht heeft op de andere voorziening.", "WMO-BES-32 SCH-05"
    )
    toereikend_en_passend: JaNee | None = veld(
        "Of de andere voorziening genoeg is en past.", "PW-02 SCH-07 SCH-11"
    )
    verordening: Verwijzing | None = veld(
        "De verordening waarin de maat voor deze hulp staat.",
        "JW-OND-03 WMO-BES-20 LOC-02",
        naar="verordening",
    )
    maat_vindplaats: Literal["verordening", "nadere_regel", "beleidsregel", "geen"] | None = veld(
        "Waar is vastgelegd wat van een huisgenoot mag worden verwacht.",
        "WMO-BES-20 LOC-02",
        vraag="Waar is vastgelegd wat van een huisgenoot mag worden verwacht?",
    )
    verordening_artikel: Tekst | None = veld(
        "Het artikel van de verordening.", "JW-OND-03 WMO-BES-20", aard="tekst"
    )
    belasting_gezin: Tekst | None = veld(
        "Hoe zwaar het gezin al belast is.", "JW-OND-03", aard="tekst", persoonsgegeven=True
    )
    grens_van_gezin: Tekst | None = veld(
        "Wat van de ouders niet meer kan worden gevraagd.", "JW-OND-03", aard="tekst", persoonsgegeven=True
    )
    huisgenoothulp: Huisgenoothulp | None = veld("De huisgenoot die helpt.", "WMO-BES-20")
    gebruikelijkheid: Gebruikelijkheid | None = veld(
        "De vier vragen of iets algemeen gebruikelijk is.", "WMO-BES-19"
    )
    algemene_toets: AlgemeneVoorzieningToets | None = veld(
        "De toets of de algemene voorziening werkt.", "WMO-BES-17 WMO-BES-18"
    )
