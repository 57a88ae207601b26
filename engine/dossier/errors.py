"""What can be wrong with a case file, in the user's words.

A message says what is wrong and never repeats a value, since a value may be personal data. Only names
and words of the model itself are shown, and references, which the writer of the file chose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from engine.dossier.shape import Vorm, vormen
from engine.dossier.values import MAX_DELEN_PER_MAP, MAX_GETAL, MAX_LIJST, MAX_TEKST, Bouwsteen, Deel

MAX_FOUTEN = 100
VEILIGE_NAAM = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,59}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Invoerfout:
    """One fault in the input: a stable code, the place, what is wrong and how to repair it."""

    pointer: str
    code: str
    melding: str
    herstel: str


class Dossierfout(Exception):  # noqa: N818 - a term of the domain, in Dutch
    """The input is no valid case file; ``fouten`` holds every fault that was found."""

    def __init__(self, fouten: Iterable[Invoerfout]) -> None:
        alle = sorted(set(fouten))
        self.fouten: tuple[Invoerfout, ...] = tuple(alle[:MAX_FOUTEN])
        if len(alle) > MAX_FOUTEN:
            self.fouten += (
                Invoerfout(
                    "",
                    "D98",
                    f"Er zijn meer dan {MAX_FOUTEN} fouten; de rest is weggelaten.",
                    "Herstel eerst de fouten hierboven en lees het dossier opnieuw.",
                ),
            )
        super().__init__(f"{len(self.fouten)} fouten in het dossier")


def pointer(delen: Iterable[object]) -> str:
    """A JSON pointer (RFC 6901). It stops before a name that could be free text."""
    uit = ""
    for deel in delen:
        if isinstance(deel, str) and not VEILIGE_NAAM.fullmatch(deel):
            break
        uit += "/" + str(deel).replace("~", "~0").replace("/", "~1")
    return uit


def bedoelt_u(waarde: object, mogelijk: Sequence[str], nabijheid: float = 0.55) -> str:
    """``Bedoelt u `x`?`` when one of the possible words is near, else the words themselves."""
    if isinstance(waarde, str):
        klein = {woord.lower(): woord for woord in mogelijk}
        gezocht = waarde[:60].replace("_", "").lower()
        for kandidaten in (klein, {woord.replace("_", ""): echt for woord, echt in klein.items()}):
            nabij = get_close_matches(gezocht, list(kandidaten), n=1, cutoff=nabijheid)
            if nabij:
                return f"Bedoelt u `{kandidaten[nabij[0]]}`?"
    if 0 < len(mogelijk) <= 12:
        return "Kies uit: " + ", ".join(f"`{woord}`" for woord in mogelijk) + "."
    return ""


def vorm_op(model: type[Bouwsteen], plaats: Sequence[object]) -> tuple[type[Bouwsteen] | None, Vorm | None]:
    """The class that owns the place, and the shape that stands there."""
    huidig: type[Bouwsteen] | None = model
    eigenaar: type[Bouwsteen] | None = model
    vorm: Vorm | None = None
    in_map = False
    for deel in plaats:
        if in_map:
            in_map = False
            huidig = vorm.model if vorm else None
            continue
        if vorm is not None and vorm.soort == "lijst":
            break
        eigenaar = huidig
        vorm = vormen(huidig).get(str(deel)) if huidig else None
        if vorm is None:
            return eigenaar, None
        in_map = vorm.soort == "map"
        huidig = vorm.model
    return eigenaar, vorm


_GEWOON: dict[str, tuple[str, str, str]] = {
    "string_type": ("D12", "Hier hoort een tekst te staan.", "Zet de waarde tussen aanhalingstekens."),
    "bool_type": (
        "D12",
        "Hier hoort ja of nee te staan.",
        "Schrijf `true` of `false`, zonder aanhalingstekens.",
    ),
    "int_type": (
        "D12",
        "Hier hoort een heel getal te staan.",
        "Schrijf een heel getal, zonder aanhalingstekens.",
    ),
    "int_from_float": (
        "D12",
        "Hier hoort een heel getal te staan.",
        "Schrijf het getal zonder komma of punt.",
    ),
    "tuple_type": ("D12", "Hier hoort een lijst te staan.", "Zet de waarden tussen rechte haken: `[...]`."),
    "dict_type": (
        "D12",
        "Hier horen delen met elk een eigen verwijzing te staan.",
        'Schrijf `{"X1": {...}}`.',
    ),
    "mapping_type": (
        "D12",
        "Hier horen delen met elk een eigen verwijzing te staan.",
        'Schrijf `{"X1": {...}}`.',
    ),
    "model_type": (
        "D12",
        "Hier hoort een object met velden te staan.",
        "Schrijf de velden tussen accolades: `{...}`.",
    ),
    "string_too_short": (
        "D18",
        "De tekst is leeg.",
        "Vul de tekst in, of laat het veld weg als hij onbekend is.",
    ),
    "tekst_leeg": ("D18", "De tekst is leeg.", "Vul de tekst in, of laat het veld weg als hij onbekend is."),
    "string_too_long": ("D18", "De tekst is te lang.", f"Gebruik hoogstens {MAX_TEKST} tekens."),
    "too_long": (
        "D05",
        "Hier staan te veel onderdelen.",
        f"Een lijst heeft er hoogstens {MAX_LIJST} en een verzameling hoogstens {MAX_DELEN_PER_MAP}.",
    ),
    "greater_than_equal": ("D17", "Het getal is te klein.", "Controleer het getal en de eenheid."),
    "less_than_equal": ("D17", "Het getal is te groot.", f"Gebruik een getal tot en met {MAX_GETAL}."),
    "int_parsing_size": ("D17", "Het getal is te groot.", f"Gebruik een getal tot en met {MAX_GETAL}."),
    "string_pattern_mismatch": (
        "D19",
        "Een verwijzing begint met een letter, met daarna letters, cijfers, `-` of `_`; hoogstens 40 tekens.",
        "Kies een korte verwijzing zonder persoonsgegevens, bijvoorbeeld `P1`.",
    ),
    "invalid_key": ("D19", "Een naam hoort een tekst te zijn.", "Zet de naam tussen aanhalingstekens."),
    "string_unicode": ("D07", "De tekst bevat een ongeldig teken.", "Sla het bestand op als UTF-8."),
    "datum_vorm": (
        "D14",
        "Hier hoort een datum te staan als jaar-maand-dag.",
        'Schrijf bijvoorbeeld `"2026-01-31"`.',
    ),
    "datum_bestaat_niet": ("D14", "Deze datum bestaat niet.", "Controleer de maand en de dag."),
    "bedrag_vorm": (
        "D15",
        "Hier hoort een bedrag in euro te staan, als tekst.",
        'Schrijf bijvoorbeeld `"20.98"`: met een punt, hoogstens twee decimalen en tussen aanhalingstekens.',
    ),
    "aantal_vorm": (
        "D15",
        "Hier hoort een aantal te staan.",
        'Schrijf een heel getal, of een tekst als `"2.5"`.',
    ),
    "periode_vorm": (
        "D16",
        "Hier hoort een periode in een eenheid te staan.",
        'Schrijf bijvoorbeeld `"P6W"` (weken), `"P14D"` (dagen), `"P3M"` (maanden) of `"P1Y"` (jaren).',
    ),
}


def _ander_veld(eigenaar: type[Bouwsteen] | None) -> str:
    if eigenaar is not None and issubclass(eigenaar, Deel):
        soort = eigenaar.SOORT
        return f"Haal het veld weg, of kies een veld dat er wel is: zie `toets begrippen {soort}`."
    return "Haal het veld weg, of gebruik een naam uit het schema."


def vertaal(fout: dict[str, Any], model: type[Bouwsteen]) -> Invoerfout:
    """Put one fault that pydantic found into the user's words."""
    plaats = [deel for deel in fout["loc"] if deel != "[key]"]
    waar = pointer(plaats)
    soort = str(fout["type"])
    eigenaar, vorm = vorm_op(model, plaats)
    if soort == "extra_forbidden":
        namen = list(vormen(eigenaar)) if eigenaar else []
        naam = plaats[-1]
        # Names of fields are many: one that is only a little alike is another field.
        herstel = bedoelt_u(naam, namen, 0.7) or _ander_veld(eigenaar)
        if isinstance(naam, str) and VEILIGE_NAAM.fullmatch(naam):
            return Invoerfout(waar, "D10", "Dit veld bestaat niet.", herstel)
        return Invoerfout(waar, "D10", "Hier staat een veld dat niet bestaat.", herstel)
    if soort == "missing":
        return Invoerfout(
            waar, "D11", "Dit veld is hier verplicht.", "Vul het veld in, of laat het geheel weg."
        )
    if soort == "literal_error":
        woorden = vorm.woorden if vorm else ()
        herstel = bedoelt_u(fout.get("input"), woorden) or "Gebruik een woord uit het schema."
        return Invoerfout(waar, "D13", "Dit woord hoort niet bij dit veld.", herstel)
    if soort in _GEWOON:
        code, melding, herstel = _GEWOON[soort]
        return Invoerfout(waar, code, melding, herstel)
    return Invoerfout(
        waar, "D99", "Deze waarde past niet bij dit veld.", "Vergelijk de waarde met het schema."
    )
