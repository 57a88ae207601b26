"""The description of the API: valid, as the NLgov API Design Rules ask, and true of what the service does.

The rules of the official linter that a description can break are held here one by one, under their own
names; where
the linter itself is at hand (Spectral, and a copy of its ruleset) it can be run on what `/v1/openapi.json`
gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import CHECKS, load_all_checks

from tests.http.conftest import Dienst

load_all_checks()


@pytest.fixture(scope="module")
def document(dienst: Dienst) -> dict[str, Any]:
    antwoord = httpx.get(f"http://127.0.0.1:{dienst.poort}/v1/openapi.json")
    assert antwoord.headers["access-control-allow-origin"] == "*"
    inhoud: dict[str, Any] = antwoord.json()
    return inhoud


def operaties(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for pad, item in document["paths"].items():
        for methode, operatie in item.items():
            yield pad, methode, operatie


def antwoorden(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for _, _, operatie in operaties(document):
        yield from operatie["responses"].items()


def eigenschappen(ding: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(ding, dict):
        for naam, waarde in ding.items():
            if naam == "properties" and isinstance(waarde, dict):
                yield from waarde.items()
            yield from eigenschappen(waarde)
    elif isinstance(ding, list):
        for waarde in ding:
            yield from eigenschappen(waarde)


def test_it_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.")


def test_nlgov_version_and_contact(document: dict[str, Any]) -> None:
    info = document["info"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"])
    assert set(info["contact"]) >= {"name", "email", "url"}
    assert all(re.search(r"/v\d", s["url"]) for s in document["servers"])


def test_nlgov_paths(document: dict[str, Any]) -> None:
    vorm = re.compile(r"(/|(/_[a-z0-9]+|/(([a-z0-9\-]+|\{[^}]+\})(/([a-z0-9\-.]+|\{[^}]+\}))*)(/_[a-z]+)?))")
    for pad, methode, _ in operaties(document):
        assert not pad.endswith("/")
        assert pad == "/openapi.json" or vorm.fullmatch(pad), pad
        assert methode in {"get", "post", "put", "patch", "delete"}


def test_nlgov_query_keys_and_schema_names(document: dict[str, Any]) -> None:
    for _, _, operatie in operaties(document):
        for p in operatie.get("parameters", []):
            if p["in"] == "query":
                assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", p["name"])
    for naam in document["components"]["schemas"]:
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", naam)


def test_nlgov_version_header_and_problems(document: dict[str, Any]) -> None:
    fouten = goed = 0
    for status, antwoord in antwoorden(document):
        if status[0] in "23":
            goed += 1
            assert "API-Version" in antwoord["headers"]
        else:
            fouten += 1
            ref = antwoord["content"]["application/problem+json"]["schema"]["$ref"].rsplit("/", 1)[1]
            assert set(document["components"]["schemas"][ref]["properties"]) >= {"status", "title", "detail"}
    assert goed > 10
    assert fouten > 50


def test_nlgov_invalid_input_is_400(document: dict[str, Any]) -> None:
    for _, methode, operatie in operaties(document):
        if methode != "get" or operatie.get("parameters"):
            assert "400" in operatie["responses"]
            assert "422" not in operatie["responses"]


def test_nlgov_dates(document: dict[str, Any]) -> None:
    for naam, schema in eigenschappen(document):
        if naam in ("date", "datum") or re.search(r"(\w+D|_[dD])(ate|atum)", naam):
            assert schema.get("format") == "date", naam
        assert schema.get("format") not in ("date-time-local", "time")


def test_every_operation_has_an_id_a_summary_and_a_text(document: dict[str, Any]) -> None:
    ids = [o["operationId"] for _, _, o in operaties(document)]
    assert len(ids) == len(set(ids))
    assert all(o["summary"] and o["description"] for _, _, o in operaties(document))


_NIET = {
    # A dossier can be refused for how its parts hang together: no schema can say that.
    "positive_data_acceptance",
    # A dossier that is not kept is not there, though its check is.
    "ensure_resource_availability",
}


def test_the_service_does_as_it_says(dienst: Dienst, document: dict[str, Any]) -> None:
    """Made-up requests on every operation: no answer that is not described, and never a fault of our own."""
    # The schema of a dossier is large, and what becomes of a dossier is tried elsewhere.
    klein = {**document, "components": {**document["components"]}}
    klein["components"]["schemas"] = {**klein["components"]["schemas"], "Dossier": {"type": "object"}}
    schema = schemathesis.openapi.from_dict(klein)
    schema.config.update(base_url=f"http://127.0.0.1:{dienst.poort}/v1")
    gezien = 0
    checks = [CHECKS.get_one(n) for n in CHECKS.get_all_names() if n not in _NIET]
    for resultaat in schema.get_all_operations():
        operatie = resultaat.ok()
        if operatie.label.endswith("/_bulk"):
            continue
        gezien += 1

        @settings(
            max_examples=8,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def probeer(case: schemathesis.Case) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {dienst.sleutel}"}, checks=checks)

        test = operatie.as_strategy()
        _draai(probeer, test)
    assert gezien >= 11


def _draai(probeer: Any, strategie: Any) -> None:
    from hypothesis import given

    given(case=strategie)(probeer)()
