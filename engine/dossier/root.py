"""The case file as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import ModelWrapValidatorHandler, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from engine.dossier.besluit import Besluit, Bezwaar, Brief, EerderBesluit, Toezegging
from engine.dossier.coherence import samenhang
from engine.dossier.domeinen import Bijstand, Schuldhulp, Wlzsituatie
from engine.dossier.gegevens import Gegeven, Oordeel, Verzoek
from engine.dossier.onderzoek import Aanvraag, Advies, Melding, Onderzoek
from engine.dossier.personen import Huishouden, Persoon, School
from engine.dossier.pgb import Bijdrage, Pgb
from engine.dossier.plan import Budget, Plan
from engine.dossier.regels import Beleidsregel, Verordening
from engine.dossier.values import Delen, Onderdeel, Tekst, veld
from engine.dossier.voorziening import Beperking, EerdereVoorziening, Hulpbron, Voorziening

# Says to the model that the reader has already looked at how the parts hang together.
SAMENHANG_GEDAAN = {"samenhang": True}

# The name beside the fields under which `engine.facts` keeps what it made of a case file.
FEITEN = "feiten()"


class Dossier(Onderdeel):
    """One case: every part under its own reference, one map per kind."""

    SOORT: ClassVar[str] = "dossier"
    MEERVOUD: ClassVar[str] = "dossiers"
    DEFINITIE: ClassVar[str] = "Alles wat over een zaak bekend is."

    weergave: Literal["volledig", "gedeeltelijk"] | None = veld(
        "Of de tekst van het conceptbesluit volledig in het dossier staat. Zonder keuze geldt: volledig."
    )
    kenmerk: Tekst | None = veld("Het kenmerk van de zaak.", persoonsgegeven=True)
    gemeente: Tekst | None = veld("De gemeente die de zaak behandelt.", "WMO-BES-02 JW-ADR-01")

    personen: Delen[Persoon] | None = veld("De mensen die in de zaak voorkomen.")
    huishoudens: Delen[Huishouden] | None = veld("De huishoudens in de zaak.")
    scholen: Delen[School] | None = veld("De scholen in de zaak.")
    meldingen: Delen[Melding] | None = veld("De meldingen.")
    onderzoeken: Delen[Onderzoek] | None = veld("De onderzoeken.")
    adviezen: Delen[Advies] | None = veld("De adviezen.")
    aanvragen: Delen[Aanvraag] | None = veld("De aanvragen.")
    besluiten: Delen[Besluit] | None = veld("De conceptbesluiten die worden getoetst.", aard="tekst")
    eerdere_besluiten: Delen[EerderBesluit] | None = veld("De besluiten die al zijn genomen.")
    brieven: Delen[Brief] | None = veld("De brieven.")
    voorzieningen: Delen[Voorziening] | None = veld("De voorzieningen in het concept.", aard="tekst")
    eerdere_voorzieningen: Delen[EerdereVoorziening] | None = veld("De hulp die er eerder was.")
    beperkingen: Delen[Beperking] | None = veld("De beperkingen.")
    hulpbronnen: Delen[Hulpbron] | None = veld("Wat ook zonder voorziening kan helpen.")
    pgbs: Delen[Pgb] | None = veld("De persoonsgebonden budgetten.")
    bijdragen: Delen[Bijdrage] | None = veld("De eigen bijdragen.")
    bezwaren: Delen[Bezwaar] | None = veld("De bezwaren.")
    toezeggingen: Delen[Toezegging] | None = veld("De toezeggingen.")
    plannen: Delen[Plan] | None = veld("De plannen.")
    budgetten: Delen[Budget] | None = veld("De budgetten.")
    verordeningen: Delen[Verordening] | None = veld("De verordeningen.")
    beleidsregels: Delen[Beleidsregel] | None = veld("De beleidsregels.")
    gegevens: Delen[Gegeven] | None = veld("De persoonsgegevens die worden gebruikt.")
    verzoeken: Delen[Verzoek] | None = veld("De verzoeken over eigen gegevens.")
    wlzsituaties: Delen[Wlzsituatie] | None = veld("Wat over langdurige zorg bekend is.")
    bijstandsrechten: Delen[Bijstand] | None = veld("De beoordelingen van een recht op bijstand.")
    schuldhulptrajecten: Delen[Schuldhulp] | None = veld("De hulp bij schulden.")
    oordelen: Delen[Oordeel] | None = veld("De antwoorden van mensen op open vragen.")

    @model_validator(mode="wrap")
    @classmethod
    def _samenhang(cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        dossier = handler(data)
        if info.context is not SAMENHANG_GEDAAN and isinstance(data, Mapping):
            fouten = samenhang(data, cls)
            if fouten:
                raise PydanticCustomError("samenhang", "{melding}", {"melding": fouten[0].melding})
        return dossier

    def voor_wie(self, voorziening: Voorziening) -> str | None:
        """The reference of the person whom help is for: named there, or the only one its decision is for.

        Help that is said to name nobody (`ontbreekt`) is for nobody.
        """
        if voorziening.persoon is not None or "persoon" in voorziening.ontbreekt:
            return voorziening.persoon
        besluit = (self.besluiten or {}).get(voorziening.besluit or "")
        begunstigden = besluit.begunstigden or () if besluit is not None else ()
        return begunstigden[0] if len(begunstigden) == 1 else None

    # A copy may be given other fields; what was made of the original is not about it.

    def __copy__(self) -> Self:
        kopie = super().__copy__()
        kopie.__dict__.pop(FEITEN, None)
        return kopie

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        kopie = super().__deepcopy__(memo)
        kopie.__dict__.pop(FEITEN, None)
        return kopie
