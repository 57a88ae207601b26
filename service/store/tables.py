"""The tables, the same on SQLite and PostgreSQL. A change here is a migration in `migrations/versions/`.

Moments are text in UTC (ISO 8601): the two databases then order and return them alike.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata: Final = MetaData()

gemeente = Table(
    "gemeente",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("naam", String(200), nullable=False),
    Column("sleutel", LargeBinary, nullable=False),
    Column("bewaart_dossiers", Boolean, nullable=False),
    Column("bewaartermijn_dagen", Integer, nullable=False),
    Column("kop_nummer", BigInteger, nullable=False),
    Column("kop_hash", String(64), nullable=False),
)
"""`sleutel`: the municipality's own key, encrypted under the master key. `kop_*`: the end of its chain."""

toegangssleutel = Table(
    "toegangssleutel",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("gemeente", String(64), nullable=False),
    Column("naam", String(200), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("rechten", String(200), nullable=False),
    Column("per_minuut", Integer, nullable=False),
    Column("per_dag", Integer, nullable=False),
    Column("gemaakt_op", String(32), nullable=False),
    Column("ingetrokken_op", String(32), nullable=True),
)

bewijsstuk = Table(
    "bewijsstuk",
    metadata,
    Column("gemeente", String(64), primary_key=True),
    Column("nummer", BigInteger, primary_key=True),
    Column("id", String(36), nullable=False),
    Column("soort", String(32), nullable=False),
    Column("tijdstip", String(32), nullable=False),
    Column("inhoud", Text, nullable=False),
    Column("vorige", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("bewijsstuk_id", "gemeente", "id", unique=True),
)

dossier = Table(
    "dossier",
    metadata,
    Column("gemeente", String(64), primary_key=True),
    Column("toetsing", String(36), primary_key=True),
    Column("versleuteld", LargeBinary, nullable=False),
    Column("bewaard_tot", String(32), nullable=False),
    Index("dossier_bewaard_tot", "bewaard_tot"),
)

herhaling = Table(
    "herhaling",
    metadata,
    Column("gemeente", String(64), primary_key=True),
    Column("sleutel", String(64), primary_key=True),
    Column("verzoek", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("antwoord", LargeBinary, nullable=False),
    Column("tijdstip", String(32), nullable=False),
    Index("herhaling_tijdstip", "tijdstip"),
)
"""Answers to requests with an `Idempotency-Key` (its hash), encrypted, for a day."""

verbruik = Table(
    "verbruik",
    metadata,
    Column("sleutel", String(64), primary_key=True),
    Column("dag", String(10), primary_key=True),
    Column("aantal", BigInteger, nullable=False),
)
