"""Speed and memory of a check, beside what a bare program and other engines need for the same work.

`python -m benchmarks.snelheid` (or `make meet`) measures everything and writes `benchmarks/UITSLAG.md`;
`--kort` measures briefly, leaves out memory and the other engines, and writes nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import itertools
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.anderen import ANDEREN
from benchmarks.kaal import maak_kaal
from benchmarks.maat import ijk, meet, meet_met, meet_samen
from benchmarks.werk import PEILDATUM, als_dossier, als_regelset, maak_regels, maak_zaak
from dsl import load_library, read_ruleset, render
from dsl.carriers import lees_dragers
from engine.asking import vragen
from engine.check import Vergelijker, check
from engine.dossier import Dossier, lees_dossier
from engine.facts import feiten
from engine.intent import bedoeling
from engine.margin import marge
from engine.matching import Plan, Tafel
from engine.repairing import herstel
from engine.report import Rapport
from engine.rule import Regelset
from engine.sharing import deelblad
from engine.splitting import splits
from engine.twin import Tweeling, vergelijk
from service.__main__ import VEEL

HIER: Final = Path(__file__).parent
WORTEL: Final = HIER.parent
PER_BESTAND: Final = 250
AANTALLEN: Final = (10, 100, 1000)
GRENS_MS: Final = {100: 0.3, 1000: 3.0}
GRENS_KEER: Final = 4.0
GRENS_GEZIN_MS: Final = 0.5
GRENS_GEHEEL_MS: Final = 1.0
GRENS_TWEELING_MS: Final = 3.0
GRENS_LADEN_S: Final = 1.0
GRENS_VERDER_MS: Final = 100.0
PEILDATUM_VERDER: Final = dt.date(2026, 9, 14)


def regelsets(aantal: int) -> tuple[Regelset, ...]:
    """The generated rules as an author would have written them, read back through the language."""
    return tuple(_lees(naam, tekst) for naam, tekst in bestanden(aantal))


def bestanden(aantal: int) -> Iterator[tuple[str, str]]:
    regels = maak_regels(aantal)
    for n in range(0, aantal, PER_BESTAND):
        naam = f"snelheid{n // PER_BESTAND}"
        yield naam, als_regelset(regels[n : n + PER_BESTAND], naam)


def _lees(naam: str, tekst: str) -> Regelset:
    regelset, meldingen = read_ruleset(tekst, f"{naam}.regels")
    if regelset is None:
        sys.exit("\n".join(render(m) for m in meldingen if m.fout))
    return regelset


class Getuige:
    """Asks the twin, as the command line does."""

    def __init__(self, tweeling: Tweeling) -> None:
        self._tweeling = tweeling

    @contextmanager
    def __call__(self, plan: Plan, tafel: Tafel) -> Iterator[Vergelijker]:
        with self._tweeling.gevraagd(plan, tafel) as antwoord:
            yield lambda eigen: vergelijk(eigen, antwoord()).status


def toetser(sets: tuple[Regelset, ...], getuige: Getuige | None = None) -> Callable[[Dossier], Rapport]:
    return lambda d: check(d, sets, PEILDATUM, PEILDATUM, getuige)


def met_uitleg(sets: tuple[Regelset, ...]) -> Callable[[Dossier], Rapport]:
    """The check, and of every finding the words and the steps that decide it."""

    def toets(d: Dossier) -> Rapport:
        rapport = check(d, sets, PEILDATUM, PEILDATUM)
        for b in rapport.bevindingen:
            b.woorden()
        return rapport

    return toets


def uitgeschreven(sets: tuple[Regelset, ...]) -> Callable[[Dossier], bytes]:
    """The check and every word of its report, so that nothing can be put off."""
    return lambda d: check(d, sets, PEILDATUM, PEILDATUM).canoniek()


# ---------------------------------------------------------------- the report


class Verslag:
    """Tables in Markdown, and the targets that were missed."""

    def __init__(self) -> None:
        self.regels: list[str] = []
        self.gemist: list[str] = []
        self.ijkingen: list[tuple[str, float]] = []

    def schrijf(self, *regels: str) -> None:
        self.regels += regels
        print(*regels, sep="\n", flush=True)

    def tabel(self, titel: str, *koppen: str) -> None:
        self.ijkingen.append((titel, ijk()))
        self.schrijf("", f"## {titel}", "", f"| {' | '.join(koppen)} |", "|" + "---|" * len(koppen))

    def rij(self, *cellen: str) -> None:
        self.schrijf(f"| {' | '.join(cellen)} |")

    def doel(self, wat: str, gehaald: bool) -> str:
        if not gehaald:
            self.gemist.append(wat)
        return "ja" if gehaald else "**nee**"


def ms(waarde: float) -> str:
    return f"{waarde:.3f} ms" if waarde < 10 else f"{waarde:.1f} ms"


# ---------------------------------------------------------------- what is measured


def _zelfde(rapport: Rapport, kaal: list[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether the findings are exactly what the bare closures let fire."""
    eigen = [(b.regel, tuple(p.rsplit("/", 1)[1] for p in b.betreft)) for b in rapport.bevindingen]
    return sorted(eigen) == sorted(kaal)


def meet_toets(v: Verslag, seconden: float) -> None:
    v.tabel(
        "Toetsen, zonder tweeling",
        "regels",
        "gegevens",
        "feiten maken",
        "beslist",
        "p99",
        "kaal",
        "keer kaal",
        "met uitleg",
        "keer kaal",
        "met rapport in woorden en als JSON",
        "bevindingen / open / voldaan",
        "grens",
        "gehaald",
    )
    for onbekend, woorden in ((0.0, "alle bekend"), (0.1, "een op de tien onbekend")):
        zaak = maak_zaak(onbekend=onbekend)
        tekst = json.dumps(als_dossier(zaak)).encode()
        for aantal in AANTALLEN:
            sets, kaal = regelsets(aantal), maak_kaal(maak_regels(aantal))
            rapport = check(lees_dossier(tekst), sets, PEILDATUM, PEILDATUM)
            if not _zelfde(rapport, kaal(zaak)):
                sys.exit(f"{aantal} regels: de bevindingen zijn niet die van de kale toetsen")
            eigen, bodem = meet_samen(
                partial(_met_feiten, tekst), toetser(sets), partial(kaal, zaak), seconden
            )
            uitleg, bodem_ook = meet_samen(
                partial(_met_feiten, tekst), met_uitleg(sets), partial(kaal, zaak), seconden
            )
            maken = meet_met(partial(lees_dossier, tekst), feiten, seconden / 4)
            geheel = meet_met(partial(_met_feiten, tekst), uitgeschreven(sets), seconden / 2)
            keer, grens = eigen.mediaan / bodem.mediaan, GRENS_MS.get(aantal)
            keer_uitleg = uitleg.mediaan / bodem_ook.mediaan
            gehaald, doel = "", ""
            if grens is not None:
                goed, doel = uitleg.mediaan <= grens, f"{grens} ms met uitleg"
                if aantal == 100:
                    goed, doel = goed and keer_uitleg <= GRENS_KEER, f"{doel}, {GRENS_KEER:.0f} keer kaal"
                zin = f"{ms(uitleg.mediaan)} met uitleg, {keer_uitleg:.1f} keer kaal"
                gehaald = v.doel(f"{aantal} regels, {woorden}: {zin}", goed)
            v.rij(
                str(aantal),
                woorden,
                ms(maken.mediaan),
                ms(eigen.mediaan),
                ms(eigen.p99),
                ms(bodem.mediaan),
                f"{keer:.1f}",
                ms(uitleg.mediaan),
                f"{keer_uitleg:.1f}",
                ms(geheel.mediaan),
                f"{len(rapport.bevindingen)} / {len(rapport.open_vragen)} / {len(rapport.voldaan)}",
                doel,
                gehaald,
            )


def _gezin() -> tuple[bytes, tuple[Regelset, ...]] | None:
    pad = WORTEL / "voorbeelden" / "gezin-voorbeeld.json"
    bibliotheek, _ = load_library(WORTEL / "rulesets")
    sets = bibliotheek.op(PEILDATUM)
    return (pad.read_bytes(), sets) if pad.is_file() and sets else None


EERSTE_NORMEN: Final = re.compile(
    r"WMO-BES-(0[456]|1\d|2[0-4]|28)|WMO-OND-(0[1-46-8]|05[a-g]|1[034])|WMO-MEL-01"
    r"|AWB-(0[45789]|18|22)|JW-OND-0[123]|SCH-0[123]"
)
"""The norms of the first edition: the yardstick stays the same while the law that is shipped grows."""


def meet_gezin(v: Verslag, seconden: float) -> None:
    gezin = _gezin()
    if gezin is None:
        return
    tekst, sets = gezin
    eerste = tuple(
        replace(s, regels=tuple(r for r in s.regels if EERSTE_NORMEN.fullmatch(r.norm))) for s in sets
    )
    v.tabel(
        "Het voorbeeldgezin, met de regels die erbij zitten", "stap", "mediaan", "p99", "grens", "gehaald"
    )
    lezen = meet(partial(lees_dossier, tekst), seconden / 2)
    v.rij("dossier lezen en nakijken", ms(lezen.mediaan), ms(lezen.p99), "", "")
    maken = meet_met(partial(lees_dossier, tekst), feiten, seconden / 2)
    v.rij("feiten en vingerafdruk maken, eens per dossier", ms(maken.mediaan), ms(maken.p99), "", "")
    for naam, gekozen, grens in (
        ("de regels van de eerste vijftig normen", eerste, GRENS_GEZIN_MS),
        ("alle regels", sets, GRENS_GEHEEL_MS),
    ):
        regels = sum(len(s.regels) for s in gekozen)
        for wat, doe in (("", toetser(gekozen)), (", met uitleg", met_uitleg(gekozen))):
            eigen = meet_met(partial(_met_feiten, tekst), doe, seconden)
            telt = gekozen is eerste or not wat
            zin = f"voorbeeldgezin, {naam}{wat}: {ms(eigen.mediaan)}"
            goed = v.doel(zin, eigen.mediaan <= grens) if telt else ""
            wat_het_is = f"toetsen, {naam} ({regels}){wat}"
            v.rij(wat_het_is, ms(eigen.mediaan), ms(eigen.p99), f"{grens} ms" if telt else "", goed)
    rapport = check(lees_dossier(tekst), sets, PEILDATUM, PEILDATUM)
    uit = meet_met(lambda: check(_met_feiten(tekst), sets, PEILDATUM, PEILDATUM), Rapport.canoniek, seconden)
    v.rij("rapport in woorden en als JSON", ms(uit.mediaan), ms(uit.p99), "", "")
    v.schrijf(
        "",
        f"{len(rapport.bevindingen)} bevindingen, {len(rapport.open_vragen)} open vragen, "
        f"{len(rapport.voldaan)} keer voldaan, {rapport.bewijs.combinaties} combinaties.",
    )


def splitsen(dossier: Dossier, sets: tuple[Regelset, ...], peildatum: dt.date, kennis: dt.date) -> Rapport:
    """Split a plan, weigh what is left of its intent, and prove the outcome by checking it again."""
    dragers = lees_dragers(WORTEL / "rulesets")
    if dragers is None:
        sys.exit("er is geen dragers.toml")
    uitkomst = splits(dossier, dragers, peildatum)
    bedoeling(dossier, uitkomst)
    return check(uitkomst.dossier, sets, peildatum, kennis)


VERDER: Final = (
    ("splits", "gezinsplan-verzonnen", splitsen, GRENS_VERDER_MS),
    ("herstel", "gezinsplan-verzonnen", herstel, GRENS_VERDER_MS),
    ("vragen", "gezinsplan-verzonnen", vragen, GRENS_VERDER_MS),
    ("marge", "in-orde-verzonnen", marge, None),
    ("deelblad", "gezinsplan-verzonnen", deelblad, None),
)
"""What comes after a check, on which example, and within which time."""


def meet_verder(v: Verslag, seconden: float) -> None:
    bibliotheek, _ = load_library(WORTEL / "rulesets")
    sets = bibliotheek.op(PEILDATUM_VERDER)
    v.tabel("Na het toetsen, met alle regels", "stap", "voorbeeld", "mediaan", "p99", "grens", "gehaald")
    for naam, voorbeeld, doe, grens in VERDER:
        tekst = (WORTEL / "voorbeelden" / f"{voorbeeld}.json").read_bytes()

        def stap(d: Dossier, doe: Callable[..., object] = doe) -> object:
            return doe(d, sets, PEILDATUM_VERDER, PEILDATUM_VERDER)

        gemeten = meet_met(partial(_met_feiten, tekst), stap, seconden)
        gehaald = ""
        if grens is not None:
            gehaald = v.doel(f"{naam}, {voorbeeld}: {ms(gemeten.mediaan)}", gemeten.mediaan <= grens)
        v.rij(
            f"`toets {naam}`",
            voorbeeld,
            ms(gemeten.mediaan),
            ms(gemeten.p99),
            "" if grens is None else f"{grens:.0f} ms",
            gehaald,
        )


def _met_feiten(tekst: bytes) -> Dossier:
    dossier = lees_dossier(tekst)
    feiten(dossier)
    return dossier


def meet_tweeling(v: Verslag, seconden: float) -> None:
    v.tabel("Met de tweeling", "zaak", "zonder", "met", "p99", "verschil", "oordeel", "grens", "gehaald")
    zaken: list[tuple[str, bytes, tuple[Regelset, ...], bool]] = []
    tekst = json.dumps(als_dossier(maak_zaak())).encode()
    zaken += [(f"{n} regels", tekst, regelsets(n), n == 100) for n in AANTALLEN]
    gezin = _gezin()
    if gezin is not None:
        zaken.append(("voorbeeldgezin", *gezin, True))
    for naam, inhoud, sets, telt in zaken:
        with Tweeling() as tweeling:
            getuige = Getuige(tweeling)
            status = check(lees_dossier(inhoud), sets, PEILDATUM, PEILDATUM, getuige).bewijs.tweeling
            zonder = meet_met(
                partial(lees_dossier, inhoud),
                toetser(sets),
                seconden / 2,
            )
            met = meet_met(
                partial(lees_dossier, inhoud),
                toetser(sets, getuige),
                seconden,
            )
        verschil = met.mediaan - zonder.mediaan
        goed = (
            v.doel(f"tweeling, {naam}: {ms(verschil)} erbij", verschil <= GRENS_TWEELING_MS) if telt else ""
        )
        v.rij(
            naam,
            ms(zonder.mediaan),
            ms(met.mediaan),
            ms(met.p99),
            ms(verschil),
            status,
            f"{GRENS_TWEELING_MS:.0f} ms erbij" if telt else "",
            goed,
        )


_LAAD: Final = """
import gc, sys, time
from pathlib import Path
from service.__main__ import VEEL
gc.set_threshold(*VEEL)
begin = time.perf_counter()
from dsl import load_library
from dsl.keeping import Kept
from engine.sweeping import stel_samen
geladen = time.perf_counter()
bibliotheek, _ = load_library(Path(sys.argv[1]), kept=Kept(Path(sys.argv[2])) if sys.argv[2] else None)
gelezen = time.perf_counter()
stel_samen(bibliotheek.regelsets)
klaar = time.perf_counter()
print(sum(len(s.regels) for s in bibliotheek.regelsets), geladen - begin, gelezen - geladen, klaar - gelezen)
"""


def meet_laden(v: Verslag, keren: int = 5) -> None:
    v.tabel(
        "Laden in een nieuw proces",
        "regels",
        "lezen, nakijken en samenstellen",
        "waarvan samenstellen",
        "modules laden",
        "het hele proces, van start tot einde",
        "grens",
        "gehaald",
    )
    with tempfile.TemporaryDirectory() as map_:
        for naam, tekst in bestanden(500):
            onderwerp = Path(map_) / "proef" / naam
            onderwerp.mkdir(parents=True)
            (onderwerp / "2015-01-01.regels").write_text(tekst, encoding="utf-8")
        bewaard = str(Path(map_) / "bewaard")
        mappen = (("proefregels", map_), ("de regels die erbij zitten", str(WORTEL / "rulesets")))
        for (wat, waar), kept in itertools.product(mappen, ("", bewaard)):
            if kept:
                wat += ", eerder gelezen en bewaard"
            metingen = []
            for _ in range(keren + 1):
                begin = time.perf_counter()
                uit = subprocess.run(
                    [sys.executable, "-c", _LAAD, waar, kept],
                    capture_output=True,
                    text=True,
                    check=True,
                    cwd=WORTEL,
                ).stdout.split()
                metingen.append([time.perf_counter() - begin, *map(float, uit)])
            del metingen[0]  # there was nothing to look up yet
            geheel, regels, importeren, lezen, samenstellen = (
                sorted(stap)[keren // 2] for stap in zip(*metingen, strict=True)
            )
            klaar = lezen + samenstellen
            v.rij(
                f"{regels:.0f} ({wat})",
                f"{klaar:.2f} s",
                f"{samenstellen:.2f} s",
                f"{importeren:.2f} s",
                f"{geheel:.2f} s",
                f"{GRENS_LADEN_S:.0f} s",
                v.doel(f"{regels:.0f} regels laden: {klaar:.2f} s", klaar <= GRENS_LADEN_S),
            )


_GEHEUGEN: Final = """
import json, os, sys
from benchmarks.snelheid import PEILDATUM, als_dossier, check, lees_dossier, maak_zaak, regelsets
keren = int(sys.argv[1])
sets = regelsets(100)
teksten = [json.dumps(als_dossier(maak_zaak(zaad, 0.1))).encode() for zaad in range(20)]
def kib():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
for n in range(keren + 1):
    if n % (keren // 10) == 0:
        print(n, kib(), flush=True)
    check(lees_dossier(teksten[n % 20]), sets, PEILDATUM, PEILDATUM)
"""


def meet_geheugen(v: Verslag, keren: int) -> None:
    if not Path("/proc/self/statm").exists():
        return
    v.tabel(f"Geheugen over {keren} keer lezen en toetsen (100 regels, 20 dossiers)", "keer", "in gebruik")
    uit = subprocess.run(
        [sys.executable, "-c", _GEHEUGEN, str(keren)], capture_output=True, text=True, check=True, cwd=WORTEL
    ).stdout
    standen = [(int(a), int(b)) for a, b in (rij.split() for rij in uit.splitlines())]
    for keer, kib in standen:
        v.rij(str(keer), f"{kib / 1024:.1f} MiB")
    groei = standen[-1][1] - standen[1][1]
    goed = v.doel(f"geheugen groeit {groei} KiB", groei <= 1024)
    v.schrijf("", f"Groei na het eerste tiende deel: {groei} KiB; vlak (hoogstens 1 MiB): {goed}.")


def meet_anderen(v: Verslag) -> None:
    v.tabel(
        "Andere engines, dezelfde feiten en regels",
        "engine",
        "versie",
        *(f"{n} regels" for n in AANTALLEN),
        "keer kaal bij 100",
        "joins",
        "zelfde uitkomst",
    )
    for naam, (_, _, joins) in ANDEREN.items():
        cellen, eens, versie, keer = [], True, "", ""
        for aantal in AANTALLEN:
            try:
                proces = subprocess.run(
                    [sys.executable, "-W", "ignore", "-m", "benchmarks.anderen", naam, str(aantal)],
                    capture_output=True,
                    text=True,
                    cwd=WORTEL,
                    timeout=300,
                )
            except subprocess.TimeoutExpired:
                cellen.append("te traag")
                continue
            if proces.returncode:
                cellen.append("niet hier" if "ModuleNotFoundError" in proces.stderr else "valt om")
                continue
            uit = json.loads(proces.stdout.splitlines()[-1])
            eens, versie = eens and uit["eens"], uit["versie"]
            cellen.append(ms(uit["mediaan"]))
            if aantal == 100:
                keer = f"{uit['mediaan'] / uit['kaal']:.1f}"
        v.rij(naam, versie, *cellen, keer, "ja" if joins else "nee", "ja" if eens and versie else "nee")
    v.schrijf(
        "",
        "Zonder onbekend, zonder uitleg en zonder bewijs: dat kent geen van deze engines. Een engine zonder",
        "joins krijgt de overige vier vijfde van de regels. durable-rules is hier de C-module zelf, in het",
        "veilige deel van wat zij kan.",
    )


def machine() -> str:
    try:
        model = next(
            r.split(":", 1)[1].strip()
            for r in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in r
        )
    except (OSError, StopIteration):
        model = platform.processor() or "onbekend"
    return f"{model}, {platform.system()} {platform.machine()}, CPython {platform.python_version()}"


def schrijf_rust(v: Verslag) -> None:
    """Whether the machine was as quick all along; on a shared one times can double for no cause of ours."""
    v.ijkingen.append(("(na de laatste)", ijk()))
    tijden = [tijd for _, tijd in v.ijkingen]
    traag = max(tijden) / min(tijden)
    v.schrijf(
        "",
        "## Hoe rustig de machine was",
        "",
        "Voor elke tabel is hetzelfde stuk Python gemeten: vijfduizend functies die een feit opzoeken.",
        "",
        "| voor de tabel | ijkwerk |",
        "|---|---|",
        *(f"| {titel} | {ms(tijd)} |" for titel, tijd in v.ijkingen),
        "",
        f"De traagste keer duurde {traag:.1f} keer de snelste"
        + (": de machine was onrustig, en de tijden hierboven zijn dat ook." if traag > 1.3 else "."),
    )


def main() -> None:
    opties = argparse.ArgumentParser(description="Meet snelheid en geheugen.")
    opties.add_argument("--kort", action="store_true", help="kort, zonder geheugen en andere engines")
    opties.add_argument("--keren", type=int, default=100_000, help="aantal keren voor het geheugen")
    keuze = opties.parse_args()
    seconden = 0.5 if keuze.kort else 4.0
    gc.set_threshold(*VEEL)
    v = Verslag()
    v.schrijf(
        "# Uitslag van de metingen",
        "",
        "Gemaakt met `make meet` (`python -m benchmarks.snelheid`); niet met de hand bijgewerkt.",
        "",
        f"- machine: {machine()}; een kern",
        "- werk: een gezin van twaalf delen met ongeveer vijftien gegevens; regels van twee tot zes",
        "  voorwaarden, een vijfde met een verband tussen twee delen; elk dossier is net gelezen en",
        "  wordt een keer getoetst",
        "- kaal: dezelfde regels als kale Python-functies, tweewaardig, zonder uitleg en zonder bewijs,",
        "  in dezelfde run, ook telkens nadat een dossier is gelezen; kaal krijgt zijn feiten kant-en-klaar,",
        "  toetsen dus ook",
        "- feiten maken: een gelezen dossier plat maken, met zijn vingerafdruk; eens per dossier, hoe vaak",
        "  het ook wordt getoetst",
        "- beslist: elke regel beslist, met bewijs; woorden en uitleg liggen dan vast en worden geschreven",
        "  als iemand ze leest",
        "- met uitleg: beslist, en van elke bevinding melding, advies en de stappen die haar beslissen",
        "- Python zoekt zo zelden naar afval als in `toets` en de dienst, ook bij kaal en de andere engines",
    )
    meet_toets(v, seconden)
    meet_gezin(v, seconden)
    meet_verder(v, seconden)
    meet_tweeling(v, seconden)
    meet_laden(v)
    if not keuze.kort:
        meet_anderen(v)
        meet_geheugen(v, keuze.keren)
    schrijf_rust(v)
    v.schrijf(
        "", "## Grenzen", "", *([f"- niet gehaald: {g}" for g in v.gemist] or ["Alle grenzen zijn gehaald."])
    )
    if not keuze.kort:
        (HIER / "UITSLAG.md").write_text("\n".join(v.regels) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
