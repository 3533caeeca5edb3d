"""Whatever happens in a case, in whatever order: it can be remembered, told, and asked again.

Stories are drawn by chance from the commands' own schemas. What is lawful among them happens.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, reduce
from random import Random
from uuid import UUID, uuid5

import pytest

from services.case.child.commands import OpenCase
from services.case.domain import cases
from services.case.events import Event, catalog
from services.case.published import publish
from services.case.slices import CaseCommand
from services.case.state import Stream
from shared.decider import Asked, Beside, Refused, Unknown, Unmet
from shared.sealing import KEY, Binding, Cipher
from tests.case.drawing import COMMANDS, Drawing

STREAM = UUID("0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a0ff")
CIPHER = Cipher.of(bytes(KEY))
STEPS, STORIES = 60, 80  # commands in a story; stories from each beginning
BEGINNINGS = {
    "under Serviceloven": date(2015, 12, 2),
    "across the change of law": date(2023, 12, 1),
    "under Barnets Lov": date(2024, 6, 3),
}


class Story:
    """One story: what happened, and what the rules said to what did not."""

    def __init__(self, seed: int, day: date) -> None:
        self.chance = Random(seed)  # noqa: S311 - a story, not a secret
        self.day = day
        self.ids = [STREAM]
        self.facts: list[Event] = []
        self.state: Stream = None
        self.unmet: list[Unmet] = []
        self.asked: Counter[str] = Counter()
        self._ask(OpenCase(unit="unit-1", opened_on=day, aware_on=day), STREAM, None)
        for step in range(STEPS):
            self.day += timedelta(self.chance.choice((0, 0, 1, 3)))
            self._step(uuid5(STREAM, f"{seed} {step}"))

    def _step(self, new: UUID) -> None:
        """Ask one thing, about each of the things there are until it is about the right one."""
        command = Drawing(self.chance, self.day, self.ids).command(self.chance.choice(COMMANDS))
        for of in self.chance.sample(self.ids, len(self.ids)):
            if self._ask(command, new, of):
                self._ask(command, uuid5(new, "again"), of)  # nothing but an answer or a refusal
                return

    def _ask(self, command: CaseCommand, new: UUID, of: UUID | None) -> bool:
        at = datetime.combine(self.day, time(9), UTC)
        try:
            asked = Asked(command=command, id=new, at=at, by="c-1", of=of)
            found = cases.decide(asked, self.state)
        except Unknown:
            return False
        except Refused as refused:
            self.unmet += refused.unmet
            return True
        facts = [each for each in found if not isinstance(each, Beside)]
        self.state = reduce(cases.evolve, facts, self.state)
        self.facts += facts
        self.ids.append(new)
        self.asked[type(command).__name__] += 1
        return True


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
