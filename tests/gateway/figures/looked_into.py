"""A child is looked into, heard, decided about and planned for, and it is seen how it fares."""

from datetime import date, timedelta
from uuid import UUID

from shared.contracts import Published, case, following
from tests.gateway.figures.life import Life
from tests.gateway.figures.telling import LAST
from tests.gateway.figures.terms import owed, settled

SUBSTANCES = ("cannabis", "alcohol")
LEVELS = ("grade_9", "upper_secondary", "vocational")
STATUSES = ("enrolled", "completed", "interrupted", "not_enrolled")


def investigated(life: Life) -> None:
    """Up to three investigations, one after another, each with its term of four months."""
    chance, telling = life.telling.chance, life.telling
    day = life.opened_on
    for _ in range(chance.randint(0, 3)):
        began = case.InvestigationStarted(
            id=telling.id(), started_on=day, aware_on=day, regime=case.regime_on(day)
        )
        told = life.record("case", day, began)
        term = owed(life, "D06", began.id, day + timedelta(days=122), told)
        consulted(life, began, told)
        done_on = day + timedelta(days=chance.choice((0, *range(20, 180, 20))))
        if done_on > LAST:
            return
        done = case.InvestigationCompleted(id=began.id, completed_on=done_on, conclusion="support")
        recorded = life.record("case", done_on, done, told)
        settled(life, term, done_on, recorded)
        life.mend(done, "completed_on", recorded)
        day = done_on + timedelta(days=chance.choice((0, 0, 0, 200)))


def consulted(life: Life, began: case.InvestigationStarted, told: date) -> None:
    if life.telling.often(0.6):
        on = began.started_on + timedelta(days=5)
        held = case.ProfessionalConsultationHeld(
            id=life.telling.id(), investigation_id=began.id, held_on=on, participants=3,
            provision=None,
        )  # fmt: skip
        life.mend(held, "held_on", life.record("case", on, held, told))


def heard(life: Life) -> None:
    """Conversations with the child, or reasons to hold none."""
    chance, telling = life.telling.chance, life.telling
    for _ in range(chance.randint(1, 4)):
        on = life.some_day()
        said: Published = case.ChildConversationHeld(
            id=telling.id(), held_on=on, purpose=chance.choice(("decision", "investigation"))
        )
        name = "held_on"
        if telling.often(0.3):
            said = case.ChildConversationWaived(id=telling.id(), waived_on=on, reason="age")
            name = "waived_on"
        life.mend(said, name, life.record("case", on, said))


def mapped(life: Life) -> None:
    """The network is mapped, again or never; each may have been another day, or not at all."""
    for _ in range(life.telling.chance.randint(0, 3)):
        on = life.some_day(until=life.opened_on + timedelta(days=300))
        news = case.NetworkMapped(id=life.telling.id(), mapped_on=on, kin_available=True)
        life.mend(news, "mapped_on", life.record("case", on, news))


def decided(life: Life, on: date, measure_type: str) -> UUID:
    """A decision is made, and recorded as late as anything."""
    made = case.DecisionMade(
        id=life.telling.id(), decided_on=on, regime=case.regime_on(on), section="52(3)7",
        kind="grant", body="leader", measure_types=(measure_type,), expected_months=12,
        edition=date(2024, 1, 1) if on.year >= 2024 else date(2011, 1, 1),
    )  # fmt: skip
    life.mend(made, "decided_on", life.record("case", on, made), retract=False)
    return made.id


def planned(life: Life) -> None:
    for _ in range(life.telling.chance.randint(0, 2)):
        on = life.some_day()
        draft = case.PlanDrafted(id=life.telling.id(), plan_kind="child_plan", drafted_on=on)
        told = life.record("case", on, draft)
        then = on + timedelta(days=life.telling.chance.randint(0, 40))
        approved = case.PlanApproved(id=draft.id, plan_kind="child_plan", approved_on=then)
        gone = life.mend(approved, "approved_on", life.record("case", then, approved, told))
        if gone:
            life.mend(draft, "drafted_on", gone)


def fares(life: Life) -> None:
    """School, education, crime, substances, satisfaction and scores, recorded and put right."""
    for _ in range(life.telling.chance.randint(4, 12)):
        said, name = seen(life, life.some_day())
        life.mend(said, name, life.record("case", getattr(said, name), said))


def scored_while(life: Life, since: date, until: date) -> None:
    """Scored every so often while something lasts, by one respondent mostly."""
    day = since + timedelta(days=life.telling.chance.randint(0, 30))
    while day < min(until, LAST):
        news = scored(life, day)
        life.mend(news, "scored_on", life.record("case", day, news))
        day += timedelta(days=life.telling.chance.randint(60, 150))


def seen(life: Life, on: date) -> tuple[Published, str]:
    chance, id_ = life.telling.chance, life.telling.id()
    match chance.randint(0, 6):
        case 0:
            return following.SchoolAbsenceReported(
                id=id_, school="school-1", reported_on=on, period_from=on,
                period_to=on + timedelta(days=30), total=chance.choice((4.0, 10.0, 22.5)),
                lawful=1.0, illness=None, unlawful=chance.choice((None, 0.0, 2.5)),
            ), "period_from"  # fmt: skip
        case 1 | 2:
            return following.EducationStatusRecorded(
                id=id_, level=chance.choice(LEVELS), status=chance.choice(STATUSES), status_on=on
            ), "status_on"
        case 3:
            return following.CrimeChargeRecorded(
                id=id_, offence_class="theft", serious=chance.random() < 0.6, charged_on=on
            ), "charged_on"
        case 4:
            return following.SubstanceUseRecorded(
                id=id_, substance=chance.choice(SUBSTANCES), frequency="weekly",
                often=chance.randint(0, 3), observed_on=on,
            ), "observed_on"  # fmt: skip
        case 5:
            return following.SatisfactionAnswered(
                id=id_, respondent="child", topic="cooperation", answered_on=on, answer=4,
                satisfied=chance.random() < 0.7,
            ), "answered_on"  # fmt: skip
        case _:
            return scored(life, on), "scored_on"


def scored(life: Life, on: date) -> following.InstrumentScored:
    chance = life.telling.chance
    instrument, totals = chance.choice((
        ("WHO5@1", (("index", "higher_is_better"),)),
        ("SDQ@1", (("total_difficulties", "lower_is_better"), ("prosocial", "higher_is_better"))),
        ("SDQ@2", (("total_difficulties", "lower_is_better"),)),
    ))  # fmt: skip
    return following.InstrumentScored(
        id=life.telling.id(), instrument=instrument, respondent=chance.choice(("child", "parent")),
        scored_on=on, scores=(),
        totals=tuple(
            following.DimensionScore.model_validate(
                {"dimension": name, "value": chance.choice((40, 48, 50, 52, 60)), "direction": way}
            )
            for name, way in totals
        ),
    )  # fmt: skip
