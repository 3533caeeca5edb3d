"""Following the child: scores that never mix versions, and what is known by code and day only."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid5

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from services.case.charge.events import CaseClosed
from services.case.following import commands, events
from services.case.following.domain import valued
from services.case.following.instruments import INSTRUMENTS, Instrument
from services.case.following.progression import Progression, progressions
from services.case.following.rules import LISTS
from tests.case.story import CASE, case, opened
from tests.case.telling import publish

NOW = datetime(2017, 12, 1, 9, tzinfo=UTC)
DAY = date(2017, 11, 3)
TOMORROW = date(2017, 12, 2)


def scoring(name: str = "SDQ@1", **scores: int) -> commands.ScoreInstrument:
    return commands.ScoreInstrument(
        instrument=name,
        respondent=INSTRUMENTS[name].respondents[0].code if name in INSTRUMENTS else "child",
        scored_on=DAY,
        scores=[commands.DimensionScore(dimension=each, value=scores[each]) for each in scores],
    )


def scored(name: str, by: str, on: date, **scores: int) -> events.InstrumentScored:
    instrument = INSTRUMENTS[name]
    return events.InstrumentScored(
        id=uuid5(CASE, f"{name} {by} {on}"),
        instrument=name,
        respondent=by,
        scored_on=on,
        scores=tuple(valued(instrument, scores)),
        totals=tuple(valued(instrument, instrument.totalled(scores))),
        words=None,
    )


def absence(**said: object) -> commands.ReportSchoolAbsence:
    usual = {
        "school": "school-at-the-lake",
        "reported_on": DAY,
        "period_from": date(2017, 9, 1),
        "period_to": date(2017, 11, 1),
        "total": 31,
        "unlawful": 18,
    }
    return commands.ReportSchoolAbsence.model_validate({**usual, **said})


def answer(points: int = 4, **said: object) -> commands.AnswerSatisfaction:
    usual = {"respondent": "young_person", "topic": "cooperation", "answered_on": DAY}
    return commands.AnswerSatisfaction.model_validate({**usual, "answer": points, **said})


def education(level: str = "grade_9", status: str = "completed") -> commands.RecordEducationStatus:
    return commands.RecordEducationStatus(level=level, status=status, status_on=DAY)


def charge(offence: str = "property") -> commands.RecordCrimeCharge:
    return commands.RecordCrimeCharge(offence_class=offence, charged_on=DAY, words="A bicycle.")


def use(substance: str = "cannabis", frequency: str = "weekly") -> commands.RecordSubstanceUse:
    return commands.RecordSubstanceUse(substance=substance, frequency=frequency, observed_on=DAY)


def found(*episode: events.InstrumentScored) -> dict[str, Progression]:
    return {each.dimension: each for each in progressions(episode)}


def test_a_score_pins_its_instruments_version_and_publishes_numbers_without_words() -> None:
    asked = scoring(emotional=6, prosocial=7).model_copy(update={"words": "Better at home."})
    fact = case(opened()).when(asked, at=NOW).the(events.InstrumentScored)
    assert (fact.instrument, fact.respondent) == ("SDQ@1", "child")
    assert [(each.dimension, each.value) for each in fact.scores] == [
        ("emotional", 6), ("prosocial", 7),
    ]  # fmt: skip
    assert "Better" not in repr(fact)
    assert "words" not in publish(fact).model_dump()


@pytest.mark.parametrize("version", ["SDQ@2", "NOSUCH@1"])
def test_what_was_scored_is_an_instrument_in_a_version_that_there_is(version: str) -> None:
    case(opened()).when(scoring(version, emotional=6), at=NOW).then_refused("instrument-known")


def test_everything_that_is_wrong_with_a_score_is_said_at_once() -> None:
    wrong = commands.ScoreInstrument(
        instrument="SDQ@1",
        respondent="neighbour",
        scored_on=TOMORROW,
        scores=[
            commands.DimensionScore(dimension=each, value=value)
            for each, value in (("emotional", 11), ("emotional", 2), ("conduct", -1), ("safety", 3))
        ],
    )
    case(opened()).when(wrong, at=NOW).then_refused(
        "not-in-the-future", "respondent-of-the-instrument", "dimension-scored-once",
        "score-within-the-scale", "dimension-of-the-instrument",
    )  # fmt: skip


@st.composite
def a_dimension(draw: st.DrawFn) -> tuple[str, str, int, int]:
    name = draw(st.sampled_from(sorted(INSTRUMENTS)))
    dimension = draw(st.sampled_from(INSTRUMENTS[name].dimensions))
    return name, dimension.code, dimension.minimum, dimension.maximum


@forall(a_dimension(), st.integers(-1000, 1000))
def test_any_score_within_its_scale_is_taken_and_any_other_refused(
    one: tuple[str, str, int, int], value: int
) -> None:
    name, dimension, minimum, maximum = one
    outcome = case(opened()).when(scoring(name, **{dimension: value}), at=NOW)
    if minimum <= value <= maximum:
        assert outcome.the(events.InstrumentScored).scores[0].value == value
    else:
        outcome.then_refused("score-within-the-scale")


def test_a_total_is_computed_when_all_of_it_was_scored_and_prosocial_stands_apart() -> None:
    four = {"emotional": 6, "conduct": 3, "hyperactivity": 8, "peers": 2}
    whole = (
        case(opened())
        .when(scoring("SDQ@1", **four, prosocial=7), at=NOW)
        .the(events.InstrumentScored)
    )
    [total] = whole.totals
    assert (total.dimension, total.value) == ("total_difficulties", 19)
    assert total.direction == "lower_is_better"
    part = case(opened()).when(scoring(emotional=6, prosocial=7), at=NOW)
    assert part.the(events.InstrumentScored).totals == ()


def test_the_well_being_index_is_four_times_the_sum() -> None:
    five = dict.fromkeys(("cheerful", "calm", "active", "rested", "interested"), 3)
    fact = case(opened()).when(scoring("WHO5@1", **five), at=NOW).the(events.InstrumentScored)
    assert [(each.dimension, each.value) for each in fact.totals] == [("index", 60)]


def test_progression_is_the_last_less_the_first_as_the_scale_is_read() -> None:
    first = scored("SDQ@1", "parent", date(2016, 1, 4), emotional=7, prosocial=4, peers=5)
    between = scored("SDQ@1", "parent", date(2016, 4, 4), emotional=9, prosocial=1)
    last = scored("SDQ@1", "parent", date(2016, 7, 4), emotional=3, prosocial=6, peers=5)
    progress = found(last, first, between)
    changes = {code: (each.change, each.trend) for code, each in progress.items()}
    assert changes == {
        "emotional": (-4, "better"), "prosocial": (2, "better"), "peers": (0, "unchanged"),
    }  # fmt: skip


def test_what_was_scored_once_has_no_progression() -> None:
    assert found(scored("SOS@1", "child", DAY, safety=4)) == {}


RESPONDENTS = ("child", "parent", "caseworker")
SCORINGS = st.lists(
    st.builds(
        lambda name, by, day, value: scored(
            name, by, date(2016, 1, day), **{INSTRUMENTS[name].dimensions[0].code: value}
        ),
        st.sampled_from(("FK@draft", "ICS10@1", "SOS@1", "SKALA@1")),
        st.sampled_from(RESPONDENTS),
        st.integers(1, 28),
        st.integers(1, 5),
    ),
    max_size=12,
)


@forall(SCORINGS)
def test_progression_never_mixes_versions_or_respondents(
    episode: Sequence[events.InstrumentScored],
) -> None:
    for each in progressions(episode):
        own = [
            one for one in episode
            if (one.instrument, one.respondent) == (each.instrument, each.respondent)
        ]  # fmt: skip
        days = {one.scored_on for one in own}
        assert len(own) > 1
        assert (each.first.on, each.last.on) == (min(days), max(days))
        assert {each.first.value, each.last.value} <= {one.scores[0].value for one in own}


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=lambda each: each.name)
def test_every_instrument_says_in_both_languages_what_it_scores(instrument: Instrument) -> None:
    dimensions, totals = instrument.dimensions, instrument.totals
    codes = [*(each.code for each in dimensions), *(each.code for each in totals)]
    assert len({*codes}) == len(codes)
    assert instrument.schedule.occasions
    assert all(each.minimum < each.maximum for each in instrument.dimensions)
    assert all(each.da and each.en for each in dimensions)
    assert all(each.da and each.en for each in totals)
    assert all(each.da and each.en for each in instrument.respondents)
    assert all(each.da and each.en for each in (instrument.schedule, instrument))


def test_the_change_compass_is_a_placeholder_and_nothing_else_is() -> None:
    assert [each.name for each in INSTRUMENTS.values() if each.placeholder] == ["FK@draft"]
    assert len(INSTRUMENTS["FK@draft"].dimensions) == len(INSTRUMENTS["ICS10@1"].dimensions) == 10


@pytest.mark.parametrize(
    ("points", "satisfied"), [(1, False), (2, False), (3, False), (4, True), (5, True)]
)
def test_four_and_five_of_five_count_as_satisfied(points: int, satisfied: bool) -> None:  # noqa: FBT001
    fact = case(opened()).when(answer(points), at=NOW).the(events.SatisfactionAnswered)
    assert fact.satisfied is satisfied


@pytest.mark.parametrize("points", [0, 6])
def test_satisfaction_is_answered_on_the_scale(points: int) -> None:
    case(opened()).when(answer(points), at=NOW).then_refused("answer-on-the-scale")


def test_absence_is_told_in_percent_once_the_period_is_over() -> None:
    fact = case(opened()).when(absence(), at=NOW).the(events.SchoolAbsenceReported)
    assert (fact.total, fact.unlawful, fact.illness) == (31, 18, None)
    early = absence(reported_on=date(2017, 10, 31))
    case(opened()).when(early, at=NOW).then_refused("reported-after-the-period")
    case(opened()).when(absence(reported_on=date(2017, 11, 1)), at=NOW).the(
        events.SchoolAbsenceReported
    )
    empty = absence(period_to=date(2017, 9, 1))
    case(opened()).when(empty, at=NOW).then_refused("period-has-days")


def test_the_kinds_of_absence_add_up_to_the_whole() -> None:
    whole = absence(lawful=4, illness=9)
    case(opened()).when(whole, at=NOW).the(events.SchoolAbsenceReported)
    rounded = absence(total=4.2, lawful=1.3, illness=1.4, unlawful=1.4)
    case(opened()).when(rounded, at=NOW).the(events.SchoolAbsenceReported)
    for wrong in (absence(lawful=4, illness=8), absence(unlawful=32)):
        case(opened()).when(wrong, at=NOW).then_refused("absence-kinds-add-up")


def test_a_youth_completes_ninth_grade() -> None:
    fact = case(opened()).when(education(), at=NOW).the(events.EducationStatusRecorded)
    assert (fact.level, fact.status, fact.status_on) == ("grade_9", "completed", DAY)


def test_a_charge_and_the_use_of_substances_leave_as_codes_and_days() -> None:
    charged = case(opened()).when(charge(), at=NOW).the(events.CrimeChargeRecorded)
    assert set(publish(charged).model_dump()) == {"id", "offence_class", "serious", "charged_on"}
    used = case(opened()).when(use(), at=NOW).the(events.SubstanceUseRecorded)
    assert set(publish(used).model_dump()) == {
        "id", "substance", "frequency", "often", "observed_on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("offence", "serious"), [("against_person", True), ("other_serious", True), ("traffic", False)]
)
def test_a_charge_says_whether_its_class_is_serious(offence: str, serious: bool) -> None:  # noqa: FBT001
    fact = case(opened()).when(charge(offence), at=NOW).the(events.CrimeChargeRecorded)
    assert fact.serious is serious


def test_the_frequencies_of_use_are_in_order_from_none_to_daily() -> None:
    often = [
        case(opened()).when(use(frequency=each), at=NOW).the(events.SubstanceUseRecorded).often
        for each in ("none", "rare", "monthly", "weekly", "daily")
    ]
    assert often == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "command",
    [
        answer(topic="weather"), answer(respondent="neighbour"), education(level="grade_11"),
        education(status="asleep"), charge("mischief"), use("sugar"), use(frequency="hourly"),
    ],
)  # fmt: skip
def test_every_code_is_on_the_list_of_the_day(command: commands.FollowingCommand) -> None:
    case(opened()).when(command, at=NOW).then_refused("code-on-the-list")


@pytest.mark.parametrize(
    "command", [scoring(emotional=6), answer(), absence(), education(), charge(), use()]
)
def test_nothing_is_recorded_in_a_closed_case(command: commands.FollowingCommand) -> None:
    closing = CaseClosed(id=CASE, closed_on=date(2017, 11, 30), reason="goals_met")
    case(opened(), closing).when(command, at=NOW).then_refused("case-open")
    case().when(command, at=NOW).then_unknown()


def test_every_code_has_its_words() -> None:
    rows = [row for each in LISTS.values() for row in each.editions[-1].rows.values()]
    assert len(rows) > 30
    assert all(row.da and row.en for row in rows)
    assert {*LISTS["satisfaction_answer"].editions[-1].rows} == {*"12345"}
