"""A small client of the service, for whoever links a case system: typed, patient, and safe to repeat.

Each check carries an `Idempotency-Key`, so that a repetition after a broken connection leaves one receipt.
What can be tried again (429, 503, no connection) is, with growing pauses or as `Retry-After` says.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

import httpx

POGINGEN: Final = 5
_OPNIEUW: Final = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Plaats:
    """One fault in the input: where (JSON pointer), what, and what helps."""

    pointer: str
    code: str
    melding: str
    herstel: str


class Dienstfout(Exception):  # noqa: N818 - as the service's users call it
    """The service refused, or could not be reached. `status` 0: no answer at all."""

    def __init__(self, status: int, code: str, detail: str, plaatsen: tuple[Plaats, ...] = ()) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail
        self.plaatsen = plaatsen


@dataclass(frozen=True, slots=True)
class Toetsing:
    """A check as it was answered. `id` and `nummer` are empty when nothing was kept."""

    id: str
    nummer: int | None
    hash: str
    rapport: Mapping[str, Any]

    @property
    def bevindingen(self) -> list[dict[str, Any]]:
        return list(self.rapport["bevindingen"])

    @property
    def blokkeert(self) -> bool:
        """Whether a finding says that the decision is unlawful or would be annulled."""
        return any(b["ernst"] in ("onrechtmatig", "vernietigbaar") for b in self.bevindingen)


class Toetssteen:
    """A connection with the service at `adres` (without `/v1`), with a key or token.

    Raises Dienstfout from every call.
    """

    def __init__(
        self,
        adres: str,
        sleutel: str,
        *,
        wacht: Callable[[float], None] = time.sleep,
        vervoer: httpx.BaseTransport | None = None,
    ) -> None:
        self._wacht = wacht
        self._klant = httpx.Client(
            base_url=adres.rstrip("/") + "/v1",
            headers={"Authorization": f"Bearer {sleutel}", "Accept": "application/json"},
            timeout=httpx.Timeout(30.0, connect=5.0),
            transport=vervoer,
        )

    def __enter__(self) -> Toetssteen:
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self._klant.close()

    def toets(
        self,
        dossier: Mapping[str, Any],
        *,
        peildatum: dt.date | None = None,
        kennisdatum: dt.date | None = None,
        opslaan: bool = True,
        sleutel: str | None = None,
    ) -> Toetsing:
        """Judge a dossier. `sleutel`: your own idempotency key, for a repetition in another process."""
        gekozen = {"peildatum": peildatum, "kennisdatum": kennisdatum}
        vraag = _dagen(gekozen) | ({} if opslaan else {"opslaan": "false"})
        kop = {"Idempotency-Key": sleutel or str(uuid.uuid4())} if opslaan else {}
        inhoud = self._stuur("POST", "/toetsingen", vraag, kop, dossier)
        if not opslaan:
            return Toetsing("", None, "", inhoud)
        stuk = inhoud["bewijsstuk"]
        return Toetsing(inhoud["id"], stuk["nummer"], stuk["hash"], inhoud["rapport"])

    def toets_veel(
        self, dossiers: Iterable[Mapping[str, Any]], *, opslaan: bool = True, kort: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Judge many, in one stream: an answer per dossier in the same order, with `rapport` or `fout`.

        A stream that breaks is not repeated: what was answered, was kept.
        """
        vraag = {"opslaan": "true" if opslaan else "false", "weergave": "kort" if kort else "volledig"}
        regels = (json.dumps(d, ensure_ascii=False).encode() + b"\n" for d in dossiers)
        kop = {"Content-Type": "application/x-ndjson", "Accept": "application/x-ndjson"}
        try:
            with self._klant.stream(
                "POST", "/toetsingen/_bulk", params=vraag, headers=kop, content=regels
            ) as a:
                if a.status_code != 200:
                    a.read()
                    raise _fout(a)
                for regel in a.iter_lines():
                    yield json.loads(regel)
        except httpx.TransportError as fout:
            raise Dienstfout(0, "verbinding", "De verbinding brak af.") from fout

    def herstel(self, dossier: Mapping[str, Any], **dagen: dt.date) -> dict[str, Any]:
        """The cheapest change after which nothing blocks. `dagen`: `peildatum`, `kennisdatum`."""
        return self._stuur("POST", "/herstelvoorstellen", _dagen(dagen), {}, dossier)

    def vragen(self, dossier: Mapping[str, Any], **dagen: dt.date) -> dict[str, Any]:
        """The fewest questions that decide what is open."""
        return self._stuur("POST", "/vragen", _dagen(dagen), {}, dossier)

    def marge(self, dossier: Mapping[str, Any], **dagen: dt.date) -> dict[str, Any]:
        """On which facts what is in order depends."""
        return self._stuur("POST", "/marges", _dagen(dagen), {}, dossier)

    def splits(self, dossier: Mapping[str, Any], **dagen: dt.date) -> dict[str, Any]:
        """A family plan as decisions per person and per law. `dagen`: `peildatum`."""
        return self._stuur("POST", "/splitsingen", _dagen(dagen), {}, dossier)

    def tijdlijn(
        self, dossier: Mapping[str, Any], van: dt.date, tot: dt.date, **dagen: dt.date
    ) -> dict[str, Any]:
        """On which days the verdict changes, and why. `dagen`: `kennisdatum`."""
        return self._stuur("POST", "/tijdlijnen", _dagen({"van": van, "tot": tot, **dagen}), {}, dossier)

    def deelblad(
        self, dossier: Mapping[str, Any], voor: str = "regisseur", **dagen: dt.date
    ) -> dict[str, Any]:
        """Who may get which item of data; `voor`: the director, or the reference of a person."""
        return self._stuur("POST", "/deelbladen", {"voor": voor, **_dagen(dagen)}, {}, dossier)

    def bewijsstuk(self, id_: str) -> dict[str, Any]:
        """The receipt of a check."""
        return self._stuur("GET", f"/toetsingen/{uuid.UUID(id_)}", {}, {}, None)

    def heruitvoering(self, id_: str, dossier: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Judge again by the rules of then: `gelijk`, and `verschillen` where not."""
        return self._stuur("POST", f"/toetsingen/{uuid.UUID(id_)}/heruitvoeringen", {}, {}, dossier)

    def _stuur(
        self,
        methode: str,
        pad: str,
        vraag: Mapping[str, str],
        kop: Mapping[str, str],
        inhoud: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        tekst = None if inhoud is None else json.dumps(inhoud, ensure_ascii=False).encode()
        koppen = dict(kop) | ({} if tekst is None else {"Content-Type": "application/json"})
        for poging in range(1, POGINGEN + 1):
            antwoord = None
            try:
                antwoord = self._klant.request(methode, pad, params=vraag, headers=koppen, content=tekst)
            except httpx.TransportError as fout:
                if poging == POGINGEN:
                    raise Dienstfout(0, "verbinding", "De dienst is niet te bereiken.") from fout
            if antwoord is not None and antwoord.is_success:
                uit: dict[str, Any] = antwoord.json()
                return uit
            if antwoord is not None and (antwoord.status_code not in _OPNIEUW or poging == POGINGEN):
                raise _fout(antwoord)
            self._wacht(_pauze(antwoord, poging))
        raise AssertionError("na de laatste poging is er een antwoord of een fout")


def _dagen(dagen: Mapping[str, dt.date | None]) -> dict[str, str]:
    return {naam: dag.isoformat() for naam, dag in dagen.items() if dag is not None}


def _pauze(antwoord: httpx.Response | None, poging: int) -> float:
    """How long to wait: as the service says, at most a minute; else longer each time, not all at once."""
    gezegd = antwoord.headers.get("retry-after", "") if antwoord is not None else ""
    if gezegd.isdecimal():
        return min(60.0, float(gezegd))
    return float(min(10.0, 0.2 * 2**poging) * random.uniform(0.5, 1.0))


def _fout(antwoord: httpx.Response) -> Dienstfout:
    try:
        p = antwoord.json()
        plaatsen = tuple(
            Plaats(e["pointer"].removeprefix("#"), e["code"], e["detail"], e["herstel"])
            for e in p.get("errors", [])
        )
        return Dienstfout(antwoord.status_code, p["code"], p["detail"], plaatsen)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Dienstfout(antwoord.status_code, "onbekend", "De dienst gaf geen leesbaar antwoord.")
