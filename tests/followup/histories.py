"""Random histories of a child, as the neighbours' feeds tell them and as follow-up records more."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from services.followup.domain import FollowUpCommand
from services.followup.events import FollowUpEvent
from services.followup.obligation.commands import NoticePassed
from services.followup.owed.deriving import derive
from services.followup.policy import whenever
from services.followup.reading import Reading
from services.followup.state import State
from shared.contracts import FeedItem, Published, case, charge, ladder, record
from tests.decider import Given
from tests.decider import given as stream
from tests.followup.stories import CASE, DECIDER

EVER = datetime(2031, 1, 1, 11, tzinfo=UTC)  # when everything has been told
FIRST, LAST = date(2022, 6, 1), date(2026, 3, 1)
Stream = Given[FollowUpCommand, State, FollowUpEvent]
News = tuple[str, Published]  # of a feed
Standing = dict[UUID, tuple[object, object]]

days = st.dates(FIRST, LAST)
regimes = st.sampled_from(["SEL", "BL"])
numbers = st.integers(0, 3)


def named(kind: str, number: int) -> UUID:
    return uuid5(CASE, f"{kind} {number}")


def measure(number: int) -> UUID:
    return named("measure", number)


def begins(number: int, on: date, **more: Any) -> ladder.MeasureStarted:  # noqa: ANN401
    placed = number % 2 == 1
    told = {
        "id": measure(number), "move_id": named("move", on.toordinal()),
        "measure_type": "kinship_care" if placed else "family_treatment", "da": "", "en": "",
        "definition": "default@1", "step": "T4" if placed else "T3", "order": 4 if placed else 3,
        "band": "prevention", "placement": placed, "decision_id": named("decision", number),
        "regime": "BL" if on.year > 2023 else "SEL", "started_on": on,
        "planned_end_on": on + timedelta(days=700),
    }  # fmt: skip
    return ladder.MeasureStarted.model_validate({**told, **more})


def decides(number: int, on: date, regime: str) -> case.DecisionMade:
    return case.DecisionMade.model_validate(
        {
            "id": named("decision", number), "decided_on": on, "regime": regime, "section": "32",
            "kind": "grant", "body": "authority", "expected_months": 6, "edition": on,
            "measure_types": ("family_treatment", "kinship_care"),
        }
    )  # fmt: skip


def investigates(number: int, on: date) -> case.InvestigationStarted:
    return case.InvestigationStarted(
        id=named("investigation", number), started_on=on, aware_on=on,
        regime="BL" if on.year > 2023 else "SEL",
    )  # fmt: skip


of_case = st.one_of(
    st.builds(decides, numbers, days, regimes),
    st.builds(investigates, numbers, days),
    st.builds(
        lambda number, on: case.InvestigationCompleted(
            id=named("investigation", number), completed_on=on, conclusion="no_measure"
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on: case.TargetedAssessmentStarted(
            id=named("assessment", number), started_on=on, matters=("school",)
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on: case.TargetedAssessmentCompleted(
            id=named("assessment", number), completed_on=on
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on: case.PlanApproved(
            id=named("plan", number), plan_kind="childs_plan", approved_on=on
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on: record.AccessRequestReceived(
            id=named("request", number), received_on=on, by="custodian"
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on, types: case.ConsentWithdrawn(
            id=named("consent", number), withdrawn_on=on, measure_types=types
        ),
        numbers,
        days,
        st.sampled_from([("family_treatment",), ("kinship_care",)]),
    ),
    st.builds(lambda on: case.ChildIdentified(born_on=on.replace(day=1), sex="female"),
              st.dates(date(2005, 1, 1), date(2016, 1, 1))),
    st.builds(
        lambda on, reason: charge.CaseClosed(closed_on=on, reason=reason),
        st.dates(date(2026, 1, 1), LAST),
        st.sampled_from(["goals_met", "moved_municipality"]),
    ),
    st.builds(lambda on: charge.CaseReopened(reopened_on=on, notifications=()), days),
)  # fmt: skip
of_ladder = st.one_of(
    st.builds(begins, numbers, days),
    st.builds(
        lambda number, on: ladder.MeasureEnded(
            id=measure(number), move_id=named("move", on.toordinal()), ended_on=on, reason="other"
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on: ladder.SiteChanged(
            id=named("site", on.toordinal()), measure_id=measure(number), changed_on=on,
            planned=True,
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on: ladder.MeasureContinued(
            id=named("continued", on.toordinal()), measure_id=measure(number), continued_on=on
        ),
        numbers,
        days,
    ),
    st.builds(
        lambda number, on: ladder.MeasureRetracted(id=measure(number), retracted_on=on),
        numbers,
        days,
    ),
)  # fmt: skip


def opening(on: date = date(2022, 1, 3)) -> case.CaseOpened:
    return case.CaseOpened(
        opened_on=on, aware_on=on, unit="unit-1", caseworker="caseworker-1", notifications=()
    )


def histories(longest: int = 8) -> st.SearchStrategy[tuple[list[Published], list[Published]]]:
    """What the case service told and what the ladder told, each in its order."""
    return st.tuples(
        st.lists(of_case, max_size=longest).map(lambda news: [opening(), *news]),
        st.lists(of_ladder, max_size=longest).map(lambda news: [begins(0, FIRST), *news]),
    )


def merged(told: tuple[list[Published], list[Published]], turns: Sequence[bool]) -> list[News]:
    """One of the orders in which two feeds can be heard; each keeps its own."""
    of_each = iter(told[0]), iter(told[1])
    order = [*turns, *(True for _ in told[0]), *(False for _ in told[1])]
    heard = (
        (("case", "ladder")[not from_case], next(of_each[not from_case], None))
        for from_case in order
    )
    return [(feed, news) for feed, news in heard if news is not None]


def item(news: Published, position: int = 1) -> FeedItem:
    return FeedItem(
        position=position, stream=CASE, version=position, recorded_at=EVER, correlation="trace",
        kind=type(news).__name__, data=news.model_dump(mode="json", by_alias=True),
    )  # fmt: skip


def beginning() -> Stream:
    return stream(DECIDER)


def hears(now: Stream, feed: str, news: Published) -> Stream:
    """The stream once it has heard a piece of news."""
    note = whenever(feed, item(news))
    return now.when(note, at=EVER).after if note else now


def lived(heard: Sequence[News]) -> Stream:
    return reduce(lambda now, news: hears(now, *news), heard, beginning())


def after_each(heard: Sequence[News]) -> Iterator[Stream]:
    now = beginning()
    for news in heard:
        now = hears(now, *news)
        yield now


def passed(now: Stream, at: datetime = EVER) -> Stream:
    """The stream once the clock has been at a moment, and all that follows from it is recorded."""
    while True:
        notice = NoticePassed(obligations=tuple(now.state.obligations))
        outcome = now.when(notice, at=at)
        if not outcome.facts:
            return now
        now = outcome.after


def derived(now: Stream, at: datetime | None = None) -> Standing:
    """What is owed, as the whole of it is derived at once from all that is known (by a moment)."""
    owed = derive(now.state, Reading(), at)
    return {each.id: (each.due, each.outcome) for each in owed.values()}


def recorded(now: Stream) -> Standing:
    """What is owed as recorded step by step; what rests on nothing any more is left out."""
    return {
        each.id: (each.due, each.outcome)
        for each in now.state.obligations.values()
        if getattr(each.outcome, "reason", "") != "no_longer_applies"
    }
