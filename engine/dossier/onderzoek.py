"""From first report to application: melding, investigation, advice and application."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from engine.dossier.values import (
    Datum,
    Deel,
    Delen,
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

Ondersteuningssoort = Annotated[
    Literal["zelfredzaamheid_en_participatie", "beschermd_wonen", "opvang", "jeugdhulp", "ander"],
    Keuzenaam("ondersteuningssoort"),
]
Discipline = Annotated[
    Literal[
        "arts",
        "verzekeringsarts",
        "jeugdarts",
        "psychiater",
        "psycholoog",
        "gedragswetenschapper",
        "orthopedagoog",
        "ergotherapeut",
        "fysiotherapeut",
        "wijkverpleegkundige",
        "bouwkundige",
        "arbeidsdeskundige",
        "maatschappelijk_werker",
        "consulent",
        "andere_discipline",
    ],
    Keuzenaam("discipline"),
]


class Melding(Deel):
    """A report of a need for support (Wmo 2.3.2): it starts the six weeks, not a decision term."""

    SOORT: ClassVar[str] = "melding"
    MEERVOUD: ClassVar[str] = "meldingen"
    DEFINITIE: ClassVar[str] = "Het bericht aan de gemeente dat iemand hulp nodig heeft."

    persoon: Verwijzing | None = veld(
        "De persoon die hulp nodig heeft.", "WMO-MEL-01 WMO-MEL-02", naar="persoon"
    )
    wet: Wet | None = veld("De wet waar de gevraagde hulp onder valt.", "SCH-20 AWB-30")
    ondersteuningssoort: Ondersteuningssoort | None = veld(
        "Het soort hulp waar het om gaat.", "WMO-MEL-02 WMO-BES-02 WMO-OPV-03 WMO-OPV-04"
    )
    gemeld_op: Datum | None = veld(
        "De datum waarop de melding is gedaan.",
        "WMO-MEL-01 WMO-MEL-02 WMO-OND-01 WMO-OND-03 WMO-OND-08 WMO-BES-22 JW-BES-14 AWB-27 "
        "PW-07 SCH-20 WMO-OPV-04 INT-12",
    )
    gemeld_door: (
        Literal["client", "vertegenwoordiger", "mantelzorger", "ander_namens_client", "gemeente"] | None
    ) = veld("Wie de melding deed.", "WMO-MEL-01")
    bevestiging_verzonden_op: Datum | None = veld(
        "De datum waarop de bevestiging van de melding is verzonden.",
        "WMO-MEL-01",
        vraag="Op welke datum is de ontvangst van de melding bevestigd?",
    )
    gemeente: Tekst | None = veld("De gemeente waar de melding is gedaan.", "WMO-OPV-04")
    hulpvraag: Tekst | None = veld(
        "Waar de persoon hulp bij vraagt.", "WMO-OND-13 AWB-27", persoonsgegeven=True
    )
    wil_voorziening: JaNee | None = veld("Of de persoon een voorziening wil.", "WMO-OND-11")
    spoed: JaNee | None = veld(
        "Of er meteen hulp nodig is, bijvoorbeeld door acute nood of geweld.", "WMO-OND-10 WMO-OPV-04"
    )
    spoed_reden: Tekst | None = veld("Waarom er meteen hulp nodig is.", "WMO-OND-10", persoonsgegeven=True)
    tijdelijk_onderdak_geboden_op: Datum | None = veld(
        "De datum waarop tijdelijk onderdak is geboden.", "WMO-OPV-04"
    )
    geregistreerd: JaNee | None = veld("Of de melding is geregistreerd.", "WMO-OPV-04 AWB-27")
    verwezen_naar_andere_gemeente: JaNee | None = veld(
        "Of de persoon naar een andere gemeente is verwezen.", "WMO-OPV-04 WMO-OND-11"
    )
    overdracht_afgesproken: JaNee | None = veld(
        "Of de andere gemeente met de overdracht heeft ingestemd.", "WMO-OPV-04"
    )
    overdracht_op: Datum | None = veld("De datum van de overdracht aan de andere gemeente.", "WMO-OPV-04")
    afgesloten_op: Datum | None = veld("De datum waarop de melding is afgesloten.", "WMO-OND-11 WMO-OPV-04")


class Onderwerp(Structuur):
    """What the investigation report holds about one statutory subject."""

    DEFINITIE: ClassVar[str] = "Wat het onderzoek over een onderwerp van de wet vaststelt."

    bevinding: Tekst | None = veld(
        "Wat over dit onderwerp is vastgesteld.", "WMO-OND-15", persoonsgegeven=True
    )
    bronnen: Lijst[Tekst] | None = veld(
        "Waarop de bevinding berust.", "WMO-OND-15 AWB-01", persoonsgegeven=True
    )
    conclusie: Tekst | None = veld("Wat daaruit volgt voor de hulp.", "WMO-OND-15", persoonsgegeven=True)
    niet_van_belang_omdat: Tekst | None = veld(
        "Waarom dit onderwerp bij deze persoon niet speelt.", "WMO-OND-15", persoonsgegeven=True
    )


class Onderwerpen(Structuur):
    """The seven subjects a-g of Wmo 2.3.2 lid 4."""

    DEFINITIE: ClassVar[str] = "De zeven onderwerpen die het onderzoek volgens de wet moet behandelen."

    behoeften_en_voorkeuren: Onderwerp | None = veld(
        "Onderwerp a: de behoeften, kenmerken en voorkeuren van de cliënt.",
        "WMO-OND-05a WMO-OND-15 JW-OND-04",
    )
    eigen_kracht: Onderwerp | None = veld(
        "Onderwerp b: wat de cliënt zelf of met gebruikelijke hulp kan.", "WMO-OND-05b WMO-OND-15"
    )
    mantelzorg_en_netwerk: Onderwerp | None = veld(
        "Onderwerp c: wat mantelzorg of het sociaal netwerk kan doen.", "WMO-OND-05c WMO-OND-15"
    )
    steun_mantelzorger: Onderwerp | None = veld(
        "Onderwerp d: welke steun de mantelzorger nodig heeft.", "WMO-OND-05d WMO-OND-15"
    )
    algemene_voorziening: Onderwerp | None = veld(
        "Onderwerp e: wat een algemene voorziening of nuttige activiteiten kunnen doen.",
        "WMO-OND-05e WMO-OND-15",
    )
    samenwerking: Onderwerp | None = veld(
        "Onderwerp f: de samenwerking met zorg, jeugdhulp, onderwijs, wonen, werk en inkomen.",
        "WMO-OND-05f WMO-OND-15",
    )
    bijdragen: Onderwerp | None = veld(
        "Onderwerp g: welke bijdragen de cliënt moet betalen.", "WMO-OND-05g WMO-OND-15"
    )


class Stappen(Structuur):
    """The step plan of the CRvB: four steps for the Wmo, five for the Jeugdwet."""

    DEFINITIE: ClassVar[str] = "De stappen die de Centrale Raad van Beroep van het onderzoek vraagt."

    hulpvraag: Tekst | None = veld(
        "Stap 1: wat de hulpvraag is.", "WMO-OND-13 JW-OND-01", persoonsgegeven=True
    )
    problemen: Tekst | None = veld(
        "Stap 2: welke problemen er zijn, concreet gemaakt.",
        "WMO-OND-13 JW-OND-01 JW-OND-09",
        persoonsgegeven=True,
    )
    benodigde_hulp: Tekst | None = veld(
        "Stap 3: welke hulp nodig is, naar aard en omvang.",
        "WMO-OND-13 WMO-OND-14 JW-OND-01 JW-OND-11",
        persoonsgegeven=True,
    )
    eigen_mogelijkheden: Tekst | None = veld(
        "Stap 4: wat eigen mogelijkheden, hulp van anderen en andere voorzieningen kunnen oplossen.",
        "WMO-OND-13 JW-OND-01 JW-OND-03",
        persoonsgegeven=True,
    )
    resterende_voorziening: Tekst | None = veld(
        "Stap 5: welke voorziening daarna nog nodig is.", "WMO-OND-13 JW-OND-01", persoonsgegeven=True
    )
    volgorde_herkenbaar: JaNee | None = veld(
        "Of de stappen in deze volgorde in het verslag te vinden zijn.", "WMO-OND-13 JW-OND-01"
    )


class Gesprek(Deel):
    """A conversation held for the investigation."""

    SOORT: ClassVar[str] = "gesprek"
    MEERVOUD: ClassVar[str] = "gesprekken"
    DEFINITIE: ClassVar[str] = "Een gesprek dat voor het onderzoek is gevoerd."

    gevoerd_op: Datum | None = veld("De datum van het gesprek.", "WMO-OND-02 WMO-BES-20")
    persoon: Verwijzing | None = veld(
        "De persoon met wie is gesproken.", "WMO-OND-02 WMO-BES-20 INT-04", naar="persoon"
    )
    rol: (
        Literal[
            "client",
            "vertegenwoordiger",
            "mantelzorger",
            "huisgenoot",
            "ouder",
            "jeugdige",
            "school",
            "deskundige",
            "ander",
        ]
        | None
    ) = veld("Als wie deze persoon sprak.", "WMO-OND-02 WMO-BES-20 JW-OND-06")
    onderwerp: Tekst | None = veld("Waar het gesprek over ging.", "WMO-OND-02", persoonsgegeven=True)


class Deskundige(Deel):
    """An expert who judged a question in the investigation."""

    SOORT: ClassVar[str] = "deskundige"
    MEERVOUD: ClassVar[str] = "deskundigen"
    DEFINITIE: ClassVar[str] = "Iemand met vakkennis die in het onderzoek een vraag heeft beoordeeld."

    naam: Tekst | None = veld("De naam van de deskundige.", "WMO-OND-13 JW-OND-02", persoonsgegeven=True)
    discipline: Discipline | None = veld(
        "Het vak van de deskundige.", "WMO-OND-13 JW-OND-02 JW-OND-09 WMO-OPV-02"
    )
    registratie: Tekst | None = veld(
        "Het register waarin de deskundige staat.", "JW-OND-02", persoonsgegeven=True
    )
    vraagstelling: Tekst | None = veld(
        "De vraag die aan de deskundige is gesteld.", "WMO-OND-13", persoonsgegeven=True
    )
    beoordeeld_op: Datum | None = veld("De datum van het oordeel van de deskundige.", "WMO-OND-13")
    stap: (
        Literal["hulpvraag", "problemen", "benodigde_hulp", "eigen_mogelijkheden", "resterende_voorziening"]
        | None
    ) = veld("De stap waarover de deskundige oordeelde.", "JW-OND-02")
    oordeel: Tekst | None = veld("Wat de deskundige oordeelde.", "WMO-OND-13 JW-OND-02", persoonsgegeven=True)


class Behoefte(Deel):
    """One concrete need: an activity with its size, before any deduction."""

    SOORT: ClassVar[str] = "behoefte"
    MEERVOUD: ClassVar[str] = "behoeften"
    DEFINITIE: ClassVar[str] = "Een activiteit waarbij hulp nodig is, met hoe vaak en hoeveel."

    activiteit: Tekst | None = veld(
        "De activiteit waarbij hulp nodig is.", "WMO-OND-14", persoonsgegeven=True
    )
    beperking: Verwijzing | None = veld(
        "De beperking waardoor deze hulp nodig is.", "WMO-OND-14 WMO-BES-05", naar="beperking"
    )
    omvang: Omvang | None = veld("Hoeveel hulp hierbij nodig is.", "WMO-OND-14 JW-OND-11 WMO-BES-36")
    minuten_per_keer: Tijd | None = veld("Het aantal minuten hulp per keer.", "WMO-OND-14 JW-OND-07")
    ook_buiten_schooltijd: JaNee | None = veld("Of weekend, vakantie en nacht zijn meegeteld.", "JW-OND-11")
    gebruikelijk: Tijd | None = veld(
        "De minuten per week die een ouder elk kind van deze leeftijd geeft.", "JW-OND-07"
    )
    bovengebruikelijk: Tijd | None = veld("De minuten per week die daar bovenuit gaan.", "JW-OND-07")


class Aftrek(Deel):
    """One deduction from the whole need, with its rule and its facts."""

    SOORT: ClassVar[str] = "aftrek"
    MEERVOUD: ClassVar[str] = "aftrekken"
    DEFINITIE: ClassVar[str] = "Een deel van de hulp dat niet wordt toegekend, met de reden daarvoor."

    omvang: Omvang | None = veld("Hoeveel hulp is afgetrokken.", "JW-OND-11 JW-OND-07", aard="tekst")
    soort: (
        Literal[
            "gebruikelijke_hulp", "eigen_mogelijkheden", "netwerk", "andere_voorziening", "onderwijs", "ander"
        ]
        | None
    ) = veld("Waarom deze hulp is afgetrokken.", "JW-OND-11 JW-OND-07", aard="tekst")
    activiteit: Tekst | None = veld(
        "De activiteit waarop is afgetrokken.", "JW-OND-07", aard="tekst", persoonsgegeven=True
    )
    regel: Tekst | None = veld("De regel waarop de aftrek rust.", "JW-OND-11 JW-OND-07", aard="tekst")
    verordening: Verwijzing | None = veld(
        "De verordening waarin de regel staat.", "JW-OND-03 JW-OND-07 LOC-02", naar="verordening"
    )
    feiten: Tekst | None = veld(
        "De feiten waarop de aftrek rust.", "JW-OND-11", aard="tekst", persoonsgegeven=True
    )


class Verslag(Structuur):
    """The written report of the investigation."""

    DEFINITIE: ClassVar[str] = "Het verslag van de uitkomsten van het onderzoek."

    opgesteld_op: Datum | None = veld("De datum van het verslag.", "WMO-OND-07")
    verzonden_op: Datum | None = veld(
        "De datum waarop het verslag aan de cliënt is gegeven.", "WMO-OND-07 AWB-10"
    )
    opmerkingen_client: Tekst | None = veld(
        "Wat de cliënt over het verslag heeft opgemerkt.", "WMO-OND-07", persoonsgegeven=True
    )
    ondertekend_op: Datum | None = veld(
        "De datum waarop de cliënt het verslag ondertekende.", "AWB-12 AWB-27"
    )
    bespreekt_persoonlijk_plan: JaNee | None = veld(
        "Of het verslag ingaat op het persoonlijk plan.", "WMO-OND-03"
    )
    conclusie: Tekst | None = veld("De conclusie van het verslag.", "WMO-BES-06", persoonsgegeven=True)
    geadviseerde_omvang: Omvang | None = veld(
        "De omvang die het verslag of de deskundige adviseert.", "WMO-BES-06 JW-OND-11 JW-BES-10"
    )
    noemt_aard_en_omvang: JaNee | None = veld(
        "Of het verslag aard en omvang van de hulp concreet noemt.", "WMO-OND-14"
    )


class PersoonlijkPlan(Structuur):
    """The plan in which the cliënt says himself which support he wants."""

    DEFINITIE: ClassVar[str] = "Het plan waarin de cliënt zelf schrijft welke hulp nodig is."

    gewezen_op: Datum | None = veld(
        "De datum waarop de cliënt hoorde dat hij een plan mag maken.", "WMO-OND-03"
    )
    ontvangen_op: Datum | None = veld("De datum waarop de gemeente het plan kreeg.", "WMO-OND-03")
    client_ziet_af: JaNee | None = veld("Of de cliënt zelf zei dat hij geen plan maakt.", "WMO-OND-03")


class Clientondersteuning(Structuur):
    """Free and independent support of the cliënt."""

    DEFINITIE: ClassVar[str] = "De gratis en onafhankelijke hulp voor de cliënt bij zijn vraag."

    gewezen_op: Datum | None = veld(
        "De datum waarop de cliënt op cliëntondersteuning is gewezen.", "WMO-OND-04"
    )
    mantelzorger_gewezen_op: Datum | None = veld(
        "De datum waarop de mantelzorger hierop is gewezen.", "WMO-OND-04"
    )
    gratis: JaNee | None = veld("Of de cliëntondersteuning gratis is.", "WMO-OND-04 WMO-BIJ-01")


class Identiteit(Structuur):
    """How the identity of the cliënt was established."""

    DEFINITIE: ClassVar[str] = "Hoe is vastgesteld wie de cliënt is."

    vastgesteld_op: Datum | None = veld("De datum waarop de identiteit is vastgesteld.", "WMO-OND-09")
    document: Literal["paspoort", "identiteitskaart", "rijbewijs", "verblijfsdocument", "ander"] | None = (
        veld("Het document waarmee de identiteit is vastgesteld.", "WMO-OND-09", persoonsgegeven=True)
    )


class Medewerkingsverzoek(Deel):
    """A request for data or cooperation, and what was done when it was not met."""

    SOORT: ClassVar[str] = "medewerkingsverzoek"
    MEERVOUD: ClassVar[str] = "medewerkingsverzoeken"
    DEFINITIE: ClassVar[str] = "Een verzoek van de gemeente om gegevens of medewerking."

    gedaan_op: Datum | None = veld("De datum van het verzoek.", "WMO-OND-09 WMO-OND-16 JW-OND-12")
    inhoud: Tekst | None = veld(
        "Wat precies is gevraagd.", "WMO-OND-09 WMO-OND-16 JW-OND-12", persoonsgegeven=True
    )
    soort: Literal["gegevens", "gesprek", "huisbezoek", "medisch_onderzoek", "ander"] | None = veld(
        "Het soort medewerking dat is gevraagd.", "WMO-OND-16"
    )
    noodzakelijk: JaNee | None = veld(
        "Of het gevraagde nodig was voor de uitvoering van de wet.", "WMO-OND-16 JW-OND-12"
    )
    hersteltermijn_tot: Datum | None = veld(
        "De laatste dag waarop het gevraagde nog kon worden gegeven.", "WMO-OND-09 AWB-13"
    )
    gewaarschuwd_op: Datum | None = veld(
        "De datum waarop voor de gevolgen is gewaarschuwd.", "WMO-OND-16 JW-OND-12"
    )
    alternatieven_overwogen: Tekst | None = veld(
        "Welke andere manieren om het vast te stellen zijn bekeken.", "WMO-OND-16"
    )
    voldaan: JaNee | None = veld("Of aan het verzoek is voldaan.", "WMO-OND-16 JW-OND-12")
    reden_weigering: Tekst | None = veld(
        "Waarom de persoon niet meewerkte.", "JW-OND-12", persoonsgegeven=True
    )
    niet_vastgestelde_voorwaarde: Tekst | None = veld(
        "De voorwaarde die daardoor niet kon worden vastgesteld.", "WMO-OND-16 JW-OND-12", aard="tekst"
    )
    voorlichting_pgb_plicht: JaNee | None = veld("Of de pgb-houder hoorde wat hij moet melden.", "JW-OND-12")


class Onderzoek(Deel):
    """The investigation after a report or youth request."""

    SOORT: ClassVar[str] = "onderzoek"
    MEERVOUD: ClassVar[str] = "onderzoeken"
    DEFINITIE: ClassVar[str] = "Het onderzoek van de gemeente naar wat iemand nodig heeft."

    persoon: Verwijzing | None = veld(
        "De persoon naar wie onderzoek is gedaan.", "WMO-OND-02 INT-03", naar="persoon"
    )
    melding: Verwijzing | None = veld(
        "De melding waarmee het onderzoek begon.", "WMO-OND-01 WMO-OND-08", naar="melding"
    )
    aanvraag: Verwijzing | None = veld(
        "De aanvraag waarvoor het onderzoek is gedaan.", "WMO-OND-08 JW-OND-01", naar="aanvraag"
    )
    wet: Wet | None = veld("De wet waarvoor het onderzoek is gedaan.", "WMO-OND-13 JW-OND-01 SCH-01")
    soort: Literal["eerste", "herbeoordeling", "heronderzoek", "in_bezwaar"] | None = veld(
        "Het soort onderzoek.", "WMO-HER-01 WMO-HER-02 JW-HER-02"
    )
    begonnen_op: Datum | None = veld("De datum waarop het onderzoek begon.", "WMO-OND-04")
    afgerond_op: Datum | None = veld(
        "De datum waarop het onderzoek klaar was.", "WMO-OND-01 WMO-OND-08 AWB-27"
    )
    uitgevoerd_door: Literal["gemeente", "aanbieder", "stichting", "wijkteam", "adviseur", "ander"] | None = (
        veld("Wie het onderzoek heeft uitgevoerd.", "WMO-OND-12")
    )
    uitvoerder_naam: Tekst | None = veld(
        "De naam van de organisatie die het onderzoek deed.", "WMO-OND-12", persoonsgegeven=True
    )
    vergewisd_op: Datum | None = veld(
        "De datum waarop de gemeente naging of het uitbestede onderzoek goed is.", "WMO-OND-12"
    )
    deskundigheid_nodig: JaNee | None = veld(
        "Of het onderzoek bijzondere deskundigheid vraagt.", "WMO-OND-13 JW-OND-02"
    )
    reden_geen_gesprek_mantelzorger: Tekst | None = veld(
        "Waarom niet met de mantelzorger is gesproken.", "WMO-OND-02", persoonsgegeven=True
    )
    pgb_informatie_gegeven_op: Datum | None = veld(
        "De datum waarop is uitgelegd wat een pgb is en wat het betekent.", "WMO-OND-06 JW-PGB-05"
    )
    pgb_informatie_begrijpelijk: JaNee | None = veld(
        "Of die uitleg volledig en begrijpelijk was.", "WMO-OND-06 JW-PGB-05"
    )
    vertrouwenspersoon_gewezen_op: Datum | None = veld(
        "De datum waarop op de vertrouwenspersoon is gewezen.", "JW-OND-10"
    )
    keuzevrijheid_geboden: JaNee | None = veld("Of jeugdige en ouders redelijk konden kiezen.", "JW-OND-04")
    geloof_en_cultuur_meegewogen: JaNee | None = veld(
        "Of met geloof, overtuiging en cultuur rekening is gehouden.", "JW-OND-04 WMO-BES-07"
    )
    respijt_ouders_overwogen: JaNee | None = veld(
        "Of hulp om de ouders te ontlasten is overwogen.", "JW-OND-05"
    )
    totale_behoefte: Omvang | None = veld("Alle hulp die nodig is, voordat iets is afgetrokken.", "JW-OND-11")
    belangen_kinderen: Tekst | None = veld(
        "Wat is vastgesteld over de belangen van de kinderen.", "WMO-OPV-02", persoonsgegeven=True
    )
    periode_nodig: PeriodeWaarde | None = veld(
        "Hoe lang de hulp volgens de deskundige nodig is.", "JW-BES-10"
    )
    onderwerpen: Onderwerpen | None = veld("De zeven onderwerpen van de wet.", "WMO-OND-15")
    stappen: Stappen | None = veld("De stappen van het onderzoek.", "WMO-OND-13 JW-OND-01")
    verslag: Verslag | None = veld("Het verslag van het onderzoek.", "WMO-OND-07")
    persoonlijk_plan: PersoonlijkPlan | None = veld("Het persoonlijk plan van de cliënt.", "WMO-OND-03")
    clientondersteuning: Clientondersteuning | None = veld("De cliëntondersteuning.", "WMO-OND-04")
    identiteit: Identiteit | None = veld("Hoe is vastgesteld wie de cliënt is.", "WMO-OND-09")
    gesprekken: Delen[Gesprek] | None = veld(
        "De gesprekken die voor het onderzoek zijn gevoerd.", "WMO-OND-02 WMO-BES-20"
    )
    deskundigen: Delen[Deskundige] | None = veld(
        "De deskundigen die in het onderzoek oordeelden.", "WMO-OND-13 JW-OND-02"
    )
    behoeften: Delen[Behoefte] | None = veld(
        "De behoeften aan hulp die zijn vastgesteld.", "WMO-OND-14 JW-OND-11"
    )
    aftrekken: Delen[Aftrek] | None = veld(
        "De delen van de hulp die zijn afgetrokken.", "JW-OND-11 JW-OND-07"
    )
    medewerkingsverzoeken: Delen[Medewerkingsverzoek] | None = veld(
        "De verzoeken om gegevens of medewerking.", "WMO-OND-09 WMO-OND-16 JW-OND-12"
    )


class Advies(Deel):
    """Advice of an expert or committee on which a decision may rest."""

    SOORT: ClassVar[str] = "advies"
    MEERVOUD: ClassVar[str] = "adviezen"
    DEFINITIE: ClassVar[str] = "Een advies van een deskundige of commissie aan de gemeente."

    onderzoek: Verwijzing | None = veld(
        "Het onderzoek waarvoor het advies is gegeven.", "AWB-04", naar="onderzoek"
    )
    persoon: Verwijzing | None = veld("De persoon over wie het advies gaat.", "AWB-04", naar="persoon")
    soort: (
        Literal[
            "medisch",
            "bouwkundig",
            "gedragsdeskundig",
            "bezwaarcommissie",
            "wettelijk",
            "tegenadvies",
            "ander",
        ]
        | None
    ) = veld("Het soort advies.", "AWB-04 AWB-05 AWB-11 AWB-29")
    opdrachtgever: Literal["gemeente", "client", "ander"] | None = veld("Wie om het advies vroeg.", "AWB-29")
    naam_adviseur: Tekst | None = veld(
        "De naam van de adviseur of zijn organisatie.", "AWB-04 AWB-33", persoonsgegeven=True
    )
    discipline: Discipline | None = veld("Het vak van de adviseur.", "AWB-04 AWB-29")
    vraagstelling: Tekst | None = veld("De vraag aan de adviseur.", "AWB-04", persoonsgegeven=True)
    methode: Tekst | None = veld("Hoe de adviseur te werk ging.", "AWB-04", persoonsgegeven=True)
    bronnen: Lijst[Tekst] | None = veld(
        "De bronnen die de adviseur gebruikte.", "AWB-04", persoonsgegeven=True
    )
    gegeven_op: Datum | None = veld("De datum van het advies.", "AWB-04 AWB-29")
    conclusie: Tekst | None = veld("De conclusie van het advies.", "AWB-11", persoonsgegeven=True)
    client_gehoord: JaNee | None = veld("Of de adviseur de cliënt heeft gehoord.", "AWB-04")
    gedeeld_op: Datum | None = veld("De datum waarop de cliënt het advies kreeg.", "AWB-05 AWB-10")
    reactie_gevraagd: JaNee | None = veld("Of de cliënt op het advies kon reageren.", "AWB-05")
    reactie_client: Tekst | None = veld(
        "Wat de cliënt van het advies vond.", "AWB-04 AWB-05", persoonsgegeven=True
    )
    vergewisd_op: Datum | None = veld(
        "De datum waarop de gemeente naging of het advies zorgvuldig is.", "AWB-04"
    )
    vergewisd_hoe: Tekst | None = veld("Hoe de gemeente dat is nagegaan.", "AWB-04")
    bestrijdt_advies: Verwijzing | None = veld(
        "Het advies dat dit tegenadvies bestrijdt.", "AWB-29", naar="advies", keten=True
    )
    beantwoord_door_advies: Verwijzing | None = veld(
        "Het advies dat op dit tegenadvies antwoordt.", "AWB-29", naar="advies", keten=True
    )
    reden_niet_beantwoord: Tekst | None = veld(
        "Waarom een antwoord op het tegenadvies niet nodig is.", "AWB-29", aard="tekst"
    )
    genoemd_in_besluit: JaNee | None = veld(
        "Of de adviseur in of bij het besluit is genoemd.", "AWB-33", aard="tekst"
    )


class Aanvraag(Deel):
    """A request for a decision (Awb 1:3 lid 3)."""

    SOORT: ClassVar[str] = "aanvraag"
    MEERVOUD: ClassVar[str] = "aanvragen"
    DEFINITIE: ClassVar[str] = "Een verzoek aan de gemeente om een besluit te nemen."

    aanvrager: Verwijzing | None = veld("De persoon die de aanvraag deed.", "AWB-12 PW-01", naar="persoon")
    mede_aanvragers: Lijst[Verwijzing] | None = veld(
        "De andere personen die de aanvraag samen met de aanvrager deden.", "PW-01", naar="persoon"
    )
    persoon: Verwijzing | None = veld(
        "De persoon voor wie de hulp is gevraagd.", "WMO-BES-10 JW-ADR-02", naar="persoon"
    )
    melding: Verwijzing | None = veld(
        "De melding die aan de aanvraag voorafging.", "WMO-OND-08 AWB-27", naar="melding"
    )
    wet: Wet | None = veld("De wet waarop de aanvraag rust.", "SCH-20 AWB-30")
    ingediend_op: Datum | None = veld(
        "De datum waarop de aanvraag is ingediend.",
        "WMO-OND-01 WMO-OND-08 WMO-BES-01 WMO-BES-22 AWB-16 AWB-27 JW-BES-04 JW-BES-14 SCH-20",
    )
    ontvangen_op: Datum | None = veld("De datum waarop de gemeente de aanvraag kreeg.", "AWB-27 AWB-30")
    ontvangen_bij: (
        Literal[
            "wmo_loket", "jeugd_loket", "werk_en_inkomen", "schuldhulp", "burgerzaken", "wijkteam", "ander"
        ]
        | None
    ) = veld("Het loket dat de aanvraag kreeg.", "AWB-30")
    schriftelijk: JaNee | None = veld("Of de aanvraag schriftelijk is gedaan.", "AWB-12 AWB-27")
    ondertekend: JaNee | None = veld("Of de aanvraag is ondertekend.", "AWB-12")
    gedagtekend: JaNee | None = veld("Of er een datum op de aanvraag staat.", "AWB-12")
    is_ondertekend_verslag: JaNee | None = veld(
        "Of een ondertekend onderzoeksverslag als aanvraag geldt.", "AWB-12 AWB-27"
    )
    gevraagd_besluit: Tekst | None = veld(
        "Welk besluit is gevraagd.", "AWB-12 AWB-27 WMO-BES-16", persoonsgegeven=True
    )
    gevraagde_vorm: Literal["natura", "pgb"] | None = veld(
        "De vorm waarin de hulp is gevraagd.", "JW-BES-09 WMO-PGB-01"
    )
    alleen_nodige_gegevens_gevraagd: JaNee | None = veld(
        "Of het formulier alleen nodige gegevens vraagt.", "AWB-12"
    )
    aanvulling_gevraagd_op: Datum | None = veld(
        "De datum waarop is gevraagd de aanvraag aan te vullen.", "AWB-13 WMO-BES-01"
    )
    aanvulling_uiterlijk_op: Datum | None = veld(
        "De laatste dag om de aanvraag aan te vullen.", "AWB-13 WMO-BES-01"
    )
    aangevuld_op: Datum | None = veld("De datum waarop de aanvraag is aangevuld.", "AWB-13 WMO-BES-01")
    ontbrekend_gegeven: (
        Literal["medisch_onderzoek", "bewijsstuk", "identiteit", "handtekening", "ander"] | None
    ) = veld("Wat aan de aanvraag ontbreekt.", "AWB-13 WMO-OND-16")
    verkeerd_elektronisch_kanaal: JaNee | None = veld(
        "Of de aanvraag langs een verkeerde elektronische weg kwam.", "AWB-13"
    )
    opgeschort_van: Datum | None = veld(
        "De eerste dag waarop de beslistermijn stilstond.", "WMO-BES-01 AWB-16"
    )
    opgeschort_tot: Datum | None = veld(
        "De dag waarop de beslistermijn weer ging lopen.", "WMO-BES-01 AWB-16"
    )
    opschorting_reden: (
        Literal[
            "aanvulling",
            "instemming_uitstel",
            "vertraging_door_aanvrager",
            "overmacht",
            "buitenlandse_informatie",
        ]
        | None
    ) = veld(
        "Waarom de beslistermijn stilstond.",
        "WMO-BES-01 AWB-16",
        vraag="Stond de beslistermijn stil, en waarom?",
    )
    instemming_uitstel_op: Datum | None = veld(
        "De datum waarop de aanvrager schriftelijk met uitstel instemde.", "WMO-BES-01"
    )
    beslistermijn: PeriodeWaarde | None = veld("De termijn om te beslissen.", "AWB-16 JW-BES-04 SCH-20")
    uitstel_meegedeeld_op: Datum | None = veld(
        "De datum waarop is gemeld dat het besluit later komt.", "AWB-16 JW-BES-04"
    )
    uitstel_nieuwe_datum: Datum | None = veld(
        "De nieuwe datum die voor het besluit is genoemd.", "AWB-16 JW-BES-04"
    )
    ingebrekestelling_op: Datum | None = veld(
        "De datum waarop de gemeente in gebreke is gesteld.", "WMO-OND-01 AWB-17"
    )
    dwangsom_vastgesteld_op: Datum | None = veld("De datum waarop de dwangsom is vastgesteld.", "AWB-17")
    eerdere_afwijzing: Verwijzing | None = veld(
        "Het eerdere besluit waarmee hetzelfde is afgewezen.", "AWB-14", naar="eerder_besluit"
    )
    nieuwe_feiten: Tekst | None = veld(
        "Welke nieuwe feiten de aanvrager noemt.", "AWB-14", persoonsgegeven=True
    )
    nieuwe_feiten_gesteld: JaNee | None = veld(
        "Of nieuwe feiten of andere omstandigheden zijn genoemd.", "AWB-14"
    )
    bevoegd_orgaan: (
        Literal[
            "college",
            "andere_gemeente",
            "ciz",
            "zorgverzekeraar",
            "svb",
            "uwv",
            "gemeenschappelijke_regeling",
            "ander",
        ]
        | None
    ) = veld("Het orgaan dat op de aanvraag mag beslissen.", "AWB-24 AWB-30")
    doorgezonden_op: Datum | None = veld("De datum waarop de aanvraag is doorgestuurd.", "AWB-24 AWB-30")
    doorzending_gemeld_op: Datum | None = veld(
        "De datum waarop dat aan de afzender is gemeld.", "AWB-24 AWB-30"
    )
