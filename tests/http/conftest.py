"""A real service: a uvicorn process on loopback, on SQLite and on a PostgreSQL of our own.

PostgreSQL is started in a folder for these tests when its programs are here; else those tests skip.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.access import RECHTEN, maak_sleutel
from service.store.archive import Archief
from service.store.database import open_database, werk_bij
from service.vault import lees_hoofdsleutel
from tests.service.conftest import BRONNEN, REGELS

WORTEL = Path(__file__).parent.parent.parent


def vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort: int = s.getsockname()[1]
        return poort


def schrijf_regels(map_: Path) -> Path:
    (map_ / "proef" / "omvang").mkdir(parents=True)
    (map_ / "bronnen.json").write_text(json.dumps(BRONNEN), encoding="utf-8")
    (map_ / "proef" / "omvang" / "2020-01-01.regels").write_text(REGELS, encoding="utf-8")
    return map_


class Dienst:
    """One service: its processes, its store, and a key of a municipality that may do all."""

    def __init__(self, map_: Path, store: str, **omgeving: str) -> None:
        self.map = map_
        self.store = store
        self.regels = map_ / "regels"
        if not self.regels.exists():
            schrijf_regels(self.regels)
        self.geheim = map_ / "geheim"
        self.omgeving = {
            **{k: v for k, v in os.environ.items() if not k.startswith("TOETSSTEEN_")},
            "TOETSSTEEN_STORE": store,
            "TOETSSTEEN_GEHEIM": str(self.geheim),
            "TOETSSTEEN_REGELS": str(self.regels),
            "TOETSSTEEN_HERLAAD": "1",
            "PYTHONPATH": str(WORTEL),
            **omgeving,
        }
        self.poort = 0
        self.proces: subprocess.Popen[bytes] | None = None
        engine = open_database(store)
        werk_bij(engine)
        self.archief = Archief(engine, lees_hoofdsleutel(self.geheim, maak=True))
        self.sleutel = self.nieuwe_sleutel("aadorp")

    def nieuwe_sleutel(self, gemeente: str, *rechten: str, bewaart: bool = False, **grens: int) -> str:
        if gemeente not in self.archief.gemeenten():
            self.archief.zet_gemeente(gemeente, gemeente, bewaart_dossiers=bewaart, bewaartermijn=30)
        sleutel, bewaard = maak_sleutel(gemeente, "proef", rechten or RECHTEN, **grens)
        self.archief.voeg_sleutel_toe(bewaard)
        return sleutel

    @property
    def logboek(self) -> str:
        return (self.map / "log").read_text(encoding="utf-8")

    def start(self, werkers: int = 1) -> None:
        self.poort = vrije_poort()
        opdracht = [sys.executable, "-m", "service", "serveer", "--poort", str(self.poort)]
        opdracht += ["--werkers", str(werkers)]
        with (self.map / "log").open("wb") as log:
            self.proces = subprocess.Popen(
                opdracht,
                stdout=log,
                stderr=log,
                env=self.omgeving,
                cwd=self.map,
                start_new_session=True,
            )
        einde = time.monotonic() + 40
        while time.monotonic() < einde:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{self.poort}/health/live").status_code == 200:
                    return
            assert self.proces.poll() is None, self.logboek
            time.sleep(0.1)
        raise AssertionError(self.logboek)

    def stop(self, sein: int = signal.SIGTERM) -> int:
        """End all its processes; gives how the first one ended."""
        proces, self.proces = self.proces, None
        if proces is None:
            return 0
        if sein == signal.SIGKILL:
            os.killpg(proces.pid, sein)
        else:
            proces.send_signal(sein)
        try:
            return proces.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(proces.pid, signal.SIGKILL)
            raise

    def klant(self, sleutel: str | None = None, **koppen: str) -> httpx.Client:
        kop = {"Authorization": f"Bearer {sleutel or self.sleutel}", **koppen}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.poort}/v1", headers=kop, timeout=30)

    def ruim_op(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.stop(signal.SIGKILL)
        self.archief.sluit()


# ---------------------------------------------------------------- PostgreSQL


class Postgres:
    """A cluster in a folder, on a socket of its own; started as a user that is not root."""

    def __init__(self, programmas: Path) -> None:
        self._programmas = programmas
        self.map = Path(tempfile.mkdtemp(prefix="toetssteen-pg-"))
        self.poort = vrije_poort()
        self._als: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self.map, "postgres", "postgres")
            self._als = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self._doe(
            "initdb", "-D", str(self.map / "d"), "-U", "toets", "--auth=trust", "-E", "UTF8", "--no-sync"
        )
        self.start()

    def _doe(self, programma: str, *args: str) -> None:
        uitslag = subprocess.run(
            [*self._als, str(self._programmas / programma), *args],
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            timeout=60,
        )
        assert uitslag.returncode == 0, uitslag.stdout + uitslag.stderr

    def start(self) -> None:
        opties = f"-p {self.poort} -k {self.map} -c listen_addresses=127.0.0.1 -c max_connections=60"
        self._doe(
            "pg_ctl", "-D", str(self.map / "d"), "-l", str(self.map / "log"), "-o", opties, "-w", "start"
        )

    def stop(self, hoe: str = "fast") -> None:
        self._doe("pg_ctl", "-D", str(self.map / "d"), "-m", hoe, "-w", "stop")

    def database(self, naam: str) -> str:
        import psycopg

        beheer = f"host=127.0.0.1 port={self.poort} user=toets dbname=postgres"
        with psycopg.connect(beheer, autocommit=True) as v:
            v.execute(f'CREATE DATABASE "{naam}"')
        return f"postgresql://toets@127.0.0.1:{self.poort}/{naam}"


def _programmas() -> Path | None:
    mappen = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    gevonden = shutil.which("initdb")
    mappen += [Path(gevonden).parent] if gevonden else []
    return next((m for m in mappen if (m / "initdb").exists() and (m / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programmas = _programmas()
    if programmas is None:
        pytest.skip("PostgreSQL staat niet op deze machine (Debian: apt-get install postgresql)")
    cluster = Postgres(programmas)
    yield cluster
    with contextlib.suppress(AssertionError):
        cluster.stop("immediate")
    shutil.rmtree(cluster.map, ignore_errors=True)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def dienst(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dienst]:
    """A running service, for tests that leave it as it is."""
    map_ = tmp_path_factory.mktemp("dienst")
    if request.param == "sqlite":
        store = f"sqlite:///{map_ / 'toetssteen.db'}"
    else:
        store = request.getfixturevalue("postgres").database("dienst")
    d = Dienst(map_, store)
    d.start()
    yield d
    d.ruim_op()


@pytest.fixture
def klant(dienst: Dienst) -> Iterator[httpx.Client]:
    with dienst.klant() as k:
        yield k


def toets(klant: httpx.Client, dossier: Any, **vraag: Any) -> dict[str, Any]:
    """A check that must go well."""
    antwoord = klant.post("/toetsingen", json=dossier, params=vraag)
    assert antwoord.status_code in (200, 201), antwoord.text
    uit: dict[str, Any] = antwoord.json()
    return uit
