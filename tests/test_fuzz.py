"""Requests of every shape that the service describes, and of many that it does not: no 5xx.

CASEBOOK_FUZZED says how many are tried in all; `make soak` tries 10,000.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.api.app import rest
from assistant.api.gate import Keys
from assistant.service.local import LocalService
from assistant.settings import Settings
from index import Case
from index.home import Home

ROUTES, MODES = 18, 2
EACH = max(4, int(os.environ.get("CASEBOOK_FUZZED", "0")) // (ROUTES * MODES - 1) + 1)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
HERE = {"Host": "127.0.0.1"}
turn = count()


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "charge.md").write_text("Tobias Crane faces up to twelve years in prison.")
    home = Home.open(tmp_path_factory.mktemp("home"))
    Case.open("crane", home=home).add(folder)
    with LocalService(home, Settings()) as service:
        app = rest(service, Keys("own"))
        yield schemathesis.openapi.from_asgi("/openapi.json", app, headers=HERE)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_makes_the_service_fail(described: Any, mode: GenerationMode) -> None:
    routes = [found.ok() for found in described.get_all_operations()]
    for route in routes:
        if mode is GenerationMode.POSITIVE or route.body or route.query:
            _tried(route.as_strategy(generation_mode=mode))()


def _tried(requests: SearchStrategy[Any]) -> Any:
    @given(requests)
    @settings(max_examples=EACH, suppress_health_check=list(HealthCheck))
    def sent(request: Any) -> None:
        if request.method in ("GET", "POST") and next(turn) % 2:
            _aim(request)
        _keep_off_the_disk(request.body)
        token = {"Authorization": "Bearer own"} if next(turn) % 3 else {}
        request.call_and_validate(headers=HERE | token, checks=CHECKS)

    return sent


def _aim(case: Any) -> None:
    """Ask what is there: most names that are made up are in no case."""
    if isinstance(case.path_parameters, dict) and "case" in case.path_parameters:
        case.path_parameters["case"] = "crane"
    if isinstance(case.query, dict) and "document" in case.query:
        case.query["document"] = "charge.md"
    if isinstance(case.body, dict) and isinstance(case.body.get("model"), str):
        case.body["model"] = "crane"


def _keep_off_the_disk(body: Any) -> None:
    """A path that is made up may be the root of the disk, which would be read whole."""
    if isinstance(body, dict) and isinstance(body.get("paths"), list):
        body["paths"] = [f"/nowhere{p}" if isinstance(p, str) else p for p in body["paths"]]
