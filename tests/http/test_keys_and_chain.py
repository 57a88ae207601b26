"""Keys, tokens, the chain and the tables, without a running service; and the commands for them."""

from __future__ import annotations

import json
import re
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from service import access, cli, vault
from service.access import Onbekend, Toegang, UitgeverWeg, maak_sleutel
from service.settings import Instelling, lees_instelling
from service.store.archive import AlHerhaald, Archief, Herhaling, Stuk, nu
from service.store.chain import Schakel, begin, kopregel, schakel, zie_na
from service.store.database import open_database, werk_bij
from service.store.tables import metadata
from service.terminal import Fout
from service.vault import lees_hoofdsleutel
from tests.http.conftest import Postgres


@pytest.fixture
def archief(tmp_path: Path) -> Archief:
    engine = open_database(f"sqlite:///{tmp_path / 't.db'}")
    werk_bij(engine)
    archief = Archief(engine, lees_hoofdsleutel(tmp_path / "geheim", maak=True))
    archief.zet_gemeente("aadorp", "Aadorp", bewaart_dossiers=False, bewaartermijn=30)
    return archief


def stuk(n: int, gemeente: str = "aadorp", **extra: Any) -> Stuk:
    return Stuk(gemeente, f"id-{n}", "toetsing", nu(), json.dumps({"n": n}), **extra)


# ---------------------------------------------------------------- the chain


def uitvoer(inhouden: list[str], gemeente: str = "aadorp") -> list[str]:
    regels, vorige = [kopregel(gemeente)], begin(gemeente)
    for n, inhoud in enumerate(inhouden, 1):
        s = Schakel(n, vorige, schakel(vorige, n, inhoud), inhoud)
        regels.append(s.als_regel())
        vorige = s.hash
    return regels


_INHOUD = st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=6)


@settings(max_examples=60, deadline=None)
@given(_INHOUD, st.data())
def test_no_record_can_change_go_or_come_unseen(inhouden: list[str], data: st.DataObject) -> None:
    regels = uitvoer(inhouden)
    nazicht = zie_na(regels)
    assert (nazicht.aantal, nazicht.fouten) == (len(inhouden), ())
    kop = nazicht.kop
    n = data.draw(st.integers(1, len(inhouden)))
    hoe = data.draw(st.sampled_from(["anders", "weg", "erbij", "wissel"]))
    stuk = json.loads(regels[n])
    if hoe == "anders":
        regels[n] = json.dumps({**stuk, "inhoud": stuk["inhoud"] + "!"})
    elif hoe == "weg":
        del regels[n]
    elif hoe == "erbij":
        regels.insert(n, regels[n])
    elif n < len(inhouden):
        regels[n], regels[n + 1] = regels[n + 1], regels[n]
    else:
        regels[0] = kopregel("beedorp")
    assert zie_na(regels, kop).fouten


def test_a_rewritten_end_is_seen_by_whoever_kept_the_head() -> None:
    kop = zie_na(uitvoer(["a", "b", "c"])).kop
    herschreven = uitvoer(["a", "b", "d"])
    assert zie_na(herschreven).fouten == ()
    assert "de laatste hash" in zie_na(herschreven, kop).fouten[0]


@pytest.mark.parametrize(
    "regels", [[], ["geen json"], ['{"keten": "anders"}'], [kopregel("a"), "[1]"], ["[" * 9999]]
)
def test_what_is_no_export_is_refused_in_words(regels: list[str]) -> None:
    assert zie_na(regels).fouten


def test_each_municipality_has_its_own_chain(archief: Archief) -> None:
    archief.zet_gemeente("beedorp", "Beedorp", bewaart_dossiers=False, bewaartermijn=30)
    schakels = archief.leg_vast([stuk(1), stuk(2, "beedorp"), stuk(3), stuk(4, "beedorp")])
    assert [s.nummer for s in schakels] == [1, 1, 2, 2]
    assert schakels[0].vorige == begin("aadorp")
    assert schakels[3].vorige == schakels[1].hash


def test_a_batch_is_kept_whole_or_not_at_all(archief: Archief) -> None:
    herhaling = Herhaling("s", "v", 201, b"x")
    archief.leg_vast([stuk(1, herhaling=herhaling)])
    with pytest.raises(AlHerhaald):
        archief.leg_vast([stuk(2), stuk(3, herhaling=herhaling), stuk(4)])
    assert archief.kop("aadorp")[0] == 1
    assert [s.id for s in archief.bewijsstukken("aadorp")] == ["id-1"]


@pytest.mark.parametrize("soort", ["sqlite", "postgresql"])
def test_nothing_is_erased_without_its_record(
    soort: str, tmp_path: Path, archief: Archief, request: pytest.FixtureRequest
) -> None:
    if soort == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        engine = open_database(postgres.database("wissen"))
        werk_bij(engine)
        archief = Archief(engine, lees_hoofdsleutel(tmp_path / "geheim"))
        archief.zet_gemeente("aadorp", "Aadorp", bewaart_dossiers=True, bewaartermijn=30)
    archief.zet_gemeente("beedorp", "Beedorp", bewaart_dossiers=True, bewaartermijn=30)
    herhaling = Herhaling("s", "v", 201, b"id-1...")
    bewaard: dict[str, Any] = {"dossier": b"geheim", "bewaard_tot": "2999", "herhaling": herhaling}
    archief.leg_vast(
        [stuk(1, **bewaard), stuk(1, "beedorp", **bewaard), stuk(2, dossier=b"x", bewaard_tot="2999")]
    )
    with pytest.raises(AlHerhaald):
        archief.leg_vast([stuk(3, wist="id-1"), stuk(4, herhaling=herhaling)] * 2)
    assert archief.dossier("aadorp", "id-1") == b"geheim"
    archief.leg_vast([stuk(5, wist="id-1")])
    assert not archief.bewaart("aadorp", "id-1")
    assert archief.bewaart("aadorp", "id-2")
    assert archief.bewaart("beedorp", "id-1")
    assert archief.herhaling("beedorp", "s") is not None
    archief.sluit()


# ---------------------------------------------------------------- keys and tokens


def test_a_key_is_known_by_its_hash_only(archief: Archief, tmp_path: Path) -> None:
    sleutel, bewaard = maak_sleutel("aadorp", "proef", ["toetsen"])
    archief.voeg_sleutel_toe(bewaard)
    assert re.fullmatch(r"ts_[0-9a-f]{16}_[\w-]{43}", sleutel)
    geheim = sleutel.rsplit("_", 1)[1] if "-" not in sleutel else sleutel.split("_", 2)[2]
    alles = b"".join(p.read_bytes() for p in tmp_path.glob("t.db*"))
    assert geheim.encode() not in alles
    toegang = Toegang(archief, Instelling())
    assert toegang.wie(sleutel).gemeente.id == "aadorp"
    assert toegang.kent_al(sleutel) is not None
    with pytest.raises(Onbekend):
        toegang.wie(sleutel[:-2] + "xx")


def test_a_revoked_key_is_no_longer_known(archief: Archief) -> None:
    sleutel, bewaard = maak_sleutel("aadorp", "proef", ["toetsen"])
    archief.voeg_sleutel_toe(bewaard)
    assert archief.trek_in(bewaard.id, nu())
    assert not archief.trek_in(bewaard.id, nu())
    with pytest.raises(Onbekend):
        Toegang(archief, Instelling()).wie(sleutel)


@pytest.fixture
def uitgever(tmp_path: Path) -> tuple[ECKey, Instelling]:
    sleutel = ECKey.generate_key("P-256", {"kid": "een", "use": "sig"})
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(KeySet([sleutel]).as_dict(private=False)))
    return sleutel, Instelling(uitgever="https://id.example", publiek="toetssteen", jwks=str(jwks))


GOED = {
    "iss": "https://id.example",
    "aud": "toetssteen",
    "sub": "zaaksysteem",
    "gemeente": "aadorp",
    "scope": "toetsen beheer iets-anders",
}


def token(sleutel: Any, alg: str = "ES256", kid: str = "een", **anders: Any) -> str:
    inhoud = {**GOED, "exp": int(time.time()) + 60, **anders}
    return jwt.encode(
        {"alg": alg, "kid": kid},
        {k: v for k, v in inhoud.items() if v is not None},
        sleutel,
        algorithms=[alg],
    )


def test_a_token_of_the_issuer_is_taken(archief: Archief, uitgever: tuple[ECKey, Instelling]) -> None:
    sleutel, instelling = uitgever
    aanroeper = Toegang(archief, instelling).wie(token(sleutel))
    assert aanroeper.id == "oidc:zaaksysteem"
    assert aanroeper.gemeente.id == "aadorp"
    assert aanroeper.rechten == {"toetsen", "beheer"}


@pytest.mark.parametrize(
    "anders",
    [
        {"iss": "https://boef.example"},
        {"aud": "iets-anders"},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
        {"gemeente": None},
        {"gemeente": "nergensdam"},
        {"scope": ["toetsen"]},
    ],
)
def test_any_other_token_is_not(
    archief: Archief, uitgever: tuple[ECKey, Instelling], anders: dict[str, Any]
) -> None:
    sleutel, instelling = uitgever
    with pytest.raises(Onbekend):
        Toegang(archief, instelling).wie(token(sleutel, **anders))


def test_a_token_signed_by_another_or_by_nobody_is_not(
    archief: Archief, uitgever: tuple[ECKey, Instelling]
) -> None:
    sleutel, instelling = uitgever
    toegang = Toegang(archief, instelling)
    vals = token(ECKey.generate_key("P-256", {"kid": "een"}))
    symmetrisch = token(OctKey.import_key(json.dumps(sleutel.as_dict(private=False))), "HS256")
    kop, inhoud, _ = token(sleutel).split(".")
    for bewijs in (vals, symmetrisch, f"{kop}.{inhoud}.", "a.b.c", "x" * 9_000, ""):
        with pytest.raises(Onbekend):
            toegang.wie(bewijs)


def test_an_issuer_that_is_away_is_asked_seldom_and_its_last_keys_go_on(
    archief: Archief, uitgever: tuple[ECKey, Instelling], monkeypatch: pytest.MonkeyPatch
) -> None:
    sleutel, instelling = uitgever
    jwks = Path(instelling.jwks)
    goed, gelezen, nu_ = jwks.read_bytes(), 0, 1_000.0
    echt = access._lees_jwks

    def lees(plaats: str) -> Any:
        nonlocal gelezen
        gelezen += 1
        return echt(plaats)

    monkeypatch.setattr(access, "_lees_jwks", lees)
    monkeypatch.setattr(access.time, "monotonic", lambda: nu_)
    toegang = Toegang(archief, instelling)
    jwks.write_text("dit is geen JSON")
    for _ in range(3):
        with pytest.raises(UitgeverWeg):
            toegang.wie("a.b.c")
    assert gelezen == 1
    jwks.write_bytes(goed)
    nu_ += 31
    assert toegang.wie(token(sleutel)).id == "oidc:zaaksysteem"
    jwks.unlink()
    nu_ += 601
    for _ in range(3):
        assert toegang.wie(token(sleutel)).id == "oidc:zaaksysteem"
    assert gelezen == 3


def test_a_new_key_of_the_issuer_is_taken_at_once_and_strangers_make_us_ask_seldom(
    archief: Archief, uitgever: tuple[ECKey, Instelling], monkeypatch: pytest.MonkeyPatch
) -> None:
    oud, instelling = uitgever
    gelezen, nu_, echt = 0, 1_000.0, access._lees_jwks

    def lees(plaats: str) -> Any:
        nonlocal gelezen
        gelezen += 1
        return echt(plaats)

    monkeypatch.setattr(access, "_lees_jwks", lees)
    monkeypatch.setattr(access.time, "monotonic", lambda: nu_)
    toegang = Toegang(archief, instelling)
    assert toegang.wie(token(oud)).id == "oidc:zaaksysteem"
    nieuw = ECKey.generate_key("P-256", {"kid": "twee"})
    Path(instelling.jwks).write_text(json.dumps(KeySet([nieuw]).as_dict(private=False)))
    nu_ += 31
    assert toegang.wie(token(nieuw, kid="twee")).id == "oidc:zaaksysteem"
    assert gelezen == 2
    vreemd = ECKey.generate_key("P-256", {"kid": "drie"})
    for bewijs in [token(vreemd, kid=f"drie-{n}") for n in range(5)]:
        with pytest.raises(Onbekend):
            toegang.wie(bewijs)
    assert gelezen == 2
    nu_ += 31
    for bewijs in [token(vreemd, kid=f"vier-{n}") for n in range(5)]:
        with pytest.raises(Onbekend):
            toegang.wie(bewijs)
    assert gelezen == 3


def test_what_is_encrypted_is_read_in_its_own_place_only() -> None:
    sleutel = vault.nieuwe_sleutel()
    geheim = vault.versleutel(sleutel, b"dossier", "dossier:1")
    assert vault.ontsleutel(sleutel, geheim, "dossier:1") == b"dossier"
    for ander, plaats in ((sleutel, "dossier:2"), (vault.nieuwe_sleutel(), "dossier:1")):
        with pytest.raises(vault.Onleesbaar):
            vault.ontsleutel(ander, geheim, plaats)


# ---------------------------------------------------------------- settings and tables


def test_the_master_key_is_for_its_owner_only(tmp_path: Path) -> None:
    pad = tmp_path / "geheim"
    sleutel = lees_hoofdsleutel(pad, maak=True)
    assert lees_hoofdsleutel(pad, maak=True) == sleutel
    assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    with pytest.raises(Fout, match="ontbreekt"):
        lees_hoofdsleutel(tmp_path / "nergens")
    pad.write_text("kort")
    with pytest.raises(Fout, match="geen hoofdsleutel"):
        lees_hoofdsleutel(pad)


@pytest.mark.parametrize(
    ("omgeving", "woord"),
    [
        ({"TOETSSTEEN_STEEKPROEF": "soms"}, "TOETSSTEEN_STEEKPROEF"),
        ({"TOETSSTEEN_GELIJKTIJDIG": "0"}, "1 of meer"),
        ({"TOETSSTEEN_OIDC_UITGEVER": "https://id.example"}, "alle drie"),
    ],
)
def test_a_wrong_setting_is_told_in_words(omgeving: dict[str, str], woord: str) -> None:
    with pytest.raises(Fout, match=woord):
        lees_instelling(omgeving)


def test_a_wrong_address_of_a_store_is_told_without_its_password() -> None:
    for adres in ("mysql://a:geheim@b/c", "geheim"):
        with pytest.raises(Fout) as fout:
            open_database(adres)
        assert "geheim" not in fout.value.message


@pytest.mark.parametrize("soort", ["sqlite", "postgresql"])
def test_the_migrations_make_the_tables(soort: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store = f"sqlite:///{tmp_path / 'm.db'}"
    if soort == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        store = postgres.database(f"migratie{time.time_ns()}")
    engine = open_database(store)
    werk_bij(engine)
    werk_bij(engine)
    with engine.connect() as verbinding:
        context = MigrationContext.configure(verbinding, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


# ---------------------------------------------------------------- the commands


def toets(*args: str, invoer: str | None = None) -> Result:
    return CliRunner().invoke(cli.toets, list(args), input=invoer)


@pytest.fixture
def hier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOETSSTEEN_STORE", f"sqlite:///{tmp_path / 'c.db'}")
    monkeypatch.setenv("TOETSSTEEN_GEHEIM", str(tmp_path / "geheim"))
    return tmp_path


def test_a_key_is_made_listed_and_revoked(hier: Path) -> None:
    maak = toets(
        "sleutel", "maak", "aadorp", "--naam", "zaaksysteem", "--recht", "toetsen", "--recht", "bewijzen"
    )
    assert maak.exit_code == 0, maak.output
    sleutel = maak.stdout.strip()
    id_ = sleutel.split("_")[1]
    lijst = toets("sleutel", "lijst")
    assert id_ in lijst.stdout
    assert "geldig" in lijst.stdout
    assert sleutel not in lijst.output
    assert toets("sleutel", "trek-in", id_).exit_code == 0
    assert json.loads(toets("sleutel", "lijst", "--uitvoer", "json").stdout)[0]["ingetrokkenOp"]
    weer = toets("sleutel", "trek-in", id_)
    assert weer.exit_code == 2
    assert "geen geldige sleutel" in weer.stderr


@pytest.mark.parametrize(
    ("args", "woord"),
    [
        (["Aa Dorp", "--naam", "x"], "geen naam van een gemeente"),
        (["aadorp", "--naam", "x", "--recht", "alles"], "geen recht"),
    ],
)
def test_a_key_that_cannot_be_made(hier: Path, args: list[str], woord: str) -> None:
    uitslag = toets("sleutel", "maak", *args)
    assert uitslag.exit_code == 2
    assert woord in uitslag.stderr


def test_a_chain_is_written_out_and_looked_over(hier: Path) -> None:
    assert toets("sleutel", "maak", "aadorp", "--naam", "x").exit_code == 0
    archief = Archief(open_database(f"sqlite:///{hier / 'c.db'}"), lees_hoofdsleutel(hier / "geheim"))
    archief.leg_vast([stuk(n) for n in range(3)])
    uit = toets("bewijs", "uitvoer", "aadorp")
    kop = archief.kop("aadorp")[1]
    assert kop in uit.stderr
    bestand = hier / "keten.ndjson"
    bestand.write_text(uit.stdout, encoding="utf-8")
    goed = toets("bewijs", "controleer", str(bestand), "--kop", kop)
    assert (goed.exit_code, goed.stdout.splitlines()[0]) == (0, "De keten van aadorp is heel: 3 stukken.")
    bestand.write_text(uit.stdout.replace('\\"n\\": 1', '\\"n\\": 9'), encoding="utf-8")
    fout = toets("bewijs", "controleer", str(bestand))
    assert fout.exit_code == 1
    assert "nummer 2 is veranderd nadat het is vastgelegd" in fout.stdout
    assert toets("bewijs", "controleer", str(hier / "nergens")).exit_code == 2
    assert toets("bewijs", "uitvoer", "nergensdam").exit_code == 2
    assert "0 dossiers" in toets("bewijs", "ruim-op").stdout


def test_a_store_that_is_away_is_told_without_its_address(
    monkeypatch: pytest.MonkeyPatch, hier: Path
) -> None:
    monkeypatch.setenv("TOETSSTEEN_STORE", "postgresql://u:wachtwoord@127.0.0.1:1/x")
    uitslag = toets("sleutel", "lijst")
    assert uitslag.exit_code == 2
    assert "niet te bereiken" in uitslag.stderr
    assert "wachtwoord" not in uitslag.output
