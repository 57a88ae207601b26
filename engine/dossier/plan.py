"""The integral plan: it coordinates, it grants nothing."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.dossier.values import Bedrag, Datum, Deel, Delen, JaNee, Lijst, Tekst, Verwijzing, Wet, veld
from engine.dossier.voorziening import Bron, Product


class Plandoel(Deel):
    """A goal or result in the plan."""

    SOORT: ClassVar[str] = "plandoel"
    MEERVOUD: ClassVar[str] = "plandoelen"
    DEFINITIE: ClassVar[str] = "Een doel of resultaat in het plan."

    omschrijving: Tekst | None = veld("Wat het doel is.", "INT-08", persoonsgegeven=True)
    persoon: Verwijzing | None = veld("De persoon om wie het gaat.", "INT-08 INT-04", naar="persoon")
    streefdatum: Datum | None = veld("De datum waarop het doel bereikt moet zijn.", "INT-08 INT-11")


class Planonderdeel(Deel):
    """An element of the plan: own action, network, or something that needs a decision."""

    SOORT: ClassVar[str] = "planonderdeel"
    MEERVOUD: ClassVar[str] = "planonderdelen"
    DEFINITIE: ClassVar[str] = "Een stuk hulp of actie in het plan."

    omschrijving: Tekst | None = veld("Wat er gebeurt.", "SCH-01 INT-02", persoonsgegeven=True)
    persoon: Verwijzing | None = veld("De persoon voor wie het is.", "INT-02 SCH-02", naar="persoon")
    soort: (
        Literal[
            "eigen_actie",
            "netwerk",
            "algemene_voorziening",
            "publieke_voorziening",
            "zorgverzekering",
            "onderwijs",
            "ander",
        ]
        | None
    ) = veld("Het soort hulp.", "INT-02 SCH-10")
    product: Product | None = veld(
        "Het soort hulp, zolang er nog geen voorziening bij hoort.", "SCH-01 SCH-04 SCH-08 SCH-10"
    )
    doelen: Lijst[Tekst] | None = veld(
        "De verwijzingen van de plandoelen waar dit onderdeel aan bijdraagt.", "INT-08"
    )
    begint_na: Lijst[Tekst] | None = veld(
        "De verwijzingen van de planonderdelen die eerder moeten beginnen.", "INT-06"
    )
    vereist_besluit: JaNee | None = veld("Of hiervoor een besluit nodig is.", "INT-02 SCH-01")
    besluit: Verwijzing | None = veld(
        "Het besluit dat hierover is of wordt genomen.", "INT-02", naar="besluit"
    )
    voorziening: Verwijzing | None = veld(
        "De voorziening die hierbij hoort.", "INT-02 SCH-01", naar="voorziening"
    )
    wetten: Lijst[Wet] | None = veld("De wetten waarop dit onderdeel rust.", "SCH-01 INT-02")
    artikel: Tekst | None = veld("Het artikel waarop dit onderdeel rust.", "SCH-01")
    financieringsbron: Bron | None = veld("Het geld waaruit dit wordt betaald.", "SCH-14")
    begindatum: Datum | None = veld("De dag waarop dit onderdeel begint.", "SCH-09 INT-12")
    einddatum: Datum | None = veld("De dag waarop dit onderdeel eindigt.", "SCH-09")


class Plantaak(Deel):
    """A task agreed in the plan."""

    SOORT: ClassVar[str] = "plantaak"
    MEERVOUD: ClassVar[str] = "plantaken"
    DEFINITIE: ClassVar[str] = "Een taak die in het plan is afgesproken."

    omschrijving: Tekst | None = veld("Wat de taak is.", "INT-06", persoonsgegeven=True)
    organisatie: Tekst | None = veld("De organisatie die de taak doet.", "INT-06")
    verantwoordelijke: Tekst | None = veld("De naam van wie de taak doet.", "INT-06", persoonsgegeven=True)
    gereed_op: Datum | None = veld("De datum waarop de taak klaar is.", "INT-06")


class Planlid(Deel):
    """A person whom the plan concerns, and his own voice in it."""

    SOORT: ClassVar[str] = "planlid"
    MEERVOUD: ClassVar[str] = "planleden"
    DEFINITIE: ClassVar[str] = "Iemand over wie het plan gaat."

    persoon: Verwijzing | None = veld("De persoon over wie het plan gaat.", "INT-04", naar="persoon")
    heeft_meegedaan: JaNee | None = veld("Of deze persoon aan het plan heeft meegedaan.", "INT-04")
    heeft_ingestemd: JaNee | None = veld("Of deze persoon met zijn deel heeft ingestemd.", "INT-04")
    ingestemd_op: Datum | None = veld("De datum van de instemming.", "INT-04")
    heeft_eigen_deel: JaNee | None = veld("Of het deel van deze persoon los te lezen is.", "INT-05 PRI-14")


class Planwijziging(Deel):
    """A change of need found while the plan runs."""

    SOORT: ClassVar[str] = "planwijziging"
    MEERVOUD: ClassVar[str] = "planwijzigingen"
    DEFINITIE: ClassVar[str] = "Een verandering in de hulp tijdens het plan."

    omschrijving: Tekst | None = veld("Wat er is veranderd.", "INT-11", persoonsgegeven=True)
    gebleken_op: Datum | None = veld("De datum waarop de verandering bleek.", "INT-11")
    raakt_voorziening: JaNee | None = veld("Of een toegekende voorziening verandert.", "INT-11")
    nieuw_onderzoek: Verwijzing | None = veld(
        "Het onderzoek dat daarna is gedaan.", "INT-11", naar="onderzoek"
    )
    nieuw_besluit: Verwijzing | None = veld("Het besluit dat daarna is genomen.", "INT-11", naar="besluit")


class Regiemandaat(Deel):
    """The mandate of the director under one law."""

    SOORT: ClassVar[str] = "regiemandaat"
    MEERVOUD: ClassVar[str] = "regiemandaten"
    DEFINITIE: ClassVar[str] = "Een mandaat van de regisseur om onder een wet te beslissen."

    wet: Wet | None = veld("De wet waarvoor het mandaat geldt.", "SCH-13")
    kenmerk: Tekst | None = veld("Het kenmerk van het mandaat.", "SCH-13")
    schriftelijk: JaNee | None = veld("Of het mandaat op schrift staat.", "SCH-13")


class Plan(Deel):
    """A plan for one person or a household."""

    SOORT: ClassVar[str] = "plan"
    MEERVOUD: ClassVar[str] = "plannen"
    DEFINITIE: ClassVar[str] = "Afspraken over hulp aan een persoon of een gezin."

    soort: (
        Literal[
            "gezinsplan",
            "integraal_plan",
            "familiegroepsplan",
            "hulpverleningsplan",
            "plan_van_aanpak_bijstand",
            "plan_van_aanpak_schulden",
            "toekomstplan",
        ]
        | None
    ) = veld("Het soort plan.", "INT-01 JW-PLAN-01 JW-PLAN-02 PW-06 WGS-02 INT-12")
    naam: Tekst | None = veld("De naam van het plan.", "INT-01", persoonsgegeven=True)
    persoon: Verwijzing | None = veld(
        "De persoon voor wie het plan is.", "PW-06 WGS-02 INT-12", naar="persoon"
    )
    huishouden: Verwijzing | None = veld("Het huishouden waarvoor het plan is.", "INT-01", naar="huishouden")
    opgesteld_op: Datum | None = veld("De datum van het plan.", "JW-PLAN-02 INT-12 PW-06")
    hulp_gestart_op: Datum | None = veld("De datum waarop de hulp begon.", "JW-PLAN-02")
    besproken_met_jeugdige_en_ouders: JaNee | None = veld(
        "Of het plan met jeugdige en ouders is besproken.", "JW-PLAN-02"
    )
    schriftelijk: JaNee | None = veld("Of het plan op schrift staat.", "JW-PLAN-02")
    schriftelijk_gevraagd_op: Datum | None = veld(
        "De datum waarop om een schriftelijk plan is gevraagd.", "JW-PLAN-02"
    )
    familiegroepsplan_aangeboden_op: Datum | None = veld(
        "De datum waarop de kans op een familiegroepsplan is geboden.", "JW-PLAN-01"
    )
    reden_geen_familiegroepsplan: (
        Literal["ouders_willen_niet", "concrete_bedreiging", "schade_voor_kind", "reclassering_of_voogdij"]
        | None
    ) = veld("Waarom geen familiegroepsplan is aangeboden.", "JW-PLAN-01")
    bevat_ondersteuning: JaNee | None = veld("Of het plan de ondersteuning beschrijft.", "PW-06")
    bevat_verplichtingen: JaNee | None = veld("Of het plan de verplichtingen beschrijft.", "PW-06")
    bevat_beslagvrije_voet: JaNee | None = veld("Of de beslagvrije voet in het plan staat.", "WGS-02")
    bijlage_bij_besluit: JaNee | None = veld(
        "Of het plan een bijlage bij het besluit is.", "PW-06 WGS-02", aard="tekst"
    )
    geevalueerd_op: Datum | None = veld("De datum van de laatste evaluatie.", "PW-06 INT-11")
    kent_zelf_toe: JaNee | None = veld("Of de tekst van het plan zelf hulp toekent.", "INT-01 AWB-25")
    rechtsgevolg: Tekst | None = veld(
        "Welk recht of welke plicht het plan volgens de tekst geeft.", "AWB-25 INT-01"
    )
    belooft_een_procedure: JaNee | None = veld(
        "Of het plan een bezwaarprocedure voor alle wetten samen belooft.", "SCH-18"
    )
    regisseur: Verwijzing | None = veld(
        "De persoon die de hulp coördineert.", "INT-06 SCH-13", naar="persoon"
    )
    regisseur_neemt_besluiten: JaNee | None = veld("Of de regisseur zelf besluiten ondertekent.", "SCH-13")
    opgenomen_domeinen: (
        Lijst[
            Literal[
                "ondersteuning",
                "wonen",
                "school_en_werk",
                "inkomen",
                "zorgverzekering",
                "netwerk",
                "gezondheid",
            ]
        ]
        | None
    ) = veld("De gebieden die het plan behandelt.", "INT-12 INT-01")
    evaluatiedata: Lijst[Datum] | None = veld("De data waarop het plan wordt besproken.", "INT-11")
    wmo_melding: Verwijzing | None = veld(
        "De melding bij de Wmo voor de hulp na de achttiende verjaardag.", "INT-12", naar="melding"
    )
    ciz_aangevraagd_op: Datum | None = veld("De datum van de aanvraag bij het CIZ.", "INT-12")
    zvw_verwijzing_op: Datum | None = veld(
        "De datum van de verwijzing naar zorg uit de Zorgverzekeringswet.", "INT-12"
    )
    besluit_voortzetting: Verwijzing | None = veld(
        "Het besluit of de jeugdhulp na 18 jaar doorgaat.", "INT-12", naar="besluit"
    )
    gezinsbijdrage: JaNee | None = veld("Of het plan een bijdrage voor het hele gezin noemt.", "SCH-15")
    planleden: Delen[Planlid] | None = veld("De mensen over wie het plan gaat.", "INT-04")
    plandoelen: Delen[Plandoel] | None = veld("De doelen van het plan.", "INT-08")
    planonderdelen: Delen[Planonderdeel] | None = veld("De onderdelen van het plan.", "INT-02 SCH-01")
    plantaken: Delen[Plantaak] | None = veld("De taken die zijn verdeeld.", "INT-06")
    planwijzigingen: Delen[Planwijziging] | None = veld("De veranderingen tijdens het plan.", "INT-11")
    regiemandaten: Delen[Regiemandaat] | None = veld("De mandaten van de regisseur.", "SCH-13")


class Budgetpost(Deel):
    """One part of a budget: one law, one person."""

    SOORT: ClassVar[str] = "budgetpost"
    MEERVOUD: ClassVar[str] = "budgetposten"
    DEFINITIE: ClassVar[str] = "Een deel van een budget, met wet en persoon."

    wet: Wet | None = veld("De wet waaruit het geld komt.", "INT-09 SCH-14")
    persoon: Verwijzing | None = veld("De persoon voor wie het geld is.", "INT-09", naar="persoon")
    besluit: Verwijzing | None = veld("Het besluit waarop het geld rust.", "INT-09", naar="besluit")
    bedrag: Bedrag | None = veld("Het bedrag van dit deel.", "INT-09")
    financieringsbron: Bron | None = veld("Waar het geld vandaan komt.", "SCH-14")


class Budget(Deel):
    """Money set aside for a plan."""

    SOORT: ClassVar[str] = "budget"
    MEERVOUD: ClassVar[str] = "budgetten"
    DEFINITIE: ClassVar[str] = "Geld dat voor een plan of een persoon is gereserveerd."

    plan: Verwijzing | None = veld("Het plan waar het budget bij hoort.", "INT-09", naar="plan")
    besluit: Verwijzing | None = veld("Het besluit waarin het budget staat.", "SCH-03 INT-09", naar="besluit")
    soort: Literal["per_voorziening", "per_persoon", "gezinsbudget", "intern_overzicht"] | None = veld(
        "Het soort budget.", "SCH-03 INT-09 SCH-14", aard="tekst"
    )
    bedrag: Bedrag | None = veld("Het totale bedrag.", "INT-09", aard="tekst")
    aanspraak_voor_gezin: JaNee | None = veld(
        "Of de tekst het gezin een recht op het hele budget geeft.", "INT-09 SCH-03", aard="tekst"
    )
    opgedeeld: JaNee | None = veld(
        "Of het budget per wet en persoon is opgedeeld.", "INT-09 SCH-14", aard="tekst"
    )
    alleen_intern: JaNee | None = veld(
        "Of het budget alleen een interne optelling is.", "INT-09", aard="tekst"
    )
    budgetposten: Delen[Budgetpost] | None = veld("De delen van het budget.", "INT-09 SCH-14", aard="tekst")
