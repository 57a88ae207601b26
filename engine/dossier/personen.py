"""Persons and households: whom a case is about."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from engine.dossier.values import Datum, Deel, Getal, JaNee, Keuzenaam, Lijst, Tekst, Verwijzing, veld

Rol = Annotated[
    Literal[
        "client",
        "jeugdige",
        "ouder",
        "pleegouder",
        "echtgenoot",
        "kind",
        "huisgenoot",
        "mantelzorger",
        "netwerklid",
        "vertegenwoordiger",
        "aanvrager",
        "regisseur",
        "consulent",
        "aanbieder",
        "ander",
    ],
    Keuzenaam("rol"),
]


class Persoon(Deel):
    """A natural person who appears in the case, in whatever role."""

    SOORT: ClassVar[str] = "persoon"
    MEERVOUD: ClassVar[str] = "personen"
    DEFINITIE: ClassVar[str] = "Een mens die in de zaak voorkomt, bijvoorbeeld als cliënt of ouder."

    naam: Tekst | None = veld("De naam van de persoon.", "WMO-BES-10", persoonsgegeven=True)
    geboortedatum: Datum | None = veld(
        "De datum waarop de persoon is geboren.",
        "JW-AGE-01 JW-AGE-02 JW-CON-01 JW-OND-07 SCH-08 SCH-09 ZVW-02 WMO-BIJ-04 WMO-BIJ-09 PW-01 PW-06 "
        "PRI-09 PRI-11 INT-12 WMO-OPV-02",
        persoonsgegeven=True,
    )
    rollen: Lijst[Rol] | None = veld(
        "De rollen die de persoon in de zaak heeft.", "WMO-BES-10 JW-ADR-02 PRI-03 PRI-04"
    )
    huishouden: Verwijzing | None = veld(
        "Het huishouden waarvan de persoon deel is.",
        "WMO-BIJ-02 WMO-BES-20 WMO-OPV-02 INT-04",
        naar="huishouden",
    )
    partner: Verwijzing | None = veld(
        "De echtgenoot of partner met wie de persoon een gezamenlijke huishouding heeft.",
        "WMO-BIJ-02 WMO-BIJ-04 PW-01",
        naar="persoon",
    )
    mantelzorger_van: Lijst[Verwijzing] | None = veld(
        "De personen aan wie deze persoon mantelzorg geeft.", "WMO-OND-02 WMO-OND-04", naar="persoon"
    )
    gehuwd: JaNee | None = veld(
        "Of de persoon gehuwd is of daarmee gelijk is gesteld.", "WMO-BIJ-02 WMO-BIJ-04 PW-01"
    )
    aow_leeftijd_bereikt: JaNee | None = veld(
        "Of de persoon de pensioengerechtigde leeftijd heeft bereikt.", "WMO-BIJ-04"
    )
    ouders: Lijst[Verwijzing] | None = veld(
        "De ouders van de persoon.", "JW-ADR-02 JW-OND-03", naar="persoon"
    )
    gezaghouders: Lijst[Verwijzing] | None = veld(
        "De personen die het gezag over de minderjarige hebben.", "JW-ADR-01 JW-ADR-02", naar="persoon"
    )
    wettelijk_vertegenwoordiger: Verwijzing | None = veld(
        "De persoon die de persoon volgens de wet vertegenwoordigt.",
        "WMO-BES-10 JW-ADR-02 AWB-23 PRI-09",
        naar="persoon",
    )
    gemachtigde: Verwijzing | None = veld(
        "De persoon door wie de persoon zich laat bijstaan of vertegenwoordigen.", "AWB-23", naar="persoon"
    )
    gemeente: Tekst | None = veld(
        "De gemeente waar de persoon volgens de basisregistratie personen woont.",
        "WMO-BES-02 JW-ADR-01 WMO-OPV-03",
    )
    ingezetene_sinds: Datum | None = veld(
        "De datum waarop de persoon ingezetene van de gemeente werd.", "WMO-MEL-02 WMO-BES-02"
    )
    ingezetene_van_nederland: JaNee | None = veld(
        "Of de persoon ingezetene van Nederland is.", "WMO-BES-02 WMO-OPV-03"
    )
    adres: Tekst | None = veld("Het woonadres van de persoon.", "JW-ADR-01", persoonsgegeven=True)
    geheim_adres: JaNee | None = veld("Of het adres van de persoon geheim is.", "JW-ADR-01")
    vorige_gemeente: Tekst | None = veld(
        "De gemeente waar de persoon direct hiervoor woonde.", "JW-ADR-01 JW-BES-12"
    )
    verblijf_met_overnachting_sinds: Datum | None = veld(
        "De datum waarop het verblijf van de jeugdige bij een aanbieder of pleegouder begon.", "JW-ADR-01"
    )
    gemeente_voor_verblijf: Tekst | None = veld(
        "De gemeente waar de jeugdige woonde direct voor het verblijf.", "JW-ADR-01"
    )
    verhuisd_op: Datum | None = veld(
        "De datum waarop de woonplaats van de jeugdige naar een andere gemeente ging.", "JW-BES-12"
    )
    verblijfsstatus: (
        Literal[
            "nederlander",
            "gelijkgesteld",
            "rechtmatig_verblijf_a_tot_e",
            "rechtmatig_verblijf_l",
            "procedure_na_rechtmatig_verblijf",
            "slachtoffer_in_afwachting",
            "overig_rechtmatig_verblijf",
            "geen_rechtmatig_verblijf",
        ]
        | None
    ) = veld("Het recht op verblijf van de persoon in Nederland.", "WMO-BES-03", persoonsgegeven=True)
    overleden_op: Datum | None = veld(
        "De datum waarop de persoon is overleden.", "WMO-OND-11", persoonsgegeven=True
    )
    gezondheid: Tekst | None = veld(
        "Wat over de gezondheid van de persoon is vastgesteld.", "WMO-BES-20 WMO-OPV-02", persoonsgegeven=True
    )
    belasting: Tekst | None = veld(
        "Hoe zwaar de persoon al belast is met werk, zorg en andere taken.",
        "WMO-BES-20 JW-OND-03",
        persoonsgegeven=True,
    )
    overbelast: JaNee | None = veld(
        "Of de persoon overbelast is of dat dreigt te worden.", "WMO-BES-20 JW-OND-03"
    )
    werkuren_per_week: Getal | None = veld(
        "Het aantal uren dat de persoon per week betaald werkt.", "WMO-BES-20 JW-OND-03"
    )
    school: Verwijzing | None = veld(
        "De school van de persoon.", "JW-OND-06 SCH-10 WMO-OPV-02", naar="school"
    )
    permanent_toezicht_nodig: JaNee | None = veld(
        "Of het kind blijvend toezicht nodig heeft.", "JW-OND-05 WLZ-01"
    )
    verpleging_vanuit_zvw: JaNee | None = veld(
        "Of het kind verpleging of verzorging vanuit de Zorgverzekeringswet krijgt.", "JW-OND-05"
    )
    jeugdhulp_begonnen_op: Datum | None = veld(
        "De datum waarop de jeugdhulp voor de jeugdige begon.", "JW-AGE-01 SCH-09"
    )
    ondersteuning_bij_contact_aangeboden: JaNee | None = veld(
        "Of de gemeente passende ondersteuning in het contact heeft aangeboden.", "AWB-23"
    )
    opvangnachten_in_maand: Getal | None = veld(
        "Het aantal nachten achter elkaar dat de persoon die maand in een opvang verbleef.", "WMO-BIJ-04"
    )
    betaalt_bijdrage_wlz_of_beschermd_wonen: JaNee | None = veld(
        "Of de persoon of zijn echtgenoot al een bijdrage voor de Wlz of beschermd wonen betaalt.",
        "WMO-BIJ-04 SCH-15",
    )
    stem_gehoord: JaNee | None = veld(
        "Of de eigen stem van deze persoon in het onderzoek is gehoord.", "INT-04 JW-OND-04"
    )


class Huishouden(Deel):
    """People who live together; a household has no claim of its own."""

    SOORT: ClassVar[str] = "huishouden"
    MEERVOUD: ClassVar[str] = "huishoudens"
    DEFINITIE: ClassVar[str] = "Mensen die samen in een woning leven."

    aantal_leden: Getal | None = veld("Het aantal personen in het huishouden.", "WMO-BES-14")
    minderjarige_kinderen: JaNee | None = veld(
        "Of er minderjarige kinderen in het huishouden zijn.", "WMO-OPV-02 PW-05"
    )
    kind_jonger_dan_vijf: JaNee | None = veld(
        "Of een alleenstaande ouder een kind jonger dan vijf jaar heeft.", "PW-05"
    )
    kind_jonger_dan_twaalf: JaNee | None = veld(
        "Of een alleenstaande ouder een kind jonger dan twaalf jaar heeft.", "PW-05"
    )
    belangenconflict: JaNee | None = veld(
        "Of belangen van leden botsen, bijvoorbeeld door geweld, scheiding of schuld van een van hen.",
        "INT-05",
    )
    conflict_toelichting: Tekst | None = veld(
        "Wat het conflict tussen de leden inhoudt.", "INT-05", persoonsgegeven=True
    )
    gescheiden_behandeling: JaNee | None = veld(
        "Of de leden met een conflict elk een eigen dossier en een eigen adviseur hebben.", "INT-05"
    )


class School(Deel):
    """A school or the authority over it, as far as it matters for education duties."""

    SOORT: ClassVar[str] = "school"
    MEERVOUD: ClassVar[str] = "scholen"
    DEFINITIE: ClassVar[str] = "De school van een jeugdige, met wat zij zelf aan hulp geeft."

    naam: Tekst | None = veld("De naam van de school.", "JW-OND-06", persoonsgegeven=True)
    overleg_nodig: JaNee | None = veld("Of overleg met de school nodig is.", "JW-OND-06")
    overleg_op: Datum | None = veld("De datum van het overleg met de school.", "JW-OND-06 SCH-10")
    eigen_ondersteuning: Tekst | None = veld(
        "Welke hulp de school of het samenwerkingsverband zelf geeft.", "SCH-10", persoonsgegeven=True
    )
    ondersteuning_is_passend_onderwijs: JaNee | None = veld(
        "Of de gevraagde hulp onder passend onderwijs valt.", "SCH-10"
    )
