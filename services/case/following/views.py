"""How a child fares as clients see it: scores with their words, and how far it has come."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import Field

from services.case.following.events import InstrumentScored
from services.case.following.instruments import INSTRUMENTS, Instrument
from services.case.following.progression import Progression, Trend, progressions, scales, totals
from services.case.following.rules import ANSWERS, LISTS
from shared.editions import Row
from shared.views import Label, View


class Instruments(View):
    items: list[Instrument] = Field(max_length=200)


class FollowingCodeList(View):
    """The codes of one list, as it is on a day."""

    name: str = Field(max_length=64, examples=["offence_class"])
    codes: list[Label] = Field(max_length=1000)


class FollowingCodes(View):
    items: list[FollowingCodeList] = Field(max_length=100)


class DimensionValue(View):
    """What a dimension was scored, or a total comes to."""

    dimension: Label
    value: int


class InstrumentScore(View):
    """One scoring of an instrument. `placeholder`: its dimensions are not the real ones yet."""

    id: UUID
    instrument: str = Field(max_length=41, examples=["SDQ@1"])
    placeholder: bool
    respondent: Label
    scored_on: date
    scores: list[DimensionValue] = Field(max_length=100)
    totals: list[DimensionValue] = Field(max_length=20)


class ScoreProgression(View):
    """From the first score to the last of one version by one respondent; `change` as scored."""

    instrument: str = Field(max_length=41, examples=["SDQ@1"])
    respondent: Label
    dimension: Label
    first_on: date
    first: int
    last_on: date
    last: int
    change: int
    trend: Trend = Field(description="As the scale is read: on some of them less is better.")


class InstrumentScores(View):
    """The scores of an episode, by day, and how far the child has come in it."""

    case_id: UUID
    version: int
    items: list[InstrumentScore] = Field(max_length=10_000)
    progressions: list[ScoreProgression] = Field(max_length=10_000)


def codes_view(day: date) -> FollowingCodes:
    """Every list as it is on a day."""
    lists = {name: [*listed.nearest(day).rows.values()] for name, listed in LISTS.items()}
    answers = [*ANSWERS.nearest(day).rows.values()]
    return FollowingCodes(
        items=[
            *(code_list(name, rows) for name, rows in lists.items()),
            code_list("satisfaction_answer", answers),
        ]
    )


def code_list(name: str, rows: Sequence[Row]) -> FollowingCodeList:
    return FollowingCodeList(
        name=name, codes=[Label(code=each.id, da=each.da, en=each.en) for each in rows]
    )


def scores_view(
    case_id: UUID, version: int, episode: Sequence[InstrumentScored]
) -> InstrumentScores:
    ordered = sorted(episode, key=lambda each: each.scored_on)
    return InstrumentScores(
        case_id=case_id,
        version=version,
        items=[score_view(each) for each in ordered],
        progressions=[progression_view(each) for each in progressions(ordered)],
    )


def score_view(scored: InstrumentScored) -> InstrumentScore:
    called = {each.code: Label.of(each) for each in scales(scored.instrument)}
    return InstrumentScore.of(
        scored,
        placeholder=INSTRUMENTS[scored.instrument].placeholder,
        respondent=respondent(scored.instrument, scored.respondent),
        scores=[
            DimensionValue(dimension=called[each.dimension], value=each.value)
            for each in scored.scores
        ],
        totals=[
            DimensionValue(dimension=called[code], value=value)
            for code, value in totals(scored).items()
        ],
    )


def progression_view(progression: Progression) -> ScoreProgression:
    return ScoreProgression.of(
        progression,
        respondent=respondent(progression.instrument, progression.respondent),
        dimension=Label.of(progression.of),
        first_on=progression.first.on,
        first=progression.first.value,
        last_on=progression.last.on,
        last=progression.last.value,
    )


def respondent(instrument: str, code: str) -> Label:
    found = INSTRUMENTS[instrument].respondent(code)
    return found or Label(code=code, da=code, en=code)
