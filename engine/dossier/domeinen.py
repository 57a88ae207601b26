"""Facts of the neighbouring Acts: Wlz, Participatiewet and debt help."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.dossier.besluit import Weigeringsgrond
from engine.dossier.values import Bedrag, Datum, Deel, Delen, JaNee, Lijst, Tekst, Verwijzing, Wet, veld


class Wlzsituatie(Deel):
    """Where one person stands with the Wlz."""

    SOORT: ClassVar[str] = "wlzsituatie"
    MEERVOUD: ClassVar[str] = "wlzsituaties"
    DEFINITIE: ClassVar[str] = "Wat over langdurige zorg voor een persoon bekend is."

    persoon: Verwijzing | None = veld(
        "De persoon om wie het gaat.", "WMO-BES-08 SCH-04 WLZ-01", naar="persoon"
    )
    indicatie: JaNee | None = veld(
        "Of het CIZ een indicatie heeft gegeven.", "WMO-BES-08 SCH-04 SCH-05 WLZ-01 WLZ-02"
    )
    indicatie_besluit_op: Datum | None = veld("De datum van het besluit van het CIZ.", "WLZ-01 WLZ-02")
    indicatie_met_verblijf: JaNee | None = veld(
        "Of de indicatie recht op verblijf geeft.", "WMO-BES-08 SCH-04"
    )
    grond: (
        Literal[
            "somatisch",
            "psychogeriatrisch",
            "lichamelijke_handicap",
            "verstandelijke_handicap",
            "zintuiglijke_handicap",
            "psychische_stoornis",
        ]
        | None
    ) = veld("De grond van de indicatie.", "WLZ-01 ZVW-02", persoonsgegeven=True)
    blijvend: JaNee | None = veld("Of de behoefte aan zorg blijvend is.", "WLZ-01")
    redenen_om_aan_te_nemen: Tekst | None = veld(
        "Waarom de persoon misschien recht heeft op Wlz-zorg.",
        "WMO-BES-08 SCH-04 SCH-05",
        aard="tekst",
        persoonsgegeven=True,
    )
    medewerking_geweigerd: JaNee | None = veld(
        "Of de persoon weigert mee te werken aan een besluit van het CIZ.", "WMO-BES-08 SCH-04 SCH-05"
    )
    aangevraagd_op: Datum | None = veld("De datum van de aanvraag bij het CIZ.", "WMO-BES-09 INT-12")
    afgewezen_op: Datum | None = veld("De datum waarop het CIZ de aanvraag afwees.", "WLZ-01")
    naar_ciz_verwezen: JaNee | None = veld(
        "Of de gemeente de persoon naar het CIZ heeft verwezen.", "WMO-BES-09"
    )
    tussentijdse_hulp: Tekst | None = veld(
        "Welke hulp er is tot het CIZ beslist.", "WMO-BES-09", aard="tekst", persoonsgegeven=True
    )
    leveringsvorm: (
        Literal[
            "verblijf_in_instelling",
            "volledig_pakket_thuis",
            "modulair_pakket_thuis",
            "pgb",
            "deeltijdverblijf",
            "wacht_op_plaats",
            "geen",
        ]
        | None
    ) = veld("Hoe de Wlz-zorg wordt gegeven.", "WLZ-03 WMO-BES-08 SCH-04")
    met_behandeling: JaNee | None = veld("Of de Wlz-zorg ook behandeling omvat.", "WLZ-03 WMO-BES-08")
    woont_thuis: JaNee | None = veld("Of de persoon thuis woont.", "WMO-BES-08 WLZ-03")
    gevraagde_zaak: (
        Literal[
            "hulpmiddel",
            "woningaanpassing",
            "mobiliteitshulpmiddel",
            "schoonmaak",
            "begeleiding",
            "dagbesteding",
            "vervoer_naar_dagbesteding",
            "respijtzorg",
            "ander",
        ]
        | None
    ) = veld("Wat bij de gemeente is gevraagd.", "WLZ-03 WMO-BES-08")
    overgangsgroep: JaNee | None = veld(
        "Of de persoon onder het overgangsrecht van de Wlz valt.", "WMO-BES-08"
    )
    had_pgb_voor_indicatie: JaNee | None = veld(
        "Of de persoon vlak voor de indicatie al een pgb had.", "WLZ-04"
    )


class Kostenpost(Deel):
    """Costs for which assistance is asked."""

    SOORT: ClassVar[str] = "kostenpost"
    MEERVOUD: ClassVar[str] = "kostenposten"
    DEFINITIE: ClassVar[str] = "Kosten waarvoor bijstand is gevraagd."

    soort: Tekst | None = veld("Wat voor kosten het zijn.", "PW-02 PW-03 PW-10 SCH-11", persoonsgegeven=True)
    hoort_bij_wet: Wet | None = veld("De wet waar deze kosten eigenlijk onder vallen.", "PW-03 PW-02 SCH-11")
    bedrag: Bedrag | None = veld("Het bedrag van de kosten.", "PW-10")
    gemaakt_op: Datum | None = veld("De datum waarop de kosten zijn gemaakt.", "PW-10")
    bewezen: JaNee | None = veld("Of van de kosten een bewijs is gegeven.", "PW-10")
    doen_zich_voor: JaNee | None = veld("Of de kosten echt zijn of worden gemaakt.", "PW-10", aard="tekst")
    noodzakelijk: JaNee | None = veld("Of de kosten voor deze persoon nodig zijn.", "PW-10", aard="tekst")
    bijzondere_omstandigheden: JaNee | None = veld(
        "Of de kosten uit bijzondere omstandigheden komen.", "PW-10", aard="tekst"
    )
    te_betalen_uit_middelen: JaNee | None = veld(
        "Of de persoon de kosten uit eigen middelen kan betalen.", "PW-10", aard="tekst"
    )
    voorliggende_voorziening: Tekst | None = veld(
        "De andere voorziening voor deze kosten.", "PW-02 SCH-11", aard="tekst"
    )
    voorliggend_toereikend: JaNee | None = veld(
        "Of die andere voorziening genoeg is en past.", "PW-02 SCH-11 PW-03", aard="tekst"
    )
    zeer_dringende_redenen: JaNee | None = veld(
        "Of er zeer dringende redenen voor bijstand zijn.", "PW-02 SCH-11", aard="tekst"
    )


class Arbeidsplicht(Deel):
    """A duty under the Participatiewet."""

    SOORT: ClassVar[str] = "arbeidsplicht"
    MEERVOUD: ClassVar[str] = "arbeidsplichten"
    DEFINITIE: ClassVar[str] = "Een plicht uit de Participatiewet, zoals werk zoeken."

    omschrijving: Tekst | None = veld("Wat de plicht inhoudt.", "PW-05", aard="tekst")
    ontheffing: JaNee | None = veld("Of ontheffing van de plicht is gegeven.", "PW-05", aard="tekst")
    reden_ontheffing: (
        Literal["zorgtaken", "kind_jonger_dan_vijf", "kind_jonger_dan_twaalf", "medisch", "ander"] | None
    ) = veld("Waarom ontheffing is gegeven.", "PW-05", aard="tekst")


class Bijstand(Deel):
    """The assessment of a right to assistance."""

    SOORT: ClassVar[str] = "bijstand"
    MEERVOUD: ClassVar[str] = "bijstandsrechten"
    DEFINITIE: ClassVar[str] = "De beoordeling van een recht op bijstand."

    besluit: Verwijzing | None = veld("Het besluit over de bijstand.", "PW-01 PW-08", naar="besluit")
    persoon: Verwijzing | None = veld("De persoon om wie het gaat.", "PW-01", naar="persoon")
    gezamenlijk: JaNee | None = veld("Of de bijstand voor beide echtgenoten samen is.", "PW-01", aard="tekst")
    soort: Literal["algemeen", "bijzonder"] | None = veld("Het soort bijstand.", "PW-10 PW-02", aard="tekst")
    gemeld_op: Datum | None = veld("De datum van de melding voor bijstand.", "PW-07")
    ingangsdatum: Datum | None = veld("De datum waarop de bijstand ingaat.", "PW-07", aard="tekst")
    reden_eerdere_ingang: Tekst | None = veld(
        "Waarom de bijstand voor de melding ingaat.", "PW-07", aard="tekst", persoonsgegeven=True
    )
    afstemming: Tekst | None = veld(
        "Hoe de bijstand is afgestemd op de persoon en het gezin.",
        "PW-04",
        aard="tekst",
        persoonsgegeven=True,
    )
    plan_van_aanpak: Verwijzing | None = veld("Het plan van aanpak bij de bijstand.", "PW-06", naar="plan")
    periode_middelen_bepaald: JaNee | None = veld(
        "Of is bepaald over welke tijd naar de middelen is gekeken.", "PW-10", aard="tekst"
    )
    kleine_kosten_12_maanden: Bedrag | None = veld(
        "Het totaal van de kleine kosten in twaalf maanden.", "PW-10"
    )
    drempel_toegepast: JaNee | None = veld(
        "Of is geweigerd omdat de kosten onder de drempel blijven.", "PW-10", aard="tekst"
    )
    kostenposten: Delen[Kostenpost] | None = veld(
        "De kosten waarvoor bijstand is gevraagd.", "PW-02 PW-03 PW-10"
    )
    arbeidsplichten: Delen[Arbeidsplicht] | None = veld(
        "De plichten die zijn opgelegd.", "PW-05", aard="tekst"
    )


class Schuldhulp(Deel):
    """Debt help from request to plan or refusal."""

    SOORT: ClassVar[str] = "schuldhulp"
    MEERVOUD: ClassVar[str] = "schuldhulptrajecten"
    DEFINITIE: ClassVar[str] = "Hulp van de gemeente bij schulden."

    persoon: Verwijzing | None = veld("De persoon met schulden.", "WGS-01", naar="persoon")
    besluit: Verwijzing | None = veld("Het besluit over schuldhulp.", "WGS-02", naar="besluit")
    gevraagd_op: Datum | None = veld("De datum waarop om hulp is gevraagd.", "WGS-01 SCH-20")
    aanbod_aanvaard_op: Datum | None = veld(
        "De datum waarop het aanbod na een signaal is aanvaard.", "WGS-01"
    )
    eerste_gesprek_op: Datum | None = veld("De datum van het eerste gesprek.", "WGS-01 WGS-02 SCH-20")
    bedreiging: (
        Literal["ontruiming", "afsluiting_energie_of_water", "einde_zorgverzekering", "geen"] | None
    ) = veld("De dreiging die spoed geeft.", "WGS-01 SCH-20")
    wil_geen_hulp: JaNee | None = veld("Of de persoon in het gesprek zei geen hulp meer te willen.", "WGS-02")
    plan_van_aanpak: Verwijzing | None = veld("Het plan van aanpak.", "WGS-02", naar="plan")
    weigeringsgrond: Weigeringsgrond | None = veld("De grond van de weigering.", "WGS-04", aard="tekst")
    eerder_gebruik: JaNee | None = veld("Of de persoon eerder schuldhulp kreeg.", "WGS-04")
    fraude_veroordeeld: JaNee | None = veld(
        "Of de persoon voor fraude is veroordeeld of beboet.", "WGS-04", persoonsgegeven=True
    )
    weging: Tekst | None = veld(
        "Hoe de belangen bij een weigering zijn gewogen.", "WGS-04", aard="tekst", persoonsgegeven=True
    )
    uitvoerder: Literal["gemeente", "schuldhulporganisatie", "andere_organisatie"] | None = veld(
        "Wie de schuldhulp uitvoert.", "WGS-03"
    )
    wetten_gegevens: Lijst[Wet] | None = veld("De wetten waaruit gegevens zijn gebruikt.", "PRI-06")
