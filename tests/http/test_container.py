"""The container file and the compose file, looked over: there may be no engine here to run them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from service.settings import lees_instelling
from service.store.database import open_database
from tests.http.conftest import WORTEL

BESTAND = (WORTEL / "Containerfile").read_text(encoding="utf-8")
ZINNEN = re.sub(r"\\\n\s*", " ", BESTAND).splitlines()


@pytest.fixture
def compose() -> dict[str, Any]:
    inhoud: dict[str, Any] = yaml.safe_load((WORTEL / "compose.yaml").read_text(encoding="utf-8"))
    return inhoud


def test_the_container_is_small_and_not_root() -> None:
    stappen = [z.split()[0] for z in ZINNEN if z and z[0].isupper()]
    assert stappen.count("FROM") == 2
    tweede = ZINNEN[max(n for n, z in enumerate(ZINNEN) if z.startswith("FROM")) :]
    assert [z for z in tweede if z.startswith("USER")] == ["USER 10001"]
    assert not any("apt-get" in z or " gcc" in z for z in tweede)
    assert any(z.startswith("HEALTHCHECK") for z in tweede)
    assert all(re.search(r":\d[\w.-]+", z) for z in ZINNEN if z.startswith("FROM"))
    assert all("--require-hashes" in deel for z in ZINNEN for deel in z.split("&&") if " pip install" in deel)


def test_what_is_copied_is_there_and_let_through() -> None:
    door = (WORTEL / ".dockerignore").read_text().splitlines()
    for z in ZINNEN:
        if z.startswith("COPY") and "--from" not in z:
            map_ = z.split()[1].rstrip("/")
            assert (WORTEL / map_).is_dir()
            assert f"!{map_}" in door


def test_compose_keeps_secrets_out_and_the_root_read_only(compose: dict[str, Any]) -> None:
    dienst = compose["services"]["dienst"]
    assert dienst["read_only"] is True
    assert dienst["cap_drop"] == ["ALL"]
    assert dienst["ports"] == ["127.0.0.1:8000:8000"]
    for naam, deel in compose["services"].items():
        assert set(deel["secrets"]) <= set(compose["secrets"]), naam
        for sleutel, waarde in deel["environment"].items():
            assert "PASSWORD" not in sleutel or waarde.startswith("/run/secrets/")
    instelling = lees_instelling(dienst["environment"])
    url = open_database(instelling.store).url
    assert (url.host, url.password, url.query["passfile"]) == ("opslag", None, "/run/secrets/pgpass")
    assert (WORTEL / dienst["build"]["dockerfile"]).is_file()
