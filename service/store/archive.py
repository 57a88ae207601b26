"""What is kept and read back, per municipality: no call here can see what is another's.

Receipts are only ever added. A dossier stands apart, encrypted, so that it can be erased while the chain
holds.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from service import vault
from service.store import tables as t
from service.store.chain import Schakel, begin, schakel
from service.store.database import SCHRIJFT


class OpslagWeg(Exception):  # noqa: N818 - an outcome, not a mistake
    """The database cannot be reached or did not take it. Nothing of what was asked is kept."""


class AlHerhaald(Exception):  # noqa: N818 - an outcome, not a mistake
    """Another request with the same idempotency key came first."""


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A tenant. `sleutel`: its own key, open. `bewaartermijn`: in days, for a dossier that is kept."""

    id: str
    naam: str
    sleutel: bytes
    bewaart_dossiers: bool
    bewaartermijn: int


@dataclass(frozen=True, slots=True)
class Herhaling:
    """An answer kept for a repeated request: hashes of key and request, status, and the encrypted answer."""

    sleutel: str
    verzoek: str
    status: int
    antwoord: bytes


@dataclass(frozen=True, slots=True)
class Stuk:
    """A record to be added: content in canonical JSON, and what is kept beside it, encrypted.

    `wist`: the check of which nothing is to be kept but its record, as this one tells.
    """

    gemeente: str
    id: str
    soort: str
    tijdstip: str
    inhoud: str
    dossier: bytes | None = None
    bewaard_tot: str = ""
    herhaling: Herhaling | None = None
    wist: str = ""


@dataclass(frozen=True, slots=True)
class Bewijsstuk:
    """A record as it is kept."""

    id: str
    soort: str
    tijdstip: str
    schakel: Schakel


@dataclass(frozen=True, slots=True)
class Toegangssleutel:
    """What is known of an access key: never the key itself, only its hash."""

    id: str
    gemeente: str
    naam: str
    hash: str
    rechten: frozenset[str]
    per_minuut: int
    per_dag: int
    gemaakt_op: str
    ingetrokken_op: str | None


def nu() -> str:
    """This moment in UTC, to the millisecond."""
    return moment(dt.datetime.now(dt.UTC))


def moment(tijd: dt.datetime) -> str:
    return tijd.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_WEG: Final = (DBAPIError, SQLAlchemyError, OSError)


class Archief:
    """All that is kept, in one database."""

    def __init__(self, engine: Engine, hoofdsleutel: bytes) -> None:
        self._engine = engine
        self._hoofdsleutel = hoofdsleutel

    def sluit(self) -> None:
        self._engine.dispose()

    @contextlib.contextmanager
    def _lezend(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as verbinding:
                yield verbinding
        except _WEG as e:
            raise OpslagWeg from e

    @contextlib.contextmanager
    def _schrijvend(self) -> Iterator[Connection]:
        try:
            verbonden = self._engine.connect().execution_options(**{SCHRIJFT: True})
            with verbonden as verbinding, verbinding.begin():
                yield verbinding
        except IntegrityError as e:
            raise AlHerhaald from e
        except _WEG as e:
            raise OpslagWeg from e

    def leeft(self) -> bool:
        """Whether the database answers."""
        try:
            with self._lezend() as v:
                v.execute(sa.select(sa.literal(1)))
        except OpslagWeg:
            return False
        return True

    # ------------------------------------------------------------ municipalities and keys

    def zet_gemeente(self, id_: str, naam: str, *, bewaart_dossiers: bool, bewaartermijn: int) -> None:
        """Add a municipality, or change what it keeps; its key and its chain stay."""
        g = t.gemeente
        waarden: dict[str, Any] = {
            "naam": naam,
            "bewaart_dossiers": bewaart_dossiers,
            "bewaartermijn_dagen": bewaartermijn,
        }
        with self._schrijvend() as v:
            if v.execute(g.update().where(g.c.id == id_).values(**waarden)).rowcount:
                return
            sleutel = vault.versleutel(self._hoofdsleutel, vault.nieuwe_sleutel(), f"gemeente:{id_}")
            v.execute(
                g.insert().values(id=id_, sleutel=sleutel, kop_nummer=0, kop_hash=begin(id_), **waarden)
            )

    def gemeente(self, id_: str) -> Gemeente | None:
        g = t.gemeente
        with self._lezend() as v:
            rij = v.execute(sa.select(g).where(g.c.id == id_)).one_or_none()
        if rij is None:
            return None
        sleutel = vault.ontsleutel(self._hoofdsleutel, rij.sleutel, f"gemeente:{id_}")
        return Gemeente(rij.id, rij.naam, sleutel, rij.bewaart_dossiers, rij.bewaartermijn_dagen)

    def gemeenten(self) -> list[str]:
        with self._lezend() as v:
            return list(v.execute(sa.select(t.gemeente.c.id).order_by(t.gemeente.c.id)).scalars())

    def voeg_sleutel_toe(self, s: Toegangssleutel) -> None:
        with self._schrijvend() as v:
            v.execute(
                t.toegangssleutel.insert().values(
                    id=s.id,
                    gemeente=s.gemeente,
                    naam=s.naam,
                    hash=s.hash,
                    rechten=" ".join(sorted(s.rechten)),
                    per_minuut=s.per_minuut,
                    per_dag=s.per_dag,
                    gemaakt_op=s.gemaakt_op,
                )
            )

    def sleutels(self, gemeente: str | None = None) -> list[Toegangssleutel]:
        s = t.toegangssleutel
        vraag = sa.select(s).order_by(s.c.gemaakt_op, s.c.id)
        if gemeente is not None:
            vraag = vraag.where(s.c.gemeente == gemeente)
        with self._lezend() as v:
            return [_sleutel(rij) for rij in v.execute(vraag)]

    def sleutel(self, id_: str) -> Toegangssleutel | None:
        with self._lezend() as v:
            rij = v.execute(sa.select(t.toegangssleutel).where(t.toegangssleutel.c.id == id_)).one_or_none()
        return None if rij is None else _sleutel(rij)

    def trek_in(self, id_: str, tijdstip: str) -> bool:
        """Revoke a key; whether there was one that was not revoked yet."""
        s = t.toegangssleutel
        with self._schrijvend() as v:
            zet = (
                s.update().where(s.c.id == id_, s.c.ingetrokken_op.is_(None)).values(ingetrokken_op=tijdstip)
            )
            return bool(v.execute(zet).rowcount)

    def tel_verbruik(self, per_sleutel: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
        """Add to what keys used on a day; gives the totals, of all processes together."""
        u = t.verbruik
        uit = {}
        with self._schrijvend() as v:
            for (sleutel, dag), aantal in sorted(per_sleutel.items()):
                deze = (u.c.sleutel == sleutel) & (u.c.dag == dag)
                if not v.execute(u.update().where(deze).values(aantal=u.c.aantal + aantal)).rowcount:
                    v.execute(u.insert().values(sleutel=sleutel, dag=dag, aantal=aantal))
                uit[sleutel, dag] = v.execute(sa.select(u.c.aantal).where(deze)).scalar_one()
        return uit

    # ------------------------------------------------------------ receipts

    def leg_vast(self, stukken: Sequence[Stuk]) -> list[Schakel]:
        """Add records in one transaction, all or none: each to the end of the chain of its municipality.

        The end of a chain is locked meanwhile: writers on several machines make one chain.

        Raises:
            OpslagWeg: nothing was kept.
            AlHerhaald: one of them repeats a request that was answered before; nothing was kept.
        """
        g = t.gemeente
        uit: dict[int, Schakel] = {}
        rijen: dict[str, list[dict[str, Any]]] = {"bewijsstuk": [], "dossier": [], "herhaling": []}
        with self._schrijvend() as v:
            # Always in the same order, so that two writers cannot wait for each other.
            for gemeente in sorted({s.gemeente for s in stukken}):
                kop = v.execute(
                    sa.select(g.c.kop_nummer, g.c.kop_hash).where(g.c.id == gemeente).with_for_update()
                ).one()
                nummer, vorige = kop.kop_nummer, kop.kop_hash
                for n, stuk in enumerate(stukken):
                    if stuk.gemeente != gemeente:
                        continue
                    nummer += 1
                    nieuw = Schakel(nummer, vorige, schakel(vorige, nummer, stuk.inhoud), stuk.inhoud)
                    uit[n] = nieuw
                    _rijen(rijen, stuk, nieuw)
                    vorige = nieuw.hash
                v.execute(g.update().where(g.c.id == gemeente).values(kop_nummer=nummer, kop_hash=vorige))
            for tabel in (t.bewijsstuk, t.dossier, t.herhaling):
                if rijen[tabel.name]:
                    v.execute(tabel.insert(), rijen[tabel.name])
            for stuk in stukken:
                if stuk.wist:
                    _wis(v, stuk.gemeente, stuk.wist)
        return [uit[n] for n in range(len(stukken))]

    def bewijsstuk(self, gemeente: str, id_: str) -> Bewijsstuk | None:
        b = t.bewijsstuk
        with self._lezend() as v:
            rij = v.execute(sa.select(b).where(b.c.gemeente == gemeente, b.c.id == id_)).one_or_none()
        return None if rij is None else _bewijsstuk(rij)

    def bewijsstukken(
        self, gemeente: str, *, na: int = 0, aantal: int = 100, soort: str | None = None
    ) -> list[Bewijsstuk]:
        """Records after number `na`, oldest first."""
        b = t.bewijsstuk
        vraag = (
            sa.select(b).where(b.c.gemeente == gemeente, b.c.nummer > na).order_by(b.c.nummer).limit(aantal)
        )
        if soort is not None:
            vraag = vraag.where(b.c.soort == soort)
        with self._lezend() as v:
            return [_bewijsstuk(rij) for rij in v.execute(vraag)]

    def kop(self, gemeente: str) -> tuple[int, str]:
        """The number and hash of the last record."""
        g = t.gemeente
        with self._lezend() as v:
            rij = v.execute(sa.select(g.c.kop_nummer, g.c.kop_hash).where(g.c.id == gemeente)).one()
        return rij.kop_nummer, rij.kop_hash

    # ------------------------------------------------------------ what may be erased

    def dossier(self, gemeente: str, toetsing: str) -> bytes | None:
        """The encrypted dossier of a check, when it is kept."""
        d = t.dossier
        with self._lezend() as v:
            return v.execute(
                sa.select(d.c.versleuteld).where(d.c.gemeente == gemeente, d.c.toetsing == toetsing)
            ).scalar_one_or_none()

    def bewaart(self, gemeente: str, toetsing: str) -> bool:
        """Whether more than the record of a check is kept: its dossier, or its answer for a repetition."""
        d, h = t.dossier, t.herhaling
        vragen = (
            sa.select(d.c.toetsing).where(d.c.gemeente == gemeente, d.c.toetsing == toetsing),
            sa.select(h.c.sleutel).where(h.c.gemeente == gemeente, _antwoord_van(toetsing)),
        )
        with self._lezend() as v:
            return any(v.execute(vraag.limit(1)).first() for vraag in vragen)

    def herhaling(self, gemeente: str, sleutel: str) -> Herhaling | None:
        h = t.herhaling
        with self._lezend() as v:
            rij = v.execute(
                sa.select(h).where(h.c.gemeente == gemeente, h.c.sleutel == sleutel)
            ).one_or_none()
        return None if rij is None else Herhaling(rij.sleutel, rij.verzoek, rij.status, rij.antwoord)

    def ruim_op(self, nu_: dt.datetime) -> tuple[int, int]:
        """Erase dossiers whose term is over, and answers older than a day; gives how many of each."""
        with self._schrijvend() as v:
            weg = v.execute(t.dossier.delete().where(t.dossier.c.bewaard_tot < moment(nu_))).rowcount
            oud = moment(nu_ - dt.timedelta(days=1))
            return weg, v.execute(t.herhaling.delete().where(t.herhaling.c.tijdstip < oud)).rowcount


def _antwoord_van(toetsing: str) -> sa.ColumnElement[bool]:
    # A kept answer begins with the id of its check.
    return sa.func.substr(t.herhaling.c.antwoord, 1, len(toetsing)) == toetsing.encode()


def _wis(v: Connection, gemeente: str, toetsing: str) -> None:
    d, h = t.dossier, t.herhaling
    v.execute(d.delete().where(d.c.gemeente == gemeente, d.c.toetsing == toetsing))
    v.execute(h.delete().where(h.c.gemeente == gemeente, _antwoord_van(toetsing)))


def _rijen(rijen: dict[str, list[dict[str, Any]]], stuk: Stuk, s: Schakel) -> None:
    rijen["bewijsstuk"].append(
        {
            "gemeente": stuk.gemeente,
            "nummer": s.nummer,
            "id": stuk.id,
            "soort": stuk.soort,
            "tijdstip": stuk.tijdstip,
            "inhoud": stuk.inhoud,
            "vorige": s.vorige,
            "hash": s.hash,
        }
    )
    if stuk.dossier is not None:
        rijen["dossier"].append(
            {
                "gemeente": stuk.gemeente,
                "toetsing": stuk.id,
                "versleuteld": stuk.dossier,
                "bewaard_tot": stuk.bewaard_tot,
            }
        )
    if stuk.herhaling is not None:
        h = stuk.herhaling
        rijen["herhaling"].append(
            {
                "gemeente": stuk.gemeente,
                "sleutel": h.sleutel,
                "verzoek": h.verzoek,
                "status": h.status,
                "antwoord": h.antwoord,
                "tijdstip": stuk.tijdstip,
            }
        )


def _bewijsstuk(rij: Any) -> Bewijsstuk:
    return Bewijsstuk(rij.id, rij.soort, rij.tijdstip, Schakel(rij.nummer, rij.vorige, rij.hash, rij.inhoud))


def _sleutel(rij: Any) -> Toegangssleutel:
    return Toegangssleutel(
        rij.id,
        rij.gemeente,
        rij.naam,
        rij.hash,
        frozenset(rij.rechten.split()),
        rij.per_minuut,
        rij.per_dag,
        rij.gemaakt_op,
        rij.ingetrokken_op,
    )
