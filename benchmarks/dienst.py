"""How much a check over HTTP costs beside an empty answer of the same application.

`python -m benchmarks.dienst` (or `make meet-dienst`) starts the service on loopback with SQLite, in one
process, with an
extra address that answers `{}`, and asks all of them with the same client in one run. Writes
`benchmarks/DIENST.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from service.access import maak_sleutel
from service.http import checks
from service.http.app import app_uit_omgeving
from service.store.archive import Archief
from service.store.database import open_database, werk_bij
from service.vault import lees_hoofdsleutel

HIER: Final = Path(__file__).parent
WORTEL: Final = HIER.parent
VERBINDINGEN: Final = 8
GRENS_ZONDER: Final = 0.50
GRENS_MET: Final = 0.25
GRENS_P99_MS: Final = 25.0
GRENS_BULK: Final = 5_000.0


async def leeg(request: Request) -> Response:
    await request.body()
    return Response(b"{}", media_type="application/json")


def app_met_leeg() -> ASGIApp:
    """The service with `POST /v1/leeg`: routed and shielded as the rest, and then nothing."""
    checks.router.post("/leeg", operation_id="leeg", response_model=None)(leeg)
    return app_uit_omgeving()


# ---------------------------------------------------------------- the client


@dataclass(frozen=True, slots=True)
class Meting:
    """Answers per second, and how long the slowest of a hundred took (ms)."""

    per_seconde: float
    p99: float


def verzoek(pad: str, sleutel: str, inhoud: bytes, type_: str = "application/json") -> bytes:
    kop = f"POST {pad} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {sleutel}\r\n"
    return f"{kop}Content-Type: {type_}\r\nContent-Length: {len(inhoud)}\r\n\r\n".encode() + inhoud


async def _een(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter, vraag: bytes) -> None:
    schrijver.write(vraag)
    kop = await lezer.readuntil(b"\r\n\r\n")
    if not kop.startswith(b"HTTP/1.1 20"):
        sys.exit(f"onverwacht antwoord: {kop[:40]!r}")
    for regel in kop.split(b"\r\n"):
        naam, _, waarde = regel.partition(b":")
        if naam.lower() == b"content-length":
            await lezer.readexactly(int(waarde))
            return


async def _vuur(poort: int, vraag: bytes, seconden: float, tempo: float | None) -> Meting:
    """As fast as it goes, or at `tempo` requests a second in all."""
    duren: list[float] = []
    einde = time.perf_counter() + seconden

    async def verbinding(n: int) -> None:
        lezer, schrijver = await asyncio.open_connection("127.0.0.1", poort)
        stap = VERBINDINGEN / tempo if tempo else 0.0
        volgende = time.perf_counter() + stap * n / VERBINDINGEN
        while time.perf_counter() < einde:
            if stap:
                await asyncio.sleep(max(0.0, volgende - time.perf_counter()))
                volgende += stap
            begin = time.perf_counter()
            await _een(lezer, schrijver, vraag)
            duren.append(time.perf_counter() - begin)
        schrijver.close()

    begin = time.perf_counter()
    await asyncio.gather(*[verbinding(n) for n in range(VERBINDINGEN)])
    duur = time.perf_counter() - begin
    duren.sort()
    return Meting(len(duren) / duur, duren[int(len(duren) * 0.99)] * 1000)


def vuur(poort: int, vraag: bytes, seconden: float, tempo: float | None = None) -> Meting:
    asyncio.run(_vuur(poort, vraag, 0.5, None))
    return asyncio.run(_vuur(poort, vraag, seconden, tempo))


# ---------------------------------------------------------------- the service


def start(map_: Path) -> tuple[subprocess.Popen[bytes], int, str]:
    store = f"sqlite:///{map_ / 'meet.db'}"
    engine = open_database(store)
    werk_bij(engine)
    archief = Archief(engine, lees_hoofdsleutel(map_ / "meet.geheim", maak=True))
    archief.zet_gemeente("meetdorp", "meetdorp", bewaart_dossiers=False, bewaartermijn=30)
    sleutel, bewaard = maak_sleutel("meetdorp", "meting", ["toetsen"], 10**9, 10**9)
    archief.voeg_sleutel_toe(bewaard)
    archief.sluit()
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort = s.getsockname()[1]
    opdracht = [
        sys.executable,
        "-m",
        "uvicorn",
        "benchmarks.dienst:app_met_leeg",
        "--factory",
        "--port",
        str(poort),
    ]
    opdracht += ["--no-access-log", "--log-level", "warning"]
    omgeving = {**os.environ, "TOETSSTEEN_STORE": store, "TOETSSTEEN_GEHEIM": str(map_ / "meet.geheim")}
    proces = subprocess.Popen(opdracht, env={**omgeving, "PYTHONPATH": str(WORTEL)}, cwd=map_)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", poort), 1).close()
            return proces, poort, sleutel
        except OSError:
            time.sleep(0.1)
    sys.exit("de dienst kwam niet op gang")


def geheugen_mib(pid: int) -> float:
    for regel in Path(f"/proc/{pid}/status").read_text().splitlines():
        if regel.startswith("VmRSS"):
            return int(regel.split()[1]) / 1024
    return 0.0


async def _bulk(poort: int, vraag: bytes, aantal: int) -> float:
    lezer, schrijver = await asyncio.open_connection("127.0.0.1", poort, limit=1 << 24)
    begin = time.perf_counter()
    kop, _, inhoud = vraag.partition(b"\r\n\r\n")

    async def stuur() -> None:
        schrijver.write(kop + b"\r\n\r\n")
        for n in range(0, len(inhoud), 1 << 16):
            schrijver.write(inhoud[n : n + (1 << 16)])
            await schrijver.drain()

    async def lees() -> int:
        await lezer.readuntil(b"\r\n\r\n")
        regels = 0
        while (stuk := int(await lezer.readline(), 16)) != 0:
            regels += (await lezer.readexactly(stuk + 2)).count(b"\n") - 1
        return regels

    _, regels = await asyncio.gather(stuur(), lees())
    schrijver.close()
    if regels != aantal:
        sys.exit(f"{regels} van {aantal} regels kwamen terug")
    return aantal / (time.perf_counter() - begin)


STAPPEN: Final = 10
VLAK_MIB: Final = 8.0


def meet_geheugen(aantal: int) -> None:
    """What the service holds while it judges and stores `aantal` times; writes `benchmarks/GEHEUGEN.md`."""
    inhoud = (WORTEL / "voorbeelden" / "utrecht-1402.json").read_bytes()
    uit = [
        "# Uitslag van de metingen: geheugen van de HTTP-dienst",
        "",
        f"Gemaakt met `python -m benchmarks.dienst --geheugen {aantal}`; niet met de hand bijgewerkt.",
        "",
        "Het besluit van Utrecht, kort, met opslaan in SQLite; een proces, de tweeling bij een op de "
        "honderd.",
        "",
        "| toetsingen | in gebruik |",
        "|---|---|",
    ]
    with tempfile.TemporaryDirectory() as naam:
        proces, poort, sleutel = start(Path(naam))
        try:
            vraag = verzoek("/v1/toetsingen?weergave=kort", sleutel, inhoud)
            gemeten: list[float] = []
            gedaan = 0
            while gedaan < aantal:
                gedaan += round(vuur(poort, vraag, 5.0).per_seconde * 5.0)
                if gedaan >= aantal * len(gemeten) / STAPPEN:
                    gemeten.append(geheugen_mib(proces.pid))
                    uit.append(f"| {gedaan} | {gemeten[-1]:.1f} MiB |")
                    print(uit[-1], flush=True)
        finally:
            proces.terminate()
            proces.wait(30)
    groei = gemeten[-1] - gemeten[min(1, len(gemeten) - 1)]
    vlak = "ja" if groei <= VLAK_MIB else "nee"
    uit += [
        "",
        f"Groei na het eerste tiende deel: {groei:+.1f} MiB; vlak (hoogstens {VLAK_MIB:.0f} MiB): {vlak}.",
    ]
    print(uit[-1])
    (HIER / "GEHEUGEN.md").write_text("\n".join(uit) + "\n", encoding="utf-8")


def main() -> None:
    lezer = argparse.ArgumentParser(description="Meet de HTTP-dienst en schrijf benchmarks/DIENST.md.")
    lezer.add_argument("--kort", action="store_true", help="kort, zonder geheugen, en niets schrijven")
    lezer.add_argument("--geheugen", type=int, metavar="N", help="alleen geheugen, over N toetsingen")
    gekozen = lezer.parse_args()
    if gekozen.geheugen:
        meet_geheugen(gekozen.geheugen)
    else:
        meet_alles(gekozen.kort)


def meet_alles(kort: bool) -> None:
    """Everything in a run, to `benchmarks/DIENST.md`; `kort`: briefly, and nothing is written."""
    seconden = 2.0 if kort else 8.0
    dossiers = {
        "besluit van Utrecht (1,5 kB)": (WORTEL / "voorbeelden" / "utrecht-1402.json").read_bytes(),
        "voorbeeldgezin (20 kB)": (WORTEL / "voorbeelden" / "gezin-voorbeeld.json").read_bytes(),
    }
    uit = [
        "# Uitslag van de metingen: de HTTP-dienst",
        "",
        "Gemaakt met `make meet-dienst` (`python -m benchmarks.dienst`); niet met de hand bijgewerkt.",
        "",
        f"- machine: {platform.machine()}, {os.cpu_count()} kernen, CPython {platform.python_version()}",
        "- de dienst is een proces; bij bulk toetsen er een per kern mee",
        "- leeg: dezelfde toepassing, die het verzoek leest en `{}` antwoordt; dezelfde client, dezelfde run",
        "- alle regels; de tweeling bij een op de honderd toetsingen; SQLite in WAL, `synchronous=FULL`",
        "",
        "| dossier | leeg | zonder opslaan | deel | met opslaan | deel | p99 bij halve last |",
        "|---|---|---|---|---|---|---|",
    ]
    gemist = []
    with tempfile.TemporaryDirectory() as naam:
        proces, poort, sleutel = start(Path(naam))
        try:
            for (naam_, inhoud), weergave in itertools.product(dossiers.items(), ("volledig", "kort")):
                wat = f"{naam_}, {weergave}"
                leeg = vuur(poort, verzoek("/v1/leeg", sleutel, inhoud), seconden)
                pad = f"/v1/toetsingen?weergave={weergave}"
                zonder = vuur(poort, verzoek(f"{pad}&opslaan=false", sleutel, inhoud), seconden)
                vraag = verzoek(pad, sleutel, inhoud)
                met = vuur(poort, vraag, seconden)
                half = vuur(poort, vraag, seconden, met.per_seconde / 2)
                a, b = zonder.per_seconde / leeg.per_seconde, met.per_seconde / leeg.per_seconde
                uit.append(
                    f"| {wat} | {leeg.per_seconde:.0f}/s | {zonder.per_seconde:.0f}/s | {a:.0%} | "
                    f"{met.per_seconde:.0f}/s | {b:.0%} | {half.p99:.1f} ms |"
                )
                print(uit[-1], flush=True)
                for gehaald, doel in (
                    (a >= GRENS_ZONDER, f"{wat}: zonder opslaan {GRENS_ZONDER:.0%} van leeg"),
                    (b >= GRENS_MET, f"{wat}: met opslaan {GRENS_MET:.0%} van leeg"),
                    (half.p99 <= GRENS_P99_MS, f"{wat}: p99 onder {GRENS_P99_MS:.0f} ms"),
                ):
                    if not gehaald:
                        gemist.append(doel)
            klein = json.dumps(json.loads(dossiers["besluit van Utrecht (1,5 kB)"])).encode()
            aantal = 1_000 if kort else 10_000
            regels = b"\n".join([klein] * aantal)
            pad = "/v1/toetsingen/_bulk?weergave=kort"
            # The processes that judge many dossiers start with the first of them.
            eerst = b"\n".join([klein] * 500)
            asyncio.run(_bulk(poort, verzoek(pad, sleutel, eerst, "application/x-ndjson"), 500))
            bulk = asyncio.run(_bulk(poort, verzoek(pad, sleutel, regels, "application/x-ndjson"), aantal))
            uit += ["", f"Bulk: {aantal} dossiers, kort en met opslaan: {bulk:.0f} per seconde."]
            print(uit[-1], flush=True)
            if bulk < GRENS_BULK:
                gemist.append(f"bulk {GRENS_BULK:.0f} per seconde")
            if not kort:
                begin = geheugen_mib(proces.pid)
                keer, duur = 0, 60.0
                meting = vuur(poort, verzoek("/v1/toetsingen", sleutel, klein), duur)
                keer = int(meting.per_seconde * duur)
                groei = geheugen_mib(proces.pid) - begin
                uit += ["", f"Geheugen: {begin:.0f} MiB, na nog {keer} toetsingen {groei:+.1f} MiB."]
                print(uit[-1], flush=True)
        finally:
            proces.terminate()
            proces.wait(30)
    uit += ["", "## Grenzen", "", *[f"- niet gehaald: {doel}" for doel in gemist]]
    if not gemist:
        uit.append("Alles gehaald.")
    print("\n".join(uit[-len(gemist) - 3 :]))
    if not kort:
        (HIER / "DIENST.md").write_text("\n".join(uit) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
