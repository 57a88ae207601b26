"""Value types and the base classes from which every part of a case file is made.

A case file is strict and frozen: a value has exactly one type, nothing is coerced, and what is not
known stays ``None``. ``veld`` declares a field together with its legal meaning, so that the model is
the one source for the vocabulary of the rule language, the JSON Schema and the questions to a user.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

MAX_TEKST = 20_000
MAX_DELEN_PER_MAP = 200
MAX_LIJST = 200
MAX_GETAL = 1_000_000_000
SLEUTEL_PATROON = r"^[A-Za-z][A-Za-z0-9_-]{0,39}$"
DATUM_PATROON = r"^\d{4}-\d{2}-\d{2}$"
BEDRAG_PATROON = r"^\d{1,9}(\.\d{1,2})?$"
AANTAL_PATROON = r"^\d{1,7}(\.\d{1,4})?$"
PERIODE_PATROON = r"^P([1-9]\d{0,3})([DWMY])$"

Aard = Literal["tekst", "feit"]


@dataclass(frozen=True, slots=True)
class Waardesoort:
    """Marks an annotated type as one value class of the rule language."""

    naam: str


@dataclass(frozen=True, slots=True)
class Keuzenaam:
    """Gives a set of words one name, for sets that more than one field uses."""

    naam: str


@dataclass(frozen=True, slots=True)
class Periode:
    """A span of time in one unit, as terms of law are written; it has no fixed number of days."""

    aantal: int
    eenheid: Literal["dag", "week", "maand", "jaar"]

    def __str__(self) -> str:
        letter = {"dag": "D", "week": "W", "maand": "M", "jaar": "Y"}[self.eenheid]
        return f"P{self.aantal}{letter}"

    @classmethod
    def uit(cls, tekst: str) -> Periode:
        """Read ``P6W`` and the like; raises ValueError for every other form."""
        gevonden = re.fullmatch(PERIODE_PATROON.strip("^$"), tekst, re.ASCII)
        if gevonden is None:
            raise ValueError("geen periode")
        eenheden: dict[str, Literal["dag", "week", "maand", "jaar"]] = {
            "D": "dag",
            "W": "week",
            "M": "maand",
            "Y": "jaar",
        }
        return cls(int(gevonden[1]), eenheden[gevonden[2]])


# re.ASCII: \d alone would let through digits of other scripts, which int() accepts as well.
_DATUM = re.compile(DATUM_PATROON, re.ASCII).fullmatch
_BEDRAG = re.compile(BEDRAG_PATROON, re.ASCII).fullmatch
_AANTAL = re.compile(AANTAL_PATROON, re.ASCII).fullmatch


def _datum(waarde: object) -> object:
    if isinstance(waarde, date) and not isinstance(waarde, datetime):
        return waarde
    if not isinstance(waarde, str) or _DATUM(waarde) is None:
        raise PydanticCustomError("datum_vorm", "geen datum")
    try:
        return date.fromisoformat(waarde)
    except ValueError:
        raise PydanticCustomError("datum_bestaat_niet", "bestaat niet") from None


def _bedrag(waarde: object) -> object:
    if isinstance(waarde, Decimal):
        waarde = format(waarde, "f")
    if not isinstance(waarde, str) or _BEDRAG(waarde) is None:
        raise PydanticCustomError("bedrag_vorm", "geen bedrag")
    return Decimal(waarde)


def _aantal(waarde: object) -> object:
    if isinstance(waarde, Decimal):
        waarde = format(waarde, "f")
    if isinstance(waarde, int) and not isinstance(waarde, bool):
        waarde = str(waarde)
    if not isinstance(waarde, str) or _AANTAL(waarde) is None:
        raise PydanticCustomError("aantal_vorm", "geen aantal")
    return Decimal(waarde)


def _periode(waarde: object) -> object:
    if isinstance(waarde, Periode):
        return waarde
    if not isinstance(waarde, str):
        raise PydanticCustomError("periode_vorm", "geen periode")
    try:
        return Periode.uit(waarde)
    except ValueError:
        raise PydanticCustomError("periode_vorm", "geen periode") from None


def _niet_blanco(waarde: str) -> str:
    if not waarde.strip():
        raise PydanticCustomError("tekst_leeg", "leeg")
    return waarde


def _lijst(waarde: object) -> object:
    """JSON knows only arrays; the model keeps them as tuples so that they cannot change."""
    return tuple(waarde) if isinstance(waarde, list) else waarde


T = TypeVar("T")
D = TypeVar("D", bound="Deel")

JaNee = Annotated[bool, Waardesoort("ja_nee")]
Tekst = Annotated[
    str,
    Waardesoort("tekst"),
    StringConstraints(min_length=1, max_length=MAX_TEKST),
    AfterValidator(_niet_blanco),
]
Getal = Annotated[int, Waardesoort("getal"), Field(ge=-MAX_GETAL, le=MAX_GETAL)]
Tijd = Annotated[int, Waardesoort("tijd"), Field(ge=0, le=MAX_GETAL)]
Datum = Annotated[date, Waardesoort("datum"), BeforeValidator(_datum)]
Bedrag = Annotated[
    Decimal,
    Waardesoort("bedrag"),
    BeforeValidator(_bedrag),
    WithJsonSchema({"type": "string", "pattern": BEDRAG_PATROON}),
]
Aantal = Annotated[
    Decimal,
    Waardesoort("getal"),
    BeforeValidator(_aantal),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": AANTAL_PATROON}]}
    ),
]
PeriodeWaarde = Annotated[
    Periode,
    Waardesoort("periode"),
    BeforeValidator(_periode),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": PERIODE_PATROON}),
]
Sleutel = Annotated[str, StringConstraints(pattern=SLEUTEL_PATROON)]
Verwijzing = Annotated[str, Waardesoort("verwijzing"), StringConstraints(pattern=SLEUTEL_PATROON)]
Lijst = Annotated[tuple[T, ...], BeforeValidator(_lijst), Field(max_length=MAX_LIJST)]
# Typed as Mapping, so that mypy refuses every change in place; at run time it is a plain dict.
Delen = Annotated[
    Mapping[Sleutel, D],
    Field(max_length=MAX_DELEN_PER_MAP),
    # In the order of the references: the same case has one form, in whatever order it was written.
    AfterValidator(lambda delen: dict(sorted(delen.items()))),
]


def veld(
    definitie: str,
    normen: str = "",
    *,
    aard: Aard = "feit",
    vraag: str | None = None,
    persoonsgegeven: bool = False,
    naar: str | None = None,
    keten: bool = False,
) -> Any:
    """Declare one optional field with its legal meaning.

    ``definitie`` is plain Dutch; ``normen`` holds norm ids separated by spaces; ``naar`` names the
    kind that a reference points to; ``keten`` forbids that the references run in a circle.
    """
    return Field(
        default=None,
        description=definitie,
        json_schema_extra={
            "x-aard": aard,
            "x-normen": list(normen.split()),
            **({"x-vraag": vraag} if vraag else {}),
            **({"x-persoonsgegeven": True} if persoonsgegeven else {}),
            **({"x-verwijzing": naar} if naar else {}),
            **({"x-keten": True} if keten else {}),
        },
    )


class Bouwsteen(BaseModel):
    """What every object in a case file shares: strict, frozen, Dutch JSON names, no unknown keys."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=False,
        serialize_by_alias=True,
        allow_inf_nan=False,
        # The text of a validation error must not repeat personal data.
        hide_input_in_errors=True,
        # Most uses need the words of the model only; pydantic builds its validator at the first case read.
        defer_build=True,
    )

    DEFINITIE: ClassVar[str] = ""


class Onderdeel(Bouwsteen):
    """An object whose fields can each be filled, unknown, or known to be absent (``ontbreekt``)."""

    ontbreekt: Lijst[Tekst] = Field(
        default=(),
        description="De namen van velden waarvan vaststaat dat ze er niet zijn.",
    )


class Structuur(Onderdeel):
    """A group of fields that belongs to exactly one owner; it has no reference of its own."""


class Deel(Onderdeel):
    """A part of the case file that has its own reference; every subclass is one kind (soort)."""

    SOORT: ClassVar[str] = ""
    MEERVOUD: ClassVar[str] = ""


class Omvang(Bouwsteen):
    """A quantity per period. All three are needed: without one of them it is no size to hold on to."""

    DEFINITIE: ClassVar[str] = "Hoeveel hulp er is: een aantal, een eenheid en per welke periode."

    aantal: Aantal = Field(description="Het aantal.")
    eenheid: Literal[
        "minuut",
        "uur",
        "dagdeel",
        "etmaal",
        "dag",
        "stuks",
        "kilometer",
        "rit",
        "sessie",
        "nacht",
        "euro",
    ] = Field(description="Waarin het aantal is uitgedrukt.")
    frequentie: Literal[
        "per_dag", "per_week", "per_vier_weken", "per_maand", "per_kwartaal", "per_jaar", "totaal"
    ] = Field(description="Per welke periode het aantal geldt.")


Wet = Annotated[
    Literal[
        "wmo2015",
        "jeugdwet",
        "participatiewet",
        "wgs",
        "wlz",
        "zvw",
        "wpg",
        "suwi",
        "onderwijs",
        "awb",
        "avg",
        "anders",
    ],
    Keuzenaam("wet"),
]
