"""What clients were promised: the committed documents are current, whole, and in both languages."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from deploy.contracts import MERGED, documents
from services.case.charge.commands import ClosingReason
from services.case.child.commands import Relation
from services.case.counselling.events import AgeBand, CounsellingKind, Topic
from services.case.decision.commands import Body, DecisionKind
from services.case.investigation.commands import Conclusion
from services.case.notification.commands import NotifierType
from services.case.notification.events import DismissalReason, Urgency
from services.case.plan.commands import GoalStatus, PlanKind
from services.case.provisional_decision.commands import ConsiderationOutcome
from services.case.purposes import PURPOSES
from services.case.reassessment.events import ReassessmentOutcome
from services.followup.meeting.commands import ChildPart, MeetingKind
from services.followup.review.commands import FollowUpOutcome
from services.gateway.emergency.events import Finding
from services.gateway.exports.commands import EXPORT
from services.gateway.indicators.definition import Direction, GoalKind, Statistic, Unit, Usual
from services.gateway.indicators.references import Of
from services.gateway.jobs.performing import BATCH
from services.gateway.labels import label, labels
from services.gateway.looking import Outcome
from services.gateway.operations import operations, published_documents
from services.gateway.queries.agenda import Basis, State
from services.gateway.queries.dashboard import for_leaders, tiles
from services.gateway.queries.inbox import State as InboxState
from services.gateway.queries.job_views import State as JobState
from services.gateway.queries.me import STANDINGS
from services.gateway.queries.ways import AGES, UNKNOWN
from services.gateway.read_models.events import TOLD_HERE
from services.gateway.read_models.timeline import UNTOLD
from services.gateway.roles import ROLES
from services.gateway.statistics.changes import Change
from services.gateway.statistics.codes import codes
from services.gateway.statistics.records import Survey
from services.gateway.untold.tables import SMALL
from services.gateway.webhooks.deliveries import State as DeliveryState
from services.gateway.webhooks.sending import Fault
from services.gateway.webhooks.subscriptions import Because
from services.intervention_ladder.definitions import Band
from services.intervention_ladder.move.commands import EndReason
from services.intervention_ladder.parallel.commands import Classification
from shared.contracts import case, followup, ladder, override
from tests.rights import RIGHTS
from tests.stack import Standing

CODES: Mapping[str, tuple[str, ...]] = {
    "regime": get_args(case.Regime),
    "sex": get_args(case.Sex),
    "basis": get_args(followup.Due.model_fields["basis"].annotation),
    "no_working_day": get_args(followup.NoWorkingDay),
    "movement": get_args(ladder.Movement.model_fields["kind"].annotation),
    "state": get_args(State),
    "band": (*get_args(Band), "assessment"),
    "child_age": (*(code for code, _ in AGES), UNKNOWN),
    "flow": ("arrival", "departure", *get_args(ladder.Movement.model_fields["kind"].annotation)),
    "purpose": tuple(str(each) for each in PURPOSES.editions[-1].rows),
    "plan_kind": get_args(PlanKind),
    "goal_status": get_args(GoalStatus),
    "meeting_kind": get_args(MeetingKind),
    "outcome": get_args(FollowUpOutcome),
    "classification": get_args(Classification),
    "relation": (*get_args(Relation), "child"),
    "person_kind": get_args(case.PersonKind),
    "conclusion": get_args(Conclusion),
    "decision_kind": get_args(DecisionKind),
    "body": get_args(Body),
    "committee_outcome": get_args(ConsiderationOutcome),
    "child_part": get_args(ChildPart),
    "notification_state": get_args(InboxState),
    "notifier_type": get_args(NotifierType),
    "urgency": get_args(Urgency),
    "dismissal_reason": get_args(DismissalReason),
    "reassessment_outcome": get_args(ReassessmentOutcome),
    "end_reason": get_args(EndReason),
    "counselling_kind": get_args(CounsellingKind),
    "counselling_topic": get_args(Topic),
    "age_band": get_args(AgeBand),
    "closing_reason": (*get_args(ClosingReason), "merged"),
    "standing": tuple(STANDINGS),
    "look_up": get_args(Outcome),
    "finding": get_args(Finding),
    "statistic": get_args(Statistic),
    "survey": get_args(Survey),
    "statistics_change": get_args(Change),
    "statistics_record": ("measure", *codes().event),
    "figure_unit": get_args(Unit),
    "direction": get_args(Direction),
    "period": get_args(Usual),
    "goal": get_args(GoalKind),
    "reference": get_args(Of),
    "withheld": (SMALL,),
    "job_kind": (BATCH, EXPORT),
    "job_state": get_args(JobState),
    "webhook_delivery": get_args(DeliveryState),
    "webhook_end": get_args(Because),
    "webhook_fault": get_args(Fault),
    "tile": tuple(each.code for each in (*tiles(date.max - timedelta(days=9)), *for_leaders())),
    "kind": tuple(
        ({*case.KINDS, *ladder.KINDS, *followup.KINDS, *override.KINDS} - UNTOLD) | TOLD_HERE
    ),
}
OPEN_TO_ALL = {"readProblem", "readCalendar"}  # the one is for everyone, the other a secret link


@pytest.mark.parametrize("listed", CODES)
def test_every_code_that_can_be_shown_has_words_in_both_languages(listed: str) -> None:
    assert set(labels()[listed]) == set(CODES[listed])
    for code in CODES[listed]:
        shown = label(listed, code)
        assert shown.da
        assert shown.en
        assert code == "BL" or shown.en != code


def test_every_list_of_labels_is_of_codes_that_exist() -> None:
    assert set(labels()) == {*CODES, "phase"}
    assert get_args(Basis) == CODES["basis"]


def test_a_code_that_a_newer_service_uses_stands_for_itself() -> None:
    assert label("outcome", "wait").da == "wait"


def test_the_committed_documents_are_what_the_code_says() -> None:
    for file, content in documents():
        assert file.read_text(encoding="utf-8") == content, f"{file.name}: run `make contracts`"


@pytest.mark.asyncio(loop_scope="session")
async def test_clients_read_the_committed_document(stack: Standing) -> None:
    answer = await stack.client.get("/v1/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    assert document["paths"].keys() == read()["paths"].keys()
    assert not [path for path in document["paths"] if not path.startswith("/v1/")]


def read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(MERGED.read_text(encoding="utf-8"))
    return found


def described() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in read()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_every_operation_has_an_id_of_its_own() -> None:
    ids = [operation["operationId"] for _, _, operation in described()]
    assert len(ids) == len({*ids})
    assert all(re.fullmatch(r"[a-z][A-Za-z]+", each) for each in ids)


def test_every_operation_says_what_it_takes_to_be_allowed_and_somebody_is() -> None:
    given = frozenset[str]().union(*(RIGHTS.scopes(each) for each in ROLES))
    for _, path, operation in described():
        if operation["operationId"] in OPEN_TO_ALL:
            assert operation["security"] == []
            continue
        [[scopes]] = [required.values() for required in operation["security"]]
        assert given.issuperset(scopes), path
        assert {"401", "403"} <= operation["responses"].keys(), path


def test_every_body_has_a_schema_that_refuses_what_it_does_not_know() -> None:
    schemas = read()["components"]["schemas"]
    for method, path, operation in described():
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]["application/json"]
            schema = schemas[content["schema"]["$ref"].rpartition("/")[2]]
            assert schema["additionalProperties"] is False, path
            assert schema["description"], path
        else:
            assert method in {"get", "post"}, path


def test_every_field_of_every_command_is_bounded() -> None:
    """A string has a length, a list a number of items."""
    for name, schema in read()["components"]["schemas"].items():
        for field, described_field in schema.get("properties", {}).items():
            for part in (described_field, *described_field.get("anyOf", ())):
                if part.get("type") == "array":
                    assert "maxItems" in part, f"{name}.{field}"
                if part.get("type") == "string" and not {"format", "enum", "const"} & part.keys():
                    assert "maxLength" in part, f"{name}.{field}"


def test_every_operation_of_a_service_is_reached_through_the_gateway() -> None:
    paths = read()["paths"]
    for service, document in published_documents().items():
        for operation in operations(service, document):
            assert operation.method.lower() in paths[f"/v1{operation.path}"]
            assert operation.service == service


def test_problems_are_declared_as_problems() -> None:
    for _, path, operation in described():
        for status, response in operation["responses"].items():
            if status >= "400":
                assert [*response["content"]] == ["application/problem+json"], f"{path} {status}"
