"""How the gateway behaves towards any client, whatever it asks."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from structlog.testing import capture_logs

from shared.problems import KINDS
from tests.gateway.conftest import Alone, Somebody
from tests.gateway.people import Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOBODY = "/v1/cases/00000000-0000-4000-8000-000000000000"
PROMISED = {
    "api-version": "1",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.parametrize(
    "path",
    ["/", "/v1", "/v1/nowhere", "/v1/cases/", "/v1/caseload/", f"{NOBODY}/", "/docs/", "/v2/cases",
     f"{NOBODY}/moves/", "/v1/problems/nothing-like-it", "/docs-files/nothing.js", "/v1//caseload",
     "/v1/cases/%00", "/v1/cases/../../etc", "/v1/%C3%A6", "/feed", "/names", "/dev/nowhere"],
)  # fmt: skip
async def test_where_nothing_is_nothing_is_found_and_nobody_is_sent_elsewhere(
    caseworker: Person, path: str
) -> None:
    answer = await caseworker.ask("GET", path)
    assert answer.status_code in {400, 404}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/caseload", "GET, HEAD, OPTIONS"),
        ("POST", "/v1/agenda", "GET, HEAD, OPTIONS"),
        ("GET", "/v1/cases", "OPTIONS, POST"),
        ("PATCH", NOBODY, "GET, HEAD, OPTIONS"),
        ("POST", f"{NOBODY}/identity", "OPTIONS, PUT"),
        ("PUT", f"{NOBODY}/people", "GET, HEAD, OPTIONS, POST"),
        ("DELETE", f"{NOBODY}/ladder", "GET, HEAD, OPTIONS"),
        ("GET", "/v1/cases/_search", "OPTIONS, POST"),
        ("GET", "/v1/notifications/_batch", "OPTIONS, POST"),
        ("POST", "/livez", "GET, HEAD, OPTIONS"),
        ("DELETE", "/dev/tokens", "OPTIONS, POST"),
        ("POST", "/dev/clock", "DELETE, OPTIONS, PUT"),
        ("TRACE", "/v1/me", "GET, HEAD, OPTIONS"),
        ("MADEUP", "/v1/me", "GET, HEAD, OPTIONS"),
    ],
)
async def test_what_cannot_be_done_is_answered_with_all_that_can(
    caseworker: Person, method: str, path: str, allowed: str
) -> None:
    answer = await caseworker.ask(method, path)
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == allowed
    asked = await caseworker.client.options(path)
    assert (asked.status_code, asked.headers["allow"], asked.content) == (204, allowed, b"")
    assert "content-type" not in asked.headers


async def test_options_where_nothing_is_finds_nothing(caseworker: Person) -> None:
    assert (await caseworker.client.options("/v1/nowhere")).status_code == 404


async def test_head_is_answered_like_get_without_the_body(caseworker: Person) -> None:
    case = await caseworker.case_on_the_ladder()
    at = f"/v1/cases/{case}"
    for path in ("/v1/caseload", at, f"{at}/ladder", "/docs", "/docs-files/swagger-ui.css",
                 "/v1/openapi.json", "/v1/nowhere", NOBODY):  # fmt: skip
        got, head = await caseworker.ask("GET", path), await caseworker.ask("HEAD", path)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert head.headers.get("content-type") == got.headers.get("content-type")
        assert head.headers.get("etag") == got.headers.get("etag")


async def test_a_long_answer_is_compressed_and_a_short_one_is_not(caseworker: Person) -> None:
    long = await caseworker.ask("GET", "/v1/measure-types")
    assert (long.headers["content-encoding"], long.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert long.json()["items"]
    assert "content-encoding" not in (await caseworker.ask("GET", "/v1/me/cases")).headers


async def test_every_answer_says_what_browsers_and_caches_must_know(caseworker: Person) -> None:
    for method, path in (("GET", "/v1/caseload"), ("GET", NOBODY), ("GET", "/v1/nowhere"),
                         ("POST", "/v1/cases"), ("DELETE", "/v1/me")):  # fmt: skip
        answer = await caseworker.ask(method, path)
        assert PROMISED.items() <= dict(answer.headers).items(), path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_the_pages_for_people_load_nothing_from_elsewhere(stack: Standing) -> None:
    for page in ("/docs", "/redoc"):
        answer = await stack.client.get(page)
        assert answer.status_code == 200
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "https://" not in answer.text


async def test_the_pages_for_people_run_no_script_but_ours(stack: Standing) -> None:
    for page, written in (("/docs", 1), ("/redoc", 0)):
        answer = await stack.client.get(page)
        scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
        hashes = [b64encode(sha256(each.encode()).digest()).decode() for each in scripts]
        assert len(hashes) == written
        runs = " ".join(["script-src 'self'", *(f"'sha256-{each}'" for each in hashes)])
        assert runs in answer.headers["content-security-policy"].split("; ")


async def test_who_is_not_known_is_told_how_to_say_who_they_are(stack: Standing) -> None:
    for headers in ({}, {"Authorization": "Bearer nobody"}, {"Authorization": "Basic bm9ib2R5"}):
        for method, path in (("GET", "/v1/me"), ("POST", "/v1/cases"), ("GET", NOBODY)):
            answer = await stack.client.request(method, path, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("da", "da"), ("da-DK,en;q=0.5", "da"), ("en", "en"), ("", "en"), ("fr", "en")],
)
@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", NOBODY, "not-found"),
        ("GET", "/v1/agenda?limit=0", "invalid-input"),
        ("DELETE", "/v1/me", "method-not-allowed"),
        ("GET", "/v1/projections", "forbidden"),
        ("POST", "/v1/cases", "unsupported-media-type"),
    ],
)
async def test_titles_are_in_the_clients_language_and_codes_in_none(
    caseworker: Person, method: str, path: str, code: str, accepted: str, language: str
) -> None:
    answer = await caseworker.ask(method, path, headers={"Accept-Language": accepted})
    problem = answer.json()
    kind = KINDS[code]
    assert (problem["code"], problem["title"]) == (code, kind.da if language == "da" else kind.en)
    assert answer.headers["content-language"] == language


@pytest.mark.parametrize("code", KINDS)
async def test_every_problems_type_is_a_page(stack: Standing, code: str) -> None:
    answer = await stack.client.get(f"/v1/problems/{code}")
    page, kind = answer.json(), KINDS[code]
    assert answer.status_code == 200
    assert page["status"] == kind.status
    assert page["title"] == {"code": code, "da": kind.da, "en": kind.en}


async def test_a_request_keeps_its_id_and_its_trace_through_every_service(
    caseworker: Person,
) -> None:
    case = await caseworker.open_case()
    sent = {"X-Request-ID": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "traceparent": TRACE}
    with capture_logs() as lines:
        answer = await caseworker.ask("GET", f"/v1/cases/{case}/ladder", headers=sent)
    assert answer.headers["x-request-id"] == sent["X-Request-ID"]
    assert answer.headers["traceparent"] == TRACE
    requests = [line for line in lines if line["event"] == "request"]
    told = {(line["service"], line["trace"]) for line in requests}
    assert told == {(service, TRACE.split("-")[1]) for service in ("gateway", "ladder")}
    assert {line["route"] for line in requests} == {
        "/v1/cases/{caseId}/ladder", "/cases/{caseId}/ladder"
    }  # fmt: skip


async def test_facts_carry_the_trace_of_the_request_they_came_with(caseworker: Person) -> None:
    body = {"unit": caseworker.unit, "openedOn": "2024-02-01", "awareOn": "2024-02-01"}
    sent = {"traceparent": TRACE, "Idempotency-Key": "k"}
    case = (await caseworker.ask("POST", "/v1/cases", json=body, headers=sent)).json()["id"]
    opened, *_ = await caseworker.items(f"/v1/cases/{case}/timeline")
    assert opened["correlation"] == TRACE.split("-")[1]


@pytest.mark.parametrize("sent", ["Freja Prøve".encode(), b"short", b"0" * 65, b"x\ty"])
async def test_an_id_that_could_be_a_persons_is_not_carried_on(
    stack: Standing, sent: bytes
) -> None:
    answer = await stack.client.get("/livez", headers={b"X-Request-ID": sent, b"traceparent": sent})
    assert answer.headers["x-request-id"] == answer.headers["traceparent"].split("-")[1]


async def test_only_listed_origins_may_read_answers_in_a_browser(alone: Alone) -> None:
    ours, theirs = "https://indsats.example", "https://elsewhere.example"
    async with alone(cors_origins=(ours,)) as (client, _):
        for origin, allowed in ((ours, ours), (theirs, None)):
            asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            preflight = await client.options("/v1/cases", headers=asked)
            assert preflight.headers.get("access-control-allow-origin") == allowed
            answer = await client.get("/livez", headers={"Origin": origin})
            assert answer.headers.get("access-control-allow-origin") == allowed


async def test_operations_see_health_and_measurements_by_route_and_no_ids(
    stack: Standing, somebody: Somebody
) -> None:
    person = await somebody("caseworker")
    case = await person.open_case()
    await person.get(f"/v1/cases/{case}/ladder")
    ready = (await stack.client.get("/readyz")).json()
    assert ready["ready"]
    assert set(ready["checks"]) == {
        "database",
        "read models",
        "webhooks",
        "follows case",
        "follows ladder",
        "follows followup",
        "follows gateway",
    }
    measured = (await stack.client.get("/metrics")).text
    assert 'route="/v1/cases/{caseId}/ladder"' in measured
    assert case not in measured
    assert person.sub not in measured
