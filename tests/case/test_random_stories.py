"""Whatever happens in a case, in whatever order: it can be remembered, told, and asked again.

Stories are drawn by chance from the commands' own schemas, begun under every edition of the law and
across every change of it. What is lawful among them happens, and some of it is put right later.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache, reduce
from pathlib import Path
from types import FrameType
from typing import Any
from uuid import UUID

import pytest

from services.case import rules
from services.case.correction.kinds import KINDS, OTHERS
from services.case.domain import TELLING, cases
from services.case.events import Event, catalog
from services.case.measure.events import MeasureEvent
from services.case.published import publish
from services.case.rules import STATUTE
from services.case.state import Stream
from shared import editions
from shared.decider import Asked
from shared.sealing import KEY, Binding, Cipher
from tests.case.drawing import COMMANDS
from tests.case.living import BEGINNINGS, STREAM, Story

CIPHER = Cipher.of(bytes(KEY))
STORIES = 28  # from each beginning
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
LAW = {Path(rules.__file__).name, Path(editions.__file__).name}
ELSEWHERE = {  # what names a stream, or a thing of a neighbour's
    "case_id", "notification_id", "survivor",
}  # fmt: skip


@cache
def stories(beginning: str) -> tuple[Story, ...]:
    return tuple(Story(seed, BEGINNINGS[beginning]) for seed in range(STORIES))


@pytest.fixture(params=BEGINNINGS)
def lived(request: pytest.FixtureRequest) -> tuple[Story, ...]:
    """Given the stories of one beginning."""
    return stories(request.param)


def remembered(facts: list[Event]) -> Stream:
    """What a stream remembers of facts, from the beginning."""
    return reduce(cases.evolve, facts, cases.initial)


def written(stream: Stream) -> str:
    """What can be seen of a stream: sealed words not, and a moment however UTC is spelt."""
    return repr(stream).replace("TzInfo(0)", repr(UTC))


def stored(facts: list[Event]) -> Iterator[tuple[str, dict[str, object], Binding]]:
    """Facts as the log keeps them: sealed, each bound to its place."""
    for fact in facts:
        name = catalog.name(fact)
        binding = Binding(STREAM, name, CIPHER)
        yield name, catalog.dump(fact, binding), binding


def test_a_history_is_remembered_the_same_however_often(lived: tuple[Story, ...]) -> None:
    assert [each for each in lived if remembered(each.facts) != each.state] == []


def consulted(remembering: Callable[[], object]) -> set[str]:
    """Which parts of the law are read while something is done."""
    found: set[str] = set()

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and Path(frame.f_code.co_filename).name in LAW:
            found.add(frame.f_code.co_qualname)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        remembering()
    finally:
        sys.setprofile(before)
    return found


def test_a_history_is_remembered_the_same_under_every_edition(lived: tuple[Story, ...]) -> None:
    """Remembering reads no law: whichever edition is in force, and whatever comes after it."""
    for story in lived:
        assert consulted(lambda told=story.facts: remembered(told)) == set()  # type: ignore[misc]
    assert "Editions.nearest" in consulted(lambda: rules.in_force(NOW.date()))


def test_a_history_can_be_judged_again_under_every_edition(lived: tuple[Story, ...]) -> None:
    """What was lawful on its day may not be on another; whoever asks is told so, and no more."""
    for story in lived:
        asked = Asked(command=None, id=STREAM, at=NOW, by="c-1")
        found = [*TELLING.refused(enumerate(story.case.said), asked)]
        assert all(rule for _, rule in found)
        for edition in STATUTE.editions:
            known = {*edition.rows} | {"unknown", "measure-on-its-decision"}
            words = {rule for _, rule in found} & known
            assert all(edition[each].da for each in words - {"unknown", "measure-on-its-decision"})


def named(fact: Any) -> Iterator[UUID]:  # noqa: ANN401 - any fact
    """The things of the case that a fact names."""
    for field in fact.__dataclass_fields__:
        value = getattr(fact, field)
        if field == "id" or field in ELSEWHERE or field == "notifications":
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, UUID):
                yield each


def completes(fact: Any) -> bool:  # noqa: ANN401
    """Whether a fact is told of a thing that is there, by that thing's own id."""
    kind = KINDS.get(type(fact).__name__) or OTHERS.get(type(fact).__name__)
    return kind is not None and kind.of(fact) == fact.id and type(fact).__name__ != "CaseOpened"


def test_nothing_that_stands_names_what_does_not(lived: tuple[Story, ...]) -> None:
    """Whatever was corrected or taken back: no fact has lost what it is about."""
    for story in lived:
        there: set[UUID] = set()
        for fact in story.case.said:
            if isinstance(fact, MeasureEvent):
                continue
            assert {*named(fact)} <= there, fact
            assert not completes(fact) or fact.id in there, fact
            there.add(fact.id)


def test_days_that_must_follow_one_another_still_do(lived: tuple[Story, ...]) -> None:
    for story in lived:
        case = story.case
        assert case.aware_on <= case.opened_on
        spans = [
            *((each.aware_on, each.started_on) for each in case.investigations),
            *((each.started_on, each.completed_on) for each in case.investigations),
            *((each.started_on, each.completed_on) for each in case.targeted_assessments),
            *((each.drafted_on, each.approved_on) for each in case.plans),
            *((each.given_on, each.withdrawn_on) for each in case.consents),
            *((each.decided_on, each.considered_on) for each in case.decisions),
            *((each.lodged_on, each.reconsidered_on) for each in case.appeals),
            *((each.received_on, each.withdrawn_on) for each in case.applications),
            *((each.valid_from, each.ended_on) for each in case.logins),
            *((each.raised_on, each.concluded_on) for each in case.panel_items),
            *((each.reported_on, each.notified_on) for each in case.transfers),
        ]
        assert [(a, b) for a, b in spans if b is not None and b < a] == []


def test_a_history_is_read_back_from_the_log_as_it_was_written(lived: tuple[Story, ...]) -> None:
    for story in lived:
        kept = list(stored(story.facts))
        read: list[Event] = [catalog.load(*each) for each in kept]
        again = reduce(cases.evolve, read, cases.initial)
        rewritten = [catalog.dump(fact, each[2]) for fact, each in zip(read, kept, strict=True)]
        assert rewritten == [data for _, data, _ in kept]
        assert again == reduce(cases.evolve, [catalog.load(*each) for each in kept], cases.initial)
        assert type(again) is type(story.state)
        assert written(again) == written(story.state)


def test_a_history_without_its_key_is_still_remembered(lived: tuple[Story, ...]) -> None:
    for story in lived:
        erased = [
            catalog.load(name, data, Binding(STREAM, name)) for name, data, _ in stored(story.facts)
        ]
        assert written(reduce(cases.evolve, erased, cases.initial)) == written(story.state)


def test_every_fact_can_be_told_to_neighbours(lived: tuple[Story, ...]) -> None:
    for story in lived:
        for fact in story.facts:
            news = publish(fact)
            told = news.model_dump_json() if news else ""
            assert "Sealed" not in told
            assert "sealed" not in told


def test_who_is_refused_is_told_why_in_both_languages(lived: tuple[Story, ...]) -> None:
    unmet = {each for story in lived for each in story.unmet}
    assert len(unmet) > 20
    assert [each for each in unmet if not (each.da and each.en and each.source)] == []


def test_much_of_what_can_happen_does_happen(lived: tuple[Story, ...]) -> None:
    happened = sum((story.asked for story in lived), Counter[str]())
    assert happened.total() > 10 * STORIES
    assert len(happened) > len(COMMANDS) / 2, {e.__name__ for e in COMMANDS} - {*happened}
    assert sum(story.corrections for story in lived) > STORIES


def test_there_are_hundreds_of_stories_begun_under_every_edition_and_in_both_regimes() -> None:
    days = [*BEGINNINGS.values()]
    assert len(days) * STORIES > 300
    assert {STATUTE.nearest(each).in_force for each in days} == {
        each.in_force for each in STATUTE.editions
    }
    assert min(days) < date(2024, 1, 1) < max(days)
