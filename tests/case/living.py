"""Stories of a case drawn by chance: what is lawful happens, and now and then is put right."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from random import Random
from typing import Any
from uuid import UUID, uuid5

from services.case.child.commands import AddPerson, OpenCase, RecordIdentity
from services.case.correction.commands import CorrectRecord
from services.case.correction.kinds import KINDS
from services.case.domain import cases
from services.case.rules import STATUTE
from services.case.state import Case, Stream
from shared.decider import Asked, Beside, Refused, Unknown, Unmet
from tests.case.drawing import COMMANDS, Drawing

STREAM = UUID("0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a0ff")
STEPS = 60  # commands in a story
PUT_RIGHT = 0.15  # how often something that stands is put right instead
BEGINNINGS = {  # soon after the first day of each edition, and shortly before the next
    **{f"under {each.in_force}": each.in_force + timedelta(33) for each in STATUTE.editions},
    **{f"towards {each.in_force}": each.in_force - timedelta(33) for each in STATUTE.editions[1:]},
}


class Story:
    """One story: what happened, and what the rules said to what did not."""

    def __init__(self, seed: int, day: date) -> None:
        self.chance = Random(seed)  # noqa: S311 - a story, not a secret
        self.day = day
        self.ids = [STREAM]
        self.facts: list[Any] = []
        self.state: Stream = None
        self.unmet: list[Unmet] = []
        self.asked: Counter[str] = Counter()
        self._ask(OpenCase(unit="unit-1", opened_on=day, aware_on=day), STREAM, None)
        if seed % 2:  # half of the children are known from the beginning, and who holds custody
            self._known()
        for step in range(STEPS):
            self.day += timedelta(self.chance.choice((0, 0, 1, 3)))
            self._step(uuid5(STREAM, f"{seed} {step}"))

    def _known(self) -> None:
        born = self.day - timedelta(4000)
        girl = RecordIdentity(name="Alma Prøve", born_on=born, sex="female")
        mother = AddPerson(relation="mother", custodian=True, name="Ida Prøve", valid_from=born)
        for number, each in enumerate((girl, mother)):
            self._ask(each, uuid5(STREAM, f"known {number}"), None)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        assert isinstance(self.state, Case)
        return self.state

    @property
    def corrections(self) -> int:
        return self.asked[CorrectRecord.__name__]

    def _step(self, new: UUID) -> None:
        """Ask one thing, about each of the things there are until it is about the right one."""
        if self.chance.random() < PUT_RIGHT:
            self._ask(self._correction(), new, None)
            return
        command = Drawing(self.chance, self.day, self.ids).command(self.chance.choice(COMMANDS))
        for of in self.chance.sample(self.ids, len(self.ids)):
            if self._ask(command, new, of):
                self._ask(command, uuid5(new, "again"), of)  # nothing but an answer or a refusal
                return

    def _correction(self) -> CorrectRecord:
        """Something that stands said otherwise, as it might have been, or taken back."""
        standing = [each for each in self.case.said if type(each).__name__ in KINDS]
        wrong = self.chance.choice(standing)
        kind = type(wrong).__name__
        retracted = kind != "CaseOpened" and self.chance.random() < 0.5
        drawing = Drawing(self.chance, self.day, self.ids)
        return CorrectRecord.model_construct(
            record_kind=kind,  # type: ignore[arg-type]
            record_id=wrong.id,
            corrected_on=self.day,
            reason="It was otherwise.",
            retracted=retracted,
            instead=None if retracted else drawing.command(KINDS[kind].command),
        )

    def _ask(self, command: Any, new: UUID, of: UUID | None) -> bool:  # noqa: ANN401 - any command
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
