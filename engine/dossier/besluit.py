"""The draft decision and what surrounds it: letter, objection, promise."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from engine.dossier.values import (
    Bedrag,
    Datum,
    Deel,
    Delen,
    JaNee,
    Keuzenaam,
    Lijst,
    PeriodeWaarde,
    Structuur,
    Tekst,
    Verwijzing,
    Wet,
    veld,
)

Orgaan = Annotated[
    Literal[
        "college",
        "gemeenteraad",
        "burgemeester",
        "gemeenschappelijke_regeling",
        "aanbieder",
        "stichting",
        "wijkteam",
        "schuldhulporganisatie",
        "gecertificeerde_instelling",
        "ciz",
        "zorgkantoor",
        "zorgverzekeraar",
        "cak",
        "svb",
        "uwv",
        "rechter",
        "ander",
    ],
    Keuzenaam("orgaan"),
]

Weigeringsgrond = Annotated[
    Literal[
        "geen_beperking",
        "eigen_kracht",
        "algemeen_gebruikelijk",
        "gebruikelijke_hulp",
        "mantelzorg",
        "sociaal_netwerk",
        "algemene_voorziening",
        "wlz",
        "geen_ingezetene",
        "overleden",
        "verblijfsstatus",
        "niet_meegewerkt",
        "andere_wet",
        "voorliggende_voorziening",
        "budget",
        "wachtlijst",
        "inkomen_of_vermogen",
        "kan_zelf_betalen",
        "eigen_verantwoordelijkheid",
        "verhuisprimaat",
        "verhuizing_naar_ongeschikte_woning",
        "geen_meerwaarde",
        "protocol",
        "regiobinding",
        "geen_psychiatrie_of_verslaving",
        "zelfredzaam",
        "kwaliteit",
        "pgb_duurder",
        "eerdere_intrekking",
        "natura_gaat_voor",
        "pgb_onbekwaam",
        "eerder_gebruik",
        "fraude",
        "leeftijd",
        "kosten_niet_noodzakelijk",
        "drempelbedrag",
        "herhaalde_aanvraag",
        "andere_grond",
    ],
    Keuzenaam("weigeringsgrond"),
]


class Geadresseerde(Structuur):
    """To whom the decision is addressed."""

    DEFINITIE: ClassVar[str] = "Degene aan wie het besluit is gericht."

    soort: Literal["persoon", "echtpaar", "gezin", "huishouden", "organisatie"] | None = veld(
        "Of het besluit aan een persoon is gericht of aan bijvoorbeeld een gezin.",
        "WMO-BES-10 SCH-03 JW-ADR-02 PW-01",
        aard="tekst",
    )
    persoon: Verwijzing | None = veld(
        "De persoon aan wie het besluit is gericht.",
        "WMO-BES-10 SCH-02 JW-ADR-02 PW-01",
        aard="tekst",
        naar="persoon",
    )
    vertegenwoordiger: Verwijzing | None = veld(
        "De persoon die het besluit namens de cliënt ontvangt.",
        "WMO-BES-10 JW-ADR-02",
        aard="tekst",
        naar="persoon",
    )


class Mandaat(Structuur):
    """The power to decide in the name of the competent body."""

    DEFINITIE: ClassVar[str] = "De bevoegdheid om namens het bestuur te beslissen."

    kenmerk: Tekst | None = veld("Het nummer of de naam van het mandaatbesluit.", "AWB-22 WMO-OND-12 SCH-13")
    schriftelijk: JaNee | None = veld("Of het mandaat op schrift staat.", "AWB-22")
    omvat_dit_besluit: JaNee | None = veld("Of het mandaat dit soort besluit dekt.", "AWB-22 SCH-12")
    gemandateerde: (
        Literal[
            "ambtenaar",
            "aanbieder",
            "stichting",
            "wijkteam",
            "bestuursorgaan",
            "schuldhulporganisatie",
            "ander",
        ]
        | None
    ) = veld("Wie het mandaat heeft.", "AWB-22 WMO-BES-38 PW-08 WGS-03 SCH-12 JW-BES-08")
    gemandateerde_is_aanbieder: JaNee | None = veld(
        "Of degene met het mandaat een aanbieder is.", "WMO-BES-38"
    )
    instemming_gemandateerde: JaNee | None = veld(
        "Of de gemandateerde en zijn werkgever hebben ingestemd.", "AWB-22"
    )
    wet: Wet | None = veld("De wet waarvoor het mandaat geldt.", "SCH-12 SCH-13")
    bekrachtigd_op: Datum | None = veld(
        "De datum waarop het bevoegde orgaan het besluit heeft bekrachtigd.",
        "AWB-22 WMO-BES-38 JW-BES-08 PW-08 WGS-03",
        aard="tekst",
    )


class Ondertekening(Structuur):
    """Who signs, and in whose name."""

    DEFINITIE: ClassVar[str] = "Wie het besluit ondertekent en namens wie."

    naam: Tekst | None = veld(
        "De naam van degene die ondertekent.", "AWB-22", aard="tekst", persoonsgegeven=True
    )
    functie: Tekst | None = veld("De functie van degene die ondertekent.", "AWB-22 SCH-12", aard="tekst")
    persoon: Verwijzing | None = veld("De persoon die ondertekent.", "AWB-22 SCH-13", naar="persoon")
    namens: Orgaan | None = veld(
        "Het orgaan namens wie is ondertekend.", "AWB-22 WMO-BES-38 SCH-12 PW-08", aard="tekst"
    )


class Rechtsmiddelenclausule(Structuur):
    """The text about objection and appeal."""

    DEFINITIE: ClassVar[str] = "De tekst over hoe iemand tegen het besluit kan opkomen."

    rechtsmiddel: Literal["bezwaar", "beroep", "hoger_beroep", "klacht", "geen"] | None = veld(
        "Wat iemand tegen het besluit kan doen.",
        "AWB-07 SCH-17",
        aard="tekst",
        vraag="Wat kan iemand volgens het besluit doen die het er niet mee eens is?",
    )
    door_wie: Tekst | None = veld(
        "Wie tegen het besluit kan opkomen.",
        "AWB-07",
        aard="tekst",
        vraag="Wie kan volgens het besluit bezwaar maken?",
    )
    termijn: PeriodeWaarde | None = veld(
        "Binnen welke termijn iemand tegen het besluit kan opkomen.",
        "AWB-07 AWB-18",
        aard="tekst",
        vraag="Welke termijn noemt het besluit voor bezwaar?",
    )
    termijn_begint: Literal["dag_na_bekendmaking", "dagtekening", "ontvangst", "ander"] | None = veld(
        "Wanneer de termijn voor bezwaar begint.", "AWB-18", aard="tekst"
    )
    bij_orgaan: Tekst | None = veld(
        "Bij welk orgaan iemand tegen het besluit kan opkomen.",
        "AWB-07 SCH-17",
        aard="tekst",
        vraag="Bij wie kan iemand volgens het besluit bezwaar maken?",
    )
    beroepsrechter: (
        Literal["rechtbank", "kinderrechter", "crvb", "abrvs", "burgerlijke_rechter", "geen"] | None
    ) = veld("De rechter bij wie daarna beroep kan.", "SCH-17", aard="tekst")
    schorsende_werking: JaNee | None = veld(
        "Of bezwaar het besluit volgens de tekst uitstelt.", "SCH-17", aard="tekst"
    )
    voor_alle_wetten_samen: JaNee | None = veld(
        "Of de tekst een procedure voor alle wetten samen belooft.", "SCH-18", aard="tekst"
    )


class Bekendmaking(Structuur):
    """How and when the decision was announced."""

    DEFINITIE: ClassVar[str] = "Hoe en wanneer het besluit bekend is gemaakt."

    verzonden_op: Datum | None = veld(
        "De datum waarop het besluit is verzonden of uitgereikt.", "AWB-06 AWB-18 AWB-26"
    )
    wijze: Literal["post", "uitreiking", "elektronisch", "portaal", "publicatie"] | None = veld(
        "Hoe het besluit bekend is gemaakt.", "AWB-06"
    )
    ontvangers: Lijst[Verwijzing] | None = veld(
        "De personen aan wie het besluit is gestuurd.", "AWB-06 PRI-14", naar="persoon"
    )
    elektronisch_bereikbaar: JaNee | None = veld(
        "Of de ontvanger heeft gezegd dat hij elektronisch bereikbaar is.", "AWB-06"
    )
    bericht_portaal_binnen_48_uur: JaNee | None = veld(
        "Of binnen 48 uur is gemeld dat er een bericht in het portaal staat.", "AWB-06"
    )


class Rechtsgrond(Deel):
    """One legal basis that the decision names."""

    SOORT: ClassVar[str] = "rechtsgrond"
    MEERVOUD: ClassVar[str] = "rechtsgronden"
    DEFINITIE: ClassVar[str] = "Een regel waarop het besluit volgens de tekst rust."

    wet: Wet | None = veld("De wet die is genoemd.", "AWB-09 SCH-01 WMO-PGB-10 SCH-21", aard="tekst")
    artikel: Tekst | None = veld("Het artikel dat is genoemd.", "AWB-09 SCH-01 WMO-PGB-10", aard="tekst")
    niveau: (
        Literal[
            "wet",
            "amvb",
            "ministeriele_regeling",
            "verordening",
            "nadere_regel",
            "beleidsregel",
            "vaste_gedragslijn",
            "experiment",
            "wetsvoorstel",
        ]
        | None
    ) = veld("Het soort regel.", "LOC-02 LOC-04 SCH-21 WMO-BIJ-08 PRI-16", aard="tekst")
    verordening: Verwijzing | None = veld(
        "De verordening die is genoemd.", "LOC-05 LOC-02", naar="verordening"
    )
    beleidsregel: Verwijzing | None = veld(
        "De beleidsregel die is genoemd.", "LOC-03 LOC-04 AWB-34", naar="beleidsregel"
    )
    is_subsidietitel: JaNee | None = veld(
        "Of titel 4.2 van de Awb over subsidies is toegepast.", "WMO-PGB-10", aard="tekst"
    )
    beperkt_aanspraak: JaNee | None = veld(
        "Of deze regel de aanspraak beperkt.", "LOC-02 LOC-03", aard="tekst"
    )


class Motivering(Deel):
    """The reasons for one element of the decision: facts, norm, conclusion."""

    SOORT: ClassVar[str] = "motivering"
    MEERVOUD: ClassVar[str] = "motiveringen"
    DEFINITIE: ClassVar[str] = "De redenen voor een onderdeel van het besluit."

    onderdeel: (
        Literal[
            "toekenning",
            "omvang",
            "duur",
            "vorm",
            "ingangsdatum",
            "afwijzing",
            "verlaging",
            "intrekking",
            "terugvordering",
            "hulpbron",
            "kwalificatie",
            "belangen",
            "ander",
        ]
        | None
    ) = veld("Het onderdeel waar de redenen over gaan.", "AWB-08", aard="tekst")
    voorziening: Verwijzing | None = veld(
        "De voorziening waar de redenen over gaan.", "AWB-08", naar="voorziening"
    )
    feiten: Tekst | None = veld(
        "De feiten die het besluit noemt.", "AWB-08 AWB-01", aard="tekst", persoonsgegeven=True
    )
    norm: Tekst | None = veld("De regel die het besluit toepast.", "AWB-08 AWB-09", aard="tekst")
    conclusie: Tekst | None = veld(
        "Wat het besluit daaruit afleidt.", "AWB-08", aard="tekst", persoonsgegeven=True
    )
    verwijst_naar: Literal["verslag", "advies", "gezinsplan", "beleid", "eerder_besluit"] | None = veld(
        "Het stuk waarnaar de redenen verwijzen.", "AWB-10 INT-03 LOC-04", aard="tekst"
    )
    stuk_bevat_redenen_voor_persoon: JaNee | None = veld(
        "Of dat stuk de redenen voor deze persoon bevat.", "AWB-10 INT-03"
    )
    stuk_bijgevoegd_of_bekend: JaNee | None = veld(
        "Of de cliënt dat stuk heeft of erbij krijgt.", "AWB-10 INT-03"
    )


class Voorwaarde(Deel):
    """A condition or duty that the decision attaches."""

    SOORT: ClassVar[str] = "voorwaarde"
    MEERVOUD: ClassVar[str] = "voorwaarden"
    DEFINITIE: ClassVar[str] = "Een eis of plicht die het besluit stelt."

    tekst: Tekst | None = veld(
        "Wat de voorwaarde inhoudt.", "SCH-19 AWB-02", aard="tekst", persoonsgegeven=True
    )
    wet: Wet | None = veld("De wet waar de voorwaarde uit komt.", "SCH-19 AWB-02 PW-05", aard="tekst")
    soort: (
        Literal[
            "arbeidsplicht",
            "tegenprestatie",
            "schuldhulp",
            "behandeling",
            "inlichtingenplicht",
            "medewerkingsplicht",
            "kwaliteit",
            "financieel",
            "ander",
        ]
        | None
    ) = veld("Het soort voorwaarde.", "SCH-19 PW-05 WMO-BES-16 WMO-BES-19", aard="tekst")
    grondslag: Tekst | None = veld("Het artikel waarop de voorwaarde rust.", "SCH-19", aard="tekst")


class Belang(Deel):
    """An interest that was weighed."""

    SOORT: ClassVar[str] = "belang"
    MEERVOUD: ClassVar[str] = "belangen"
    DEFINITIE: ClassVar[str] = "Een belang dat bij het besluit is gewogen."

    van: Verwijzing | None = veld("De persoon om wiens belang het gaat.", "AWB-03 WMO-OPV-02", naar="persoon")
    omschrijving: Tekst | None = veld(
        "Wat het belang is.", "AWB-03 WMO-BES-08 WMO-BES-31 WMO-HER-03", aard="tekst", persoonsgegeven=True
    )
    van_kind: JaNee | None = veld("Of het om het belang van een kind gaat.", "WMO-OPV-02", aard="tekst")
    weging: Tekst | None = veld(
        "Hoe het besluit dit belang weegt.",
        "AWB-03 WMO-BES-08 WGS-04 WMO-OPV-02",
        aard="tekst",
        persoonsgegeven=True,
    )
    gevolg: Tekst | None = veld(
        "Wat het besluit voor dit belang betekent.",
        "AWB-03 WMO-OPV-02 JW-HER-02",
        aard="tekst",
        persoonsgegeven=True,
    )
    alternatief: Tekst | None = veld(
        "Welke andere uitkomst is bekeken.", "AWB-03", aard="tekst", persoonsgegeven=True
    )


class Feitgrond(Deel):
    """A fact the decision uses, with its source and date."""

    SOORT: ClassVar[str] = "feitgrond"
    MEERVOUD: ClassVar[str] = "feitgronden"
    DEFINITIE: ClassVar[str] = "Een feit dat het besluit gebruikt, met bron en datum."

    feit: Tekst | None = veld("Wat het feit is.", "AWB-01", aard="tekst", persoonsgegeven=True)
    bron: Tekst | None = veld("Waar het feit vandaan komt.", "AWB-01", persoonsgegeven=True)
    vastgesteld_op: Datum | None = veld("De datum waarop het feit is vastgesteld.", "AWB-01")
    gegeven_door_client: JaNee | None = veld("Of de cliënt dit feit zelf gaf.", "AWB-15 WMO-HER-06")
    wijkt_af_van_opgave: JaNee | None = veld("Of het feit afwijkt van wat de aanvrager opgaf.", "AWB-15")
    geringe_afwijking: JaNee | None = veld("Of het verschil maar klein is.", "AWB-15")


class Vermelding(Deel):
    """Data about a person that stand in the text of the decision."""

    SOORT: ClassVar[str] = "vermelding"
    MEERVOUD: ClassVar[str] = "vermeldingen"
    DEFINITIE: ClassVar[str] = "Een gegeven over iemand dat in de tekst van het besluit staat."

    persoon: Verwijzing | None = veld(
        "De persoon over wie iets is vermeld.", "PRI-14", aard="tekst", naar="persoon"
    )
    inhoud: Tekst | None = veld(
        "Wat over die persoon is vermeld.", "PRI-14", aard="tekst", persoonsgegeven=True
    )
    nodig: JaNee | None = veld("Of die vermelding nodig is voor de redenen van het besluit.", "PRI-14")


class Begripstoepassing(Deel):
    """A statutory term as local rules define it and as the decision applies it."""

    SOORT: ClassVar[str] = "begripstoepassing"
    MEERVOUD: ClassVar[str] = "begripstoepassingen"
    DEFINITIE: ClassVar[str] = "Hoe het besluit een begrip uit de wet uitlegt."

    begrip: Tekst | None = veld("Het begrip uit de wet.", "WMO-BES-33 JW-OND-09", aard="tekst")
    lokale_omschrijving: Tekst | None = veld("De omschrijving in de verordening of het beleid.", "WMO-BES-33")
    wettelijke_omschrijving: Tekst | None = veld("De omschrijving in de wet.", "WMO-BES-33")
    lokaal_is_enger: JaNee | None = veld(
        "Of de lokale omschrijving enger is dan die van de wet.", "WMO-BES-33"
    )
    toegepaste_omschrijving: Literal["wettelijk", "lokaal"] | None = veld(
        "Welke omschrijving het besluit toepast.", "WMO-BES-33", aard="tekst"
    )


class Afwijking(Structuur):
    """Where the decision departs from the report."""

    DEFINITIE: ClassVar[str] = "Waar het besluit anders is dan het verslag of het advies."

    wijkt_af: JaNee | None = veld("Of het besluit afwijkt van het verslag.", "WMO-BES-06")
    reden: Tekst | None = veld(
        "Waarom het besluit van het verslag afwijkt.", "WMO-BES-06", aard="tekst", persoonsgegeven=True
    )
    wijkt_af_van_advies: JaNee | None = veld("Of het besluit afwijkt van een advies.", "AWB-11")
    reden_advies: Tekst | None = veld(
        "Waarom het besluit van het advies afwijkt.", "AWB-11", aard="tekst", persoonsgegeven=True
    )
    advies_meegezonden: JaNee | None = veld("Of het advies met het besluit is meegestuurd.", "AWB-11")


class Zienswijze(Structuur):
    """The chance to be heard before the decision."""

    DEFINITIE: ClassVar[str] = "De kans om voor het besluit zijn mening te geven."

    gevraagd_op: Datum | None = veld("De datum waarop om een zienswijze is gevraagd.", "WMO-HER-06 AWB-15")
    ontvangen_op: Datum | None = veld("De datum waarop de zienswijze is gegeven.", "WMO-HER-06 AWB-15")
    vorm_vrij: JaNee | None = veld("Of de persoon mocht kiezen tussen schriftelijk en mondeling.", "AWB-15")
    uitzondering: (
        Literal["spoed", "al_gehoord", "doel_wordt_verijdeld", "financieel_met_bezwaar", "geen"] | None
    ) = veld("Waarom geen zienswijze is gevraagd.", "WMO-HER-06 AWB-15")


class Intrekking(Structuur):
    """Ground and facts of withdrawal, revision or recovery."""

    DEFINITIE: ClassVar[str] = "Waarom een eerder besluit wordt ingetrokken of herzien."

    grond: (
        Literal[
            "onjuiste_gegevens",
            "niet_meer_aangewezen",
            "niet_meer_toereikend",
            "voorwaarden_niet_nagekomen",
            "niet_of_anders_gebruikt",
            "andere_grond",
        ]
        | None
    ) = veld("De grond voor intrekken of herzien.", "WMO-HER-03 WMO-HER-05 JW-HER-01", aard="tekst")
    feiten: Tekst | None = veld(
        "De feiten waarop de intrekking rust.", "WMO-HER-03", aard="tekst", persoonsgegeven=True
    )
    werkt_per: Datum | None = veld(
        "De datum waarop de intrekking of herziening ingaat.", "WMO-HER-04 JW-HER-01", aard="tekst"
    )
    terugwerkend: JaNee | None = veld("Of de intrekking terugwerkt.", "WMO-HER-04", aard="tekst")
    opzet: JaNee | None = veld("Of de cliënt de onjuiste gegevens met opzet gaf.", "WMO-HER-05 JW-HER-01")
    opzet_bewijs: Tekst | None = veld(
        "Waaruit die opzet blijkt.", "WMO-HER-05", aard="tekst", persoonsgegeven=True
    )
    terugvordering_bedrag: Bedrag | None = veld(
        "Het bedrag dat wordt teruggevorderd.", "WMO-HER-05 JW-HER-01", aard="tekst"
    )
    terugvordering_van: Verwijzing | None = veld(
        "De persoon van wie wordt teruggevorderd.", "WMO-HER-05", aard="tekst", naar="persoon"
    )


class Overgang(Structuur):
    """What changed and how the change is softened."""

    DEFINITIE: ClassVar[str] = "Wat er anders is dan voorheen en hoe de overgang verloopt."

    wat_is_veranderd: Tekst | None = veld(
        "Wat is veranderd sinds het vorige besluit.",
        "WMO-HER-02 JW-HER-02",
        aard="tekst",
        persoonsgegeven=True,
    )
    soort_verandering: (
        Literal["situatie_client", "situatie_gezin", "regels", "inzicht", "alleen_beleid"] | None
    ) = veld("Het soort verandering.", "WMO-HER-02 WMO-HER-07 JW-HER-02", aard="tekst")
    gevolg_voor_client: Tekst | None = veld(
        "Wat de verandering voor de cliënt of het gezin betekent.",
        "JW-HER-02 WMO-HER-07",
        aard="tekst",
        persoonsgegeven=True,
    )
    overgangsperiode: PeriodeWaarde | None = veld(
        "Hoe lang de oude hulp nog doorloopt.", "WMO-HER-07 JW-HER-02 WMO-HER-02", aard="tekst"
    )


class Hardheidsclausule(Structuur):
    """Whether the hardship clause was considered."""

    DEFINITIE: ClassVar[str] = "Of van de verordening is afgeweken omdat zij te hard uitpakt."

    omstandigheden: Lijst[Tekst] | None = veld(
        "De bijzondere omstandigheden die bekend zijn.", "LOC-06 LOC-04", persoonsgegeven=True
    )
    beoordeeld: JaNee | None = veld(
        "Of het besluit zegt of de clausule wordt toegepast.", "LOC-06", aard="tekst"
    )
    toegepast: JaNee | None = veld("Of de clausule is toegepast.", "LOC-06", aard="tekst")
    reden: Tekst | None = veld(
        "Waarom de clausule wel of niet is toegepast.", "LOC-06", aard="tekst", persoonsgegeven=True
    )


class Besluit(Deel):
    """A (draft) decision: the thing Toetssteen judges."""

    SOORT: ClassVar[str] = "besluit"
    MEERVOUD: ClassVar[str] = "besluiten"
    DEFINITIE: ClassVar[str] = "Een beslissing op schrift, met gevolgen voor iemands rechten."

    kenmerk: Tekst | None = veld("Het kenmerk van het besluit.", "", aard="tekst", persoonsgegeven=True)
    wet: Wet | None = veld("De wet waarop het besluit rust.", "SCH-01 SCH-12 SCH-17 AWB-09 PW-05 WMO-PGB-10")
    artikel: Tekst | None = veld("Het artikel waarop het besluit rust.", "SCH-01 AWB-09", aard="tekst")
    soort: (
        Literal[
            "toekenning",
            "gedeeltelijke_toekenning",
            "afwijzing",
            "intrekking",
            "herziening",
            "verlaging",
            "verlenging",
            "beeindiging",
            "terugvordering",
            "buiten_behandeling",
            "beslissing_op_bezwaar",
            "dwangsom",
            "mededeling",
            "avg_besluit",
        ]
        | None
    ) = veld(
        "Wat het besluit doet, bijvoorbeeld toekennen of afwijzen.",
        "WMO-OND-08 WMO-OND-11 AWB-08 AWB-13 AWB-25 WMO-HER-02 WGS-02",
    )
    aanduiding: Literal["besluit", "brief", "plan", "verslag", "mededeling"] | None = veld(
        "Hoe het stuk zichzelf noemt.", "WMO-OND-11 AWB-25"
    )
    rechtsgevolg: Tekst | None = veld(
        "Welk recht of welke plicht door het stuk verandert.", "AWB-25", aard="tekst"
    )
    weigert_feitelijk_hulp: JaNee | None = veld(
        "Of het stuk in feite hulp weigert.", "WMO-OND-11", aard="tekst"
    )
    geadresseerde: Geadresseerde | None = veld(
        "Degene aan wie het besluit is gericht.",
        "WMO-BES-10 SCH-03",
        aard="tekst",
        vraag="Aan wie is het besluit gericht?",
    )
    begunstigden: Lijst[Verwijzing] | None = veld(
        "De personen voor wie het besluit hulp of geld regelt.",
        "WMO-BES-10 SCH-02 SCH-03 JW-ADR-02 PW-01",
        aard="tekst",
        naar="persoon",
    )
    aanvraag: Verwijzing | None = veld(
        "De aanvraag waarop het besluit antwoordt.", "WMO-BES-01 WMO-OND-08 AWB-16", naar="aanvraag"
    )
    onderzoek: Verwijzing | None = veld(
        "Het onderzoek waarop het besluit rust.", "WMO-BES-06 WMO-OND-08 INT-03 WMO-HER-02", naar="onderzoek"
    )
    adviezen: Lijst[Verwijzing] | None = veld(
        "De adviezen waarop het besluit rust.", "AWB-04 AWB-10 AWB-33 AWB-11", naar="advies"
    )
    vorig_besluit: Verwijzing | None = veld(
        "Het eerdere besluit dat hiervoor gold.",
        "WMO-HER-02 JW-HER-02 AWB-14 AWB-35 JW-BES-10 AWB-32",
        naar="eerder_besluit",
    )
    bezwaar: Verwijzing | None = veld(
        "Het bezwaar waarop het besluit beslist.", "AWB-20 AWB-21 AWB-32", naar="bezwaar"
    )
    brief: Verwijzing | None = veld("De brief waarin het besluit staat.", "INT-10 PRI-14", naar="brief")
    plan: Verwijzing | None = veld("Het plan waar het besluit bij hoort.", "INT-02 INT-03", naar="plan")
    besloten_op: Datum | None = veld(
        "De datum van het besluit.",
        "WMO-BES-01 WMO-OND-07 WMO-OND-10 AWB-13 AWB-16 AWB-17 JW-BES-04 WGS-02 LOC-05 SCH-20 AWB-35",
        aard="tekst",
    )
    ingangsdatum: Datum | None = veld(
        "De datum waarop het besluit ingaat.", "WMO-BES-22 WMO-HER-04 JW-BES-14 PW-07 INT-10", aard="tekst"
    )
    reden_ingangsdatum: Tekst | None = veld(
        "Waarom het besluit op die datum ingaat.",
        "WMO-BES-22 JW-BES-14 PW-07",
        aard="tekst",
        persoonsgegeven=True,
    )
    kosten_gemaakt_voor_ingang: JaNee | None = veld(
        "Of voor de ingangsdatum al kosten zijn gemaakt of hulp is gegeven.", "WMO-BES-22 JW-BES-14"
    )
    spoed: JaNee | None = veld("Of het besluit met spoed is genomen.", "WMO-OND-10 AWB-09")
    redenen_nagezonden_op: Datum | None = veld(
        "De datum waarop na een spoedbesluit de redenen zijn gestuurd.", "AWB-09"
    )
    genomen_door: Orgaan | None = veld(
        "Wie het besluit heeft genomen; na bekrachtiging is dat het college.",
        "SCH-12 WMO-BES-38 PW-08 WMO-OND-12 JW-BES-08 WGS-03",
        aard="tekst",
    )
    ondertekening: Ondertekening | None = veld("Wie het besluit ondertekent.", "AWB-22 SCH-12 PW-08")
    mandaat: Mandaat | None = veld("Het mandaat van degene die beslist.", "AWB-22 WMO-BES-38 WMO-OND-12")
    weigeringsgrond: Weigeringsgrond | None = veld(
        "De grond waarop het besluit hulp weigert of beperkt.",
        "WMO-BES-16 WMO-BES-27 WMO-BES-32 WMO-BES-08 JW-BES-01 JW-OND-08 JW-OND-09 JW-OND-03 "
        "WMO-OPV-01 WMO-OPV-03 WMO-BES-35 WMO-BES-31 WMO-BES-37 WGS-04 SCH-05 SCH-07 PW-02 PW-03 "
        "PW-10 WMO-PGB-05",
        aard="tekst",
    )
    op_verzoek: JaNee | None = veld(
        "Of de cliënt (of wie hem vertegenwoordigt) volgens het besluit om minder of geen hulp vroeg.",
        "WMO-HER-02 WMO-HER-03 WMO-HER-04 WMO-HER-06 JW-HER-01 JW-HER-02 AWB-03",
        aard="tekst",
        vraag="Zegt het besluit dat de cliënt (of wie hem vertegenwoordigt) om minder of geen hulp vroeg?",
    )
    overige_weigeringsgronden: Lijst[Weigeringsgrond] | None = veld(
        "De andere gronden die het besluit noemt.", "WMO-BES-32 WMO-BES-27", aard="tekst"
    )
    andere_wet: Wet | None = veld(
        "De andere wet waar het besluit naar verwijst.", "WMO-BES-32 SCH-07 PW-03", aard="tekst"
    )
    protocol: Tekst | None = veld(
        "Het protocol of de lijst waarop de weigering rust.", "JW-OND-09", aard="tekst"
    )
    wettelijk_begrip_toegepast: JaNee | None = veld(
        "Of het besluit uitgaat van het begrip uit de wet.", "JW-OND-09 WMO-BES-33", aard="tekst"
    )
    individuele_toets: Tekst | None = veld(
        "Hoe het besluit naar deze persoon zelf kijkt.",
        "LOC-03 JW-OND-09",
        aard="tekst",
        persoonsgegeven=True,
    )
    gezinsinkomen_meegewogen: JaNee | None = veld(
        "Of inkomen of vermogen van het gezin is meegewogen.", "JW-OND-08 WMO-BES-27", aard="tekst"
    )
    noemt_bijdrage: JaNee | None = veld(
        "Of het besluit zegt of een bijdrage nodig is.", "WMO-BES-25", aard="tekst"
    )
    noemt_cak: JaNee | None = veld(
        "Of het besluit zegt dat het CAK de bijdrage vaststelt en int.", "WMO-BES-25", aard="tekst"
    )
    stelt_bijdrage_vast: JaNee | None = veld(
        "Of het besluit zelf de hoogte van de bijdrage vaststelt.", "WMO-BIJ-05", aard="tekst"
    )
    stelt_wlz_recht_vast: JaNee | None = veld(
        "Of het besluit zegt dat iemand recht op Wlz-zorg heeft.", "WLZ-02", aard="tekst"
    )
    doel: Tekst | None = veld("Waarvoor de bevoegdheid is gebruikt.", "AWB-02", aard="tekst")
    doel_past_bij_wet: JaNee | None = veld("Of dat doel past bij de wet die de bevoegdheid geeft.", "AWB-02")
    belangen_gewogen: JaNee | None = veld(
        "Of het besluit de belangen weegt.", "AWB-03 WMO-BES-08 WMO-HER-03 WGS-04 AWB-34", aard="tekst"
    )
    verplicht_apart_pgb_verzoek: JaNee | None = veld(
        "Of het besluit de ouders naar een aparte pgb-aanvraag stuurt.", "JW-BES-09", aard="tekst"
    )
    buitenwettelijk: JaNee | None = veld("Of het besluit meer geeft dan de wet.", "AWB-34", aard="tekst")
    gebrek: Tekst | None = veld("Welk gebrek het besluit heeft.", "AWB-19")
    gebrek_schaadt_belanghebbende: JaNee | None = veld("Of iemand door dat gebrek is benadeeld.", "AWB-19")
    lopende_procedure: Literal["geen", "bezwaar", "beroep", "hoger_beroep"] | None = veld(
        "De procedure die over het vorige besluit loopt.", "AWB-35"
    )
    noemt_lopende_procedure: JaNee | None = veld(
        "Of het besluit zegt dat de lopende procedure er ook over gaat.", "AWB-35", aard="tekst"
    )
    doorgezonden_naar_procedure_op: Datum | None = veld(
        "De datum waarop het naar de bezwaarcommissie of rechter is gestuurd.", "AWB-35"
    )
    bevoegdheid_verlaging: Tekst | None = veld(
        "De bevoegdheid waarop een verlaging in bezwaar rust.", "AWB-32", aard="tekst"
    )
    herbeoordeling_gepland_op: Datum | None = veld(
        "De datum waarop het besluit opnieuw wordt bekeken.", "WMO-HER-01"
    )
    experiment_amvb: Tekst | None = veld("De maatregel waarop een experiment rust.", "SCH-21", aard="tekst")
    is_experiment: JaNee | None = veld(
        "Of het besluit zich op een experiment beroept.", "SCH-21", aard="tekst"
    )
    rechtsmiddelenclausule: Rechtsmiddelenclausule | None = veld(
        "De tekst over bezwaar en beroep.", "AWB-07 AWB-18 SCH-17 INT-10", aard="tekst"
    )
    bekendmaking: Bekendmaking | None = veld("Hoe het besluit bekend is gemaakt.", "AWB-06")
    afwijking: Afwijking | None = veld("Waar het besluit van verslag of advies afwijkt.", "WMO-BES-06 AWB-11")
    zienswijze: Zienswijze | None = veld(
        "De kans om voor het besluit zijn mening te geven.", "WMO-HER-06 AWB-15"
    )
    intrekking: Intrekking | None = veld(
        "De grond van intrekking, herziening of terugvordering.", "WMO-HER-03 JW-HER-01"
    )
    overgang: Overgang | None = veld(
        "Wat verandert en hoe dat verloopt.", "WMO-HER-02 WMO-HER-07 JW-HER-02", aard="tekst"
    )
    hardheidsclausule: Hardheidsclausule | None = veld("Of de hardheidsclausule is bekeken.", "LOC-06")
    rechtsgronden: Delen[Rechtsgrond] | None = veld(
        "De regels waarop het besluit rust.", "AWB-09 LOC-02", aard="tekst"
    )
    motiveringen: Delen[Motivering] | None = veld(
        "De redenen per onderdeel van het besluit.", "AWB-08 AWB-09 INT-03", aard="tekst"
    )
    voorwaarden: Delen[Voorwaarde] | None = veld(
        "De voorwaarden en plichten die het besluit stelt.", "SCH-19 PW-05 AWB-02", aard="tekst"
    )
    belangen: Delen[Belang] | None = veld(
        "De belangen die het besluit weegt.", "AWB-03 WMO-OPV-02 WMO-BES-31", aard="tekst"
    )
    feitgronden: Delen[Feitgrond] | None = veld(
        "De feiten die het besluit gebruikt.", "AWB-01 AWB-15", aard="tekst"
    )
    vermeldingen: Delen[Vermelding] | None = veld(
        "De gegevens over personen die in de tekst staan.", "PRI-14", aard="tekst"
    )
    begripstoepassingen: Delen[Begripstoepassing] | None = veld(
        "De begrippen uit de wet die het besluit uitlegt.", "WMO-BES-33", aard="tekst"
    )


class Brief(Deel):
    """A letter; it may carry more than one decision."""

    SOORT: ClassVar[str] = "brief"
    MEERVOUD: ClassVar[str] = "brieven"
    DEFINITIE: ClassVar[str] = "Een brief waarin een of meer besluiten staan."

    ontvangers: Lijst[Verwijzing] | None = veld(
        "De personen aan wie de brief is gericht.", "INT-10 PRI-14 INT-05", aard="tekst", naar="persoon"
    )
    aan_gezin: JaNee | None = veld("Of de brief aan een gezin als geheel is gericht.", "SCH-03", aard="tekst")
    eigen_kop_per_besluit: JaNee | None = veld("Of elk besluit een eigen kop heeft.", "INT-10", aard="tekst")
    alle_ontvangers_mogen_alles_lezen: JaNee | None = veld(
        "Of elke ontvanger alle delen mag lezen.", "INT-10 PRI-14"
    )
    belooft_een_procedure: JaNee | None = veld(
        "Of de brief een procedure voor alle wetten samen belooft.", "SCH-18", aard="tekst"
    )
    coordinatiebesluit: JaNee | None = veld("Of de bevoegde organen een coördinatiebesluit namen.", "SCH-18")


class EerderBesluit(Deel):
    """A decision already taken, against which the draft is read; it is not judged itself."""

    SOORT: ClassVar[str] = "eerder_besluit"
    MEERVOUD: ClassVar[str] = "eerdere_besluiten"
    DEFINITIE: ClassVar[str] = "Een besluit dat al is genomen en dat voor dit concept van belang is."

    wet: Wet | None = veld("De wet waarop het eerdere besluit rust.", "AWB-14 WMO-HER-02")
    soort: (
        Literal[
            "toekenning",
            "gedeeltelijke_toekenning",
            "afwijzing",
            "intrekking",
            "herziening",
            "verlaging",
            "verlenging",
            "beeindiging",
            "terugvordering",
            "buiten_behandeling",
            "beslissing_op_bezwaar",
            "anders",
        ]
        | None
    ) = veld("Wat het eerdere besluit deed.", "AWB-14 WMO-HER-02 JW-HER-02 AWB-32")
    besloten_op: Datum | None = veld("De datum van het eerdere besluit.", "AWB-14 AWB-26 JW-BES-12")
    genomen_door: Orgaan | None = veld("Wie het eerdere besluit nam.", "AWB-22 AWB-35")
    ondertekenaar: Verwijzing | None = veld(
        "De persoon die het eerdere besluit nam.", "AWB-22", naar="persoon"
    )
    bekendgemaakt_op: Datum | None = veld("De dag waarop het eerdere besluit is verstuurd.", "AWB-26 AWB-21")
    begindatum: Datum | None = veld("De eerste dag waarvoor het gold.", "JW-BES-10 JW-BES-12")
    einddatum: Datum | None = veld("De laatste dag waarvoor het gold.", "JW-BES-10 WMO-HER-02 JW-HER-02")


class Bezwaar(Deel):
    """An objection against a decision."""

    SOORT: ClassVar[str] = "bezwaar"
    MEERVOUD: ClassVar[str] = "bezwaren"
    DEFINITIE: ClassVar[str] = "Een verzoek om een besluit opnieuw te bekijken."

    tegen_besluit: Verwijzing | None = veld(
        "Het besluit waartegen het bezwaar is gericht.",
        "AWB-20 AWB-21 AWB-26 AWB-32",
        naar="eerder_besluit",
    )
    indiener: Verwijzing | None = veld("De persoon die bezwaar maakte.", "AWB-20", naar="persoon")
    indiener_rol: Literal["client", "vertegenwoordiger", "aanbieder", "mantelzorger", "ander"] | None = veld(
        "In welke rol bezwaar is gemaakt.", "WMO-PGB-11"
    )
    aanbieder_eigen_belang: Tekst | None = veld(
        "Welk eigen belang de aanbieder heeft, los van het contract.", "WMO-PGB-11"
    )
    ingediend_op: Datum | None = veld(
        "De datum waarop het bezwaar op de post is gedaan of ingediend.", "AWB-26 AWB-18"
    )
    ontvangen_op: Datum | None = veld("De datum waarop het bezwaar is ontvangen.", "AWB-26")
    gebrek: (
        Literal[
            "geen",
            "gronden",
            "handtekening",
            "omschrijving_besluit",
            "machtiging",
            "te_laat",
            "geen_besluit",
            "geen_belanghebbende",
            "onredelijk_laat",
        ]
        | None
    ) = veld("Wat er aan het bezwaar mankeert.", "AWB-26")
    hersteltermijn_tot: Datum | None = veld("De laatste dag om het bezwaar te herstellen.", "AWB-26")
    reden_te_laat_gevraagd: JaNee | None = veld("Of is gevraagd waarom het bezwaar te laat kwam.", "AWB-26")
    reden_te_laat: Tekst | None = veld("Waarom het bezwaar te laat kwam.", "AWB-26", persoonsgegeven=True)
    oordeel_te_laat: Literal["verschoonbaar", "niet_verschoonbaar"] | None = veld(
        "Hoe het besluit over de late indiening oordeelt.", "AWB-26", aard="tekst"
    )
    uitkomst: Literal["gegrond", "gedeeltelijk_gegrond", "ongegrond", "niet_ontvankelijk"] | None = veld(
        "De uitkomst van het bezwaar.", "AWB-26 AWB-31", aard="tekst"
    )
    gehoord_op: Datum | None = veld("De datum van de hoorzitting.", "AWB-20")
    reden_niet_gehoord: (
        Literal[
            "kennelijk_niet_ontvankelijk",
            "kennelijk_ongegrond",
            "geen_gebruik",
            "niet_gereageerd",
            "volledig_tegemoet",
        ]
        | None
    ) = veld("Waarom niet is gehoord.", "AWB-20", aard="tekst")
    hoorverslag: JaNee | None = veld("Of er een verslag van de hoorzitting is.", "AWB-20")
    commissie: JaNee | None = veld("Of een bezwaarcommissie adviseerde.", "AWB-21 AWB-11")
    verdaagd_op: Datum | None = veld("De datum waarop is gemeld dat de beslissing later komt.", "AWB-21")
    volledig_heroverwogen: JaNee | None = veld(
        "Of alle feiten van nu opnieuw zijn bekeken.", "AWB-21", aard="tekst"
    )
    nieuwe_feiten: Tekst | None = veld(
        "Welke nieuwe feiten in bezwaar bekend werden.", "AWB-21", persoonsgegeven=True
    )
    behandeld_door: Verwijzing | None = veld(
        "De persoon die op het bezwaar besliste.", "AWB-22", naar="persoon"
    )
    kosten_gevraagd_op: Datum | None = veld("De datum waarop vergoeding van kosten is gevraagd.", "AWB-31")
    herroepen_wegens_onrechtmatigheid: JaNee | None = veld(
        "Of het eerste besluit is herroepen door een fout van de gemeente.", "AWB-31"
    )
    kosten_toegekend: JaNee | None = veld("Of de kosten zijn vergoed.", "AWB-31", aard="tekst")
    reden_kosten_geweigerd: Tekst | None = veld("Waarom de kosten niet zijn vergoed.", "AWB-31", aard="tekst")


class Toezegging(Deel):
    """A promise on which the cliënt relies."""

    SOORT: ClassVar[str] = "toezegging"
    MEERVOUD: ClassVar[str] = "toezeggingen"
    DEFINITIE: ClassVar[str] = "Een belofte van de gemeente waar de cliënt zich op beroept."

    besluit: Verwijzing | None = veld(
        "Het besluit waarin de belofte een rol speelt.", "AWB-28", naar="besluit"
    )
    inhoud: Tekst | None = veld("Wat is beloofd.", "AWB-28", persoonsgegeven=True)
    gedaan_door: Tekst | None = veld("Wie de belofte deed.", "AWB-28", persoonsgegeven=True)
    gedaan_op: Datum | None = veld("De datum van de belofte.", "AWB-28")
    is_toezegging: JaNee | None = veld("Of de cliënt het als belofte mocht opvatten.", "AWB-28", aard="tekst")
    toegerekend: JaNee | None = veld(
        "Of de belofte aan het bevoegde orgaan is toe te rekenen.", "AWB-28", aard="tekst"
    )
    belangen_gewogen: Tekst | None = veld(
        "Hoe de belofte tegen andere belangen is gewogen.", "AWB-28", aard="tekst", persoonsgegeven=True
    )
    schade_vergoed: JaNee | None = veld(
        "Of schade wordt vergoed als de belofte niet wordt nagekomen.", "AWB-28", aard="tekst"
    )
