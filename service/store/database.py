"""Opening the database and bringing its tables up to date. SQLite in WAL mode, or PostgreSQL with psycopg
3.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from service.terminal import Fout

MIGRATIES: Final = Path(__file__).parent / "migrations"
SCHRIJFT: Final = "schrijft"
"""Execution option: the transaction is going to write, so take the lock at once."""

_SLOT: Final = 0x746F6574
"""The advisory lock under which tables are changed: many machines may start at the same moment."""


def open_database(store: str) -> Engine:
    """An engine on a database URL; nothing is connected yet.

    Raises:
        Fout: not a URL of SQLite or PostgreSQL. The URL is not repeated: it may hold a password.
    """
    try:
        url = make_url(store)
    except ArgumentError:
        raise Fout("`TOETSSTEEN_STORE` is geen adres van een database") from None
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            return sa.create_engine(
                url.set(drivername="postgresql+psycopg"),
                pool_size=8,
                max_overflow=8,
                pool_timeout=5,
                pool_pre_ping=True,
                connect_args={"connect_timeout": 5, "application_name": "toetssteen"},
            )
        case _:
            raise Fout("`TOETSSTEEN_STORE` hoort met `sqlite:///` of `postgresql://` te beginnen")


def _sqlite(url: URL) -> Engine:
    engine = sa.create_engine(url, connect_args={"timeout": 5.0, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def verbonden(verbinding: Any, _: Any) -> None:
        # SQLAlchemy says when a transaction begins, not the driver: only so can a writer lock at once.
        verbinding.isolation_level = None
        cursor = verbinding.cursor()
        for zin in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {zin}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begonnen(verbinding: Connection) -> None:
        schrijft = verbinding.get_execution_options().get(SCHRIJFT)
        verbinding.exec_driver_sql("BEGIN IMMEDIATE" if schrijft else "BEGIN")

    return engine


def werk_bij(engine: Engine) -> None:
    """Bring the tables up to date. Safe when several processes or machines start at once."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIES))
    with engine.connect().execution_options(**{SCHRIJFT: True}) as verbinding, verbinding.begin():
        if engine.dialect.name == "postgresql":
            verbinding.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": _SLOT})
        config.attributes["connection"] = verbinding
        command.upgrade(config, "head")
