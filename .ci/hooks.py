"""What a stranger needs to know to get past the door: real ids, fresh keys, current versions.

Without these every command would stop at 404, 412 or 422, and nothing behind would be tried. The
ids are those of one girl's story (S06), lived before the stranger comes.
"""

import os
from contextlib import suppress
from http import HTTPStatus
from uuid import uuid4

import schemathesis
from schemathesis.generation.meta import TestPhase
from things import things_of

from deploy.demo.client import Gateway, Gone
from deploy.demo.story import live
from tests.gateway.everything import every

PERIOD = {"from": "2016-01-01", "to": "2016-04-01"}  # it ends after it began
NAMES = {"name": "default@1", "code": "refused"}

gateway = Gateway(os.environ["INDSATS_URL"])  # noqa: TID251 - no service, no settings
girl = live(gateway, print)
gateway.at(None)
CONTACT = {
    "heldOn": "2014-02-03", "unit": "unit-1", "kind": "family", "topic": "parenting",
    "ageBand": "3-5", "opensCourse": True,
}  # fmt: skip
PROVISION = {
    "kind": "early_support", "name": "Huset", "provider": "house-1", "capacity": 8,
    "openedOn": "2015-01-01", "measureTypes": ["open_counselling"],
}  # fmt: skip
OPENED = {
    "caseId": girl.case,
    "notificationId": girl.notification,
    "contactId": gateway.open("/v1/counselling-contacts", CONTACT),
    "provisionId": gateway.open("/v1/provisions", PROVISION),
}
BODIES = {(way.method, way.path): way.body for way in every(asks=False) if way.body}
things, made = things_of(gateway, girl), set[str]()


@schemathesis.hook
def before_call(_context: object, case: schemathesis.Case, **_kwargs: object) -> None:
    """Put real things in the place of invented ones, in requests that are meant to be valid."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    parts = case.path_parameters or {}
    for name in parts:
        if parts[name] not in made:  # a link says which
            parts[name] = real(name, case.path) or parts[name]
    if case.meta.phase.name is TestPhase.STATEFUL and (case.method, case.path) in BODIES:
        case.body = {**BODIES[case.method, case.path]}  # nothing follows what is refused
    headers = case.headers or {}
    headers.pop("Consistency-Token", None)
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = str(uuid4())
    if "If-Match" in headers:
        with suppress(Gone):  # of what is not there, or not theirs to see, there is no version
            headers["If-Match"] = gateway.version(case.formatted_path)
    headers.pop("Last-Event-ID", None)
    if headers.get("If-None-Match") == "*":  # whatever is there is known: 304, as it must be
        headers.pop("If-None-Match")
    if case.query:
        for name in ("cursor", "after"):  # they are as they were handed out
            case.query.pop(name, None)
        if {"from", "to"} <= case.query.keys():
            case.query |= PERIOD
    if case.path == "/v1/exports" and isinstance(case.body, dict):  # a sheet that there is
        case.body |= {"sheet": "measures"} | (PERIOD if {"from", "to"} & case.body.keys() else {})
    if case.path == "/v1/calendars" and isinstance(case.body, dict):
        case.body |= {"kind": "case", "caseId": girl.case}  # of a case, or of none


@schemathesis.hook
def after_call(_context: object, _case: schemathesis.Case, response: schemathesis.Response) -> None:
    """Remember what was made: who follows a link asks for this, and for nothing else."""
    if response.status_code == HTTPStatus.CREATED:
        made.add(response.json()["id"])


def real(name: str, path: str) -> str | None:
    """A real thing for a placeholder of a path."""
    if name in OPENED:
        return OPENED[name]
    if name in NAMES:
        return NAMES[name] if path.startswith(("/v1/ladder-definitions", "/v1/problems")) else None
    _, _, _, _, *noun = path.split("/")
    return things.get(noun[0]) if noun else None
