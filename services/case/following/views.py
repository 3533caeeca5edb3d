"""How a child fares as clients see it: scores with their words, and how far it has come."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import Field

from services.case.following.events import DimensionScore, InstrumentScored
from services.case.following.instruments import INSTRUMENTS, Instrument
from services.case.following.progression import Progression, Trend, progressions
from services.case.following.rules import LISTS, listed
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
    return FollowingCodes(items=[code_list(name, day) for name in LISTS])


def code_list(name: str, day: date) -> FollowingCodeList:
    rows = listed(name, day).rows.values()
    codes = [Label(code=each.id, da=each.da, en=each.en) for each in rows]
    return FollowingCodeList(name=name, codes=codes)


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
    instrument = INSTRUMENTS[scored.instrument]
    return InstrumentScore.of(
        scored,
        placeholder=instrument.placeholder,
        respondent=respondent(instrument, scored.respondent),
        scores=[value_view(instrument, each) for each in scored.scores],
        totals=[value_view(instrument, each) for each in scored.totals],
    )


def value_view(instrument: Instrument, score: DimensionScore) -> DimensionValue:
    return DimensionValue.of(score, dimension=Label.of(instrument.scale(score.dimension)))


def progression_view(progression: Progression) -> ScoreProgression:
    instrument = INSTRUMENTS[progression.instrument]
    return ScoreProgression.of(
        progression,
        respondent=respondent(instrument, progression.respondent),
        dimension=Label.of(instrument.scale(progression.dimension)),
        first_on=progression.first.on,
        first=progression.first.value,
        last_on=progression.last.on,
        last=progression.last.value,
    )


def respondent(instrument: Instrument, code: str) -> Label:
    """Whoever answered: one that a score has pinned."""
    return next(each for each in instrument.respondents if each.code == code)
