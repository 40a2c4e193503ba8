"""The description keeps its word: a tester that reads it finds no crash and no answer that it does not tell.

It makes requests out of the description alone, good ones and bad ones, and sends them through the site's own
WSGI application. Every run takes each address a few times; `make test-long` takes each many times, new ones.
"""

from contextlib import suppress

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as drawn
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks, not_a_server_error

from rxladder.web.api.service import KINDS
from tests.web.addresses import calls
from tests.web.api_calls import Program

# One phase: what fails is short enough as it is, and shrinking takes minutes.
DRAWN = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
# Kinds unlike each other: with parts that hang on them, with checks of their own, with other ids.
TRIED = {"holdings", "facts", "projects", "activities"}
KEPT = ("status_code_conformance", "content_type_conformance", "response_schema_conformance")


@pytest.fixture
def schema(owner, many_people, settings):
    settings.API_CALLS_A_MINUTE = 10**9
    load_all_checks()
    # The test's transaction outlives each request.
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in ends:
        signal.connect(close_old_connections)


def own_ids(owner) -> dict[str, dict]:
    """For each operation that names a record, the owner's own."""
    found = calls(owner.records)
    return {call.operation: {k: str(v) for k, v in resolve(call.url).kwargs.items()} for call in found}


def try_all(schema, owner, examples: int, without=(), **more) -> int:
    """Send so many good and so many bad requests to each operation; how many were sent.

    `without` are kinds that are left out: their addresses are made by the same few lines as all others'.
    Where some are, what is read well is left out, too: `test_api.py` reads every address.
    """
    program, tried, known = Program(owner.person), 0, own_ids(owner)
    checks = [not_a_server_error, *(CHECKS.get_one(name) for name in KEPT)]

    def send(case):
        nonlocal tried
        tried += 1
        case.validate_response(case.call(headers=program.headers), checks=checks)

    for operation in (found.ok() for found in schema.get_all_operations()):
        if operation.definition.raw["tags"][0] in without:
            continue
        ids = known[operation.definition.raw["operationId"]]
        tries = [operation.as_strategy(GenerationMode.NEGATIVE)]
        if not (without and operation.method == "get"):
            tries.append(operation.as_strategy(GenerationMode.POSITIVE, path_parameters=ids))
        for cases in tries:
            with suppress(Unsatisfiable):
                drawn(max_examples=examples, **DRAWN, **more)(given(cases)(send))()
    return tried


def test_a_few_requests_to_each_address(schema, owner):
    without = {kind.name for kind in KINDS} - TRIED
    assert try_all(schema, owner, 1, without) > 100


@pytest.mark.long
def test_many_requests_to_each_address(schema, owner):
    assert try_all(schema, owner, 30, derandomize=False) > 5_000
