"""What a court held in one ruling, per point: the `.toml` beside a dossier, as its reader writes it.

A point is about norms. The court found a defect there or did not; either the facts decide that, or a judge
weighs them.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints, ValidationError, model_validator

from dsl.diagnostics import shorten

MAX_BYTES: Final = 64 * 1024

Tekst = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Dag = Annotated[dt.date, Strict()]


class _Vast(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Punt(_Vast):
    """One holding. `weging`: a judge weighs, so the right question is as much as a rule can do.

    `normen`: the norms that the point is about; when there are none, `geen_norm` says why. `verschil`: why
    the rules say something else.
    """

    wat: Tekst
    oordeel: Literal["gebrek", "geen_gebrek"]
    soort: Literal["toets", "weging"]
    normen: tuple[Tekst, ...] = ()
    geen_norm: str = ""
    opmerking: str = ""
    verschil: str = ""

    @model_validator(mode="after")
    def _norm_of_reden(self) -> Self:
        if bool(self.normen) == bool(self.geen_norm):
            raise ValueError("noem bij een punt normen, of met `geen_norm` waarom die er niet zijn")
        return self


class Uitspraak(_Vast):
    """A ruling. `besluit`: the day of the decision, if known.

    `zekerheid` and `berust_op`: how well the holdings are known. `feiten`: whether what is known from before
    the ruling is enough to go by.
    """

    ecli: Annotated[str, StringConstraints(pattern=r"^ECLI:NL:[A-Z]{2,7}:\d{4}:\d{1,5}$")]
    uitspraak: Dag
    besluit: Dag | None = None
    uitkomst: Tekst
    zekerheid: Literal["laag", "midden", "hoog"]
    berust_op: Tekst
    feiten: Literal["goed", "dun"]
    opmerking: str = ""
    punten: Annotated[tuple[Punt, ...], Field(alias="punt", min_length=1)]

    @model_validator(mode="after")
    def _een_kant(self) -> Self:
        kanten = [
            {n for p in self.punten for n in p.normen if p.oordeel == o} for o in ("gebrek", "geen_gebrek")
        ]
        if kanten[0] & kanten[1]:
            raise ValueError(
                "een norm staat bij een gebrek en bij geen gebrek; zo is een bevinding niet toe te wijzen"
            )
        if self.besluit is not None and self.besluit > self.uitspraak:
            raise ValueError("het besluit is van na de uitspraak")
        return self

    @property
    def peildatum(self) -> dt.date:
        return self.besluit or self.uitspraak


_MELDINGEN: Final = {
    "missing": "ontbreekt",
    "extra_forbidden": "hoort er niet",
    "literal_error": "is geen woord dat daar kan staan",
    "string_pattern_mismatch": "is geen ECLI",
}


def lees_uitspraak(data: bytes) -> Uitspraak:
    """What a court held, from TOML.

    Raises:
        ValueError: it is not such a file; the message says what is wrong, in Dutch.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"het bestand is groter dan {MAX_BYTES // 1024} KiB")
    try:
        tabel = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as e:
        raise ValueError("het is niet te lezen als TOML") from e
    try:
        return Uitspraak.model_validate(tabel)
    except ValidationError as e:
        fout = e.errors()[0]
        # Places count from one, as a reader of the file does.
        plek = " ".join(str(d + 1) if isinstance(d, int) else str(d) for d in fout["loc"])
        if fout["type"] == "value_error":
            zin = str(fout["ctx"]["error"])
        else:
            zin = _MELDINGEN.get(fout["type"], "heeft een verkeerde waarde")
        raise ValueError(f"{shorten(plek)}: {zin}" if plek else zin) from e
