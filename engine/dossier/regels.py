"""Local rules on which a decision may rest: the verordening and policy."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.dossier.values import (
    Datum,
    Deel,
    Delen,
    JaNee,
    Lijst,
    PeriodeWaarde,
    Tekst,
    Verwijzing,
    Wet,
    veld,
)


class Verordeningsartikel(Deel):
    """One article of the verordening, with the subject it rules."""

    SOORT: ClassVar[str] = "verordeningsartikel"
    MEERVOUD: ClassVar[str] = "verordeningsartikelen"
    DEFINITIE: ClassVar[str] = "Een artikel van de verordening, met waar het over gaat."

    artikel: Tekst | None = veld("Het nummer van het artikel.", "LOC-01 WMO-BIJ-01 WMO-PGB-07 JW-BES-06")
    onderwerp: (
        Literal[
            "criteria_maatwerkvoorziening",
            "pgb_hoogte",
            "pgb_netwerk",
            "kwaliteit",
            "klachten",
            "medezeggenschap",
            "misbruik",
            "bijdrage",
            "bijdrage_minderjarige",
            "eigen_mogelijkheden",
            "gebruikelijke_hulp",
            "afstemming",
            "beslistermijn",
            "hardheidsclausule",
            "verhuisprimaat",
            "ongeschikte_woning",
            "goedkoopst_adequaat",
            "verslag_als_aanvraag",
            "professioneel_en_informeel",
            "omvang_jeugdhulp",
            "ander",
        ]
        | None
    ) = veld(
        "Waar het artikel over gaat.",
        "LOC-01 LOC-06 JW-OND-03 JW-OND-07 JW-BES-06 JW-PGB-06 JW-PGB-07 WMO-BES-31 WMO-BES-35",
    )
    inhoud: Tekst | None = veld("Wat het artikel bepaalt.", "LOC-01")


class Verordening(Deel):
    """A by-law of the municipal council."""

    SOORT: ClassVar[str] = "verordening"
    MEERVOUD: ClassVar[str] = "verordeningen"
    DEFINITIE: ClassVar[str] = "Regels die de gemeenteraad heeft vastgesteld."

    naam: Tekst | None = veld("De naam van de verordening.", "LOC-01 LOC-05")
    gemeente: Tekst | None = veld("De gemeente van de verordening.", "LOC-01")
    wetten: Lijst[Wet] | None = veld("De wetten die de verordening uitwerkt.", "LOC-01")
    geldig_vanaf: Datum | None = veld("De eerste dag waarop de verordening geldt.", "LOC-05")
    geldig_tot: Datum | None = veld("De dag waarop de verordening niet meer geldt.", "LOC-05")
    bekendgemaakt_op: Datum | None = veld("De datum waarop de verordening bekend is gemaakt.", "LOC-01")
    hardheidsclausule_artikel: Tekst | None = veld("Het artikel met de hardheidsclausule.", "LOC-06")
    beslistermijn: PeriodeWaarde | None = veld(
        "De termijn om te beslissen in de verordening.", "JW-BES-04 SCH-20 WGS-02"
    )
    ondertekend_verslag_is_aanvraag: JaNee | None = veld(
        "Of een ondertekend verslag volgens de verordening als aanvraag geldt.", "AWB-12 AWB-27"
    )
    regelt_eigen_mogelijkheden: JaNee | None = veld(
        "Of de verordening regels heeft over de eigen mogelijkheden van ouders.", "JW-OND-03 JW-OND-07"
    )
    regelt_pgb_tarief: JaNee | None = veld(
        "Of het pgb-tarief of de berekening in de verordening zelf staat.", "WMO-PGB-07 JW-PGB-06"
    )
    regelt_bijdrage: JaNee | None = veld("Of de verordening een bijdrage regelt.", "WMO-BIJ-01")
    verordeningsartikelen: Delen[Verordeningsartikel] | None = veld(
        "De artikelen die van belang zijn.", "LOC-01"
    )


class Beleidsregel(Deel):
    """Policy of the college."""

    SOORT: ClassVar[str] = "beleidsregel"
    MEERVOUD: ClassVar[str] = "beleidsregels"
    DEFINITIE: ClassVar[str] = "Een regel van het college over hoe het zijn bevoegdheid gebruikt."

    naam: Tekst | None = veld("De naam van de beleidsregel.", "LOC-03 LOC-04 AWB-34")
    inhoud: Tekst | None = veld("Wat de beleidsregel inhoudt.", "LOC-03")
    soort: Literal["beleidsregel", "nadere_regel", "vaste_gedragslijn"] | None = veld(
        "Het soort regel.", "LOC-02 LOC-04"
    )
    bekendgemaakt: JaNee | None = veld("Of de beleidsregel bekend is gemaakt.", "LOC-04")
    verordening: Verwijzing | None = veld(
        "De verordening waarop de beleidsregel rust.", "LOC-02 JW-OND-07", naar="verordening"
    )
    verhouding_tot_wet: Literal["binnen", "meer_dan_wet", "in_strijd"] | None = veld(
        "Hoe het beleid zich tot de wet verhoudt.", "AWB-34 LOC-03"
    )
    sluit_uit: JaNee | None = veld("Of het beleid een groep, taak of vorm van hulp uitsluit.", "LOC-03")
    consequent_toegepast: JaNee | None = veld(
        "Of het beleid steeds op dezelfde manier wordt toegepast.", "AWB-34"
    )
    bijzondere_omstandigheden_bekeken: JaNee | None = veld(
        "Of is bekeken of bijzondere omstandigheden afwijken nodig maken.", "LOC-04 LOC-03", aard="tekst"
    )
    geldig_vanaf: Datum | None = veld("De eerste dag waarop het beleid geldt.", "WMO-HER-07 LOC-05")
    geldig_tot: Datum | None = veld("De dag waarop het beleid niet meer geldt.", "LOC-05")
