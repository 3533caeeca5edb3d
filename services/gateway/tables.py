"""The read models' tables. Every row is about one case (or notification) and says which.

Each column is written by one feed only, so that it never matters which feed came first. Days are
in Europe/Copenhagen, moments in UTC, and every end is exclusive.
"""

import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

metadata = sa.MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s"})

positions = sa.Table(  # how far each read model has come along each feed
    "positions",
    metadata,
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("feed", sa.Text, primary_key=True),
    sa.Column("reached", sa.BigInteger, nullable=False),
)
heard = sa.Table(  # how far each producer's news includes reactions to its own neighbours
    "heard",
    metadata,
    sa.Column("feed", sa.Text, primary_key=True),
    sa.Column("upstream", sa.Text, primary_key=True),
    sa.Column("reached", sa.BigInteger, nullable=False),
)


def child(name: str, *columns: SchemaItem) -> sa.Table:
    """A table of things in a child's case: their own id, and the stream they belong to."""
    return sa.Table(
        name,
        metadata,
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("stream", sa.Uuid, index=True),
        *columns,
    )


def code(name: str, *, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, index=index)


def day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date)


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True))


access = sa.Table(  # the one row filter reads this and nothing else
    "access",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    sa.Column(
        "case_id", sa.Uuid, index=True
    ),  # its own for a case; a notification's once it has one
    code("kind"),
    code("unit", index=True),
    code("caseworker", index=True),
    code("notifier", index=True),
    code("offered_unit", index=True),  # asked to take the case over, until it has answered
    code("reassessor", index=True),
)
cases = sa.Table(
    "cases",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    day("opened_on"),
    day("aware_on"),
    day("closed_on"),
    code("closing_reason"),
    day("born_on"),
    code("sex"),
    day("network_mapped_on"),
    sa.Column("case_version", sa.BigInteger),
    sa.Column("ladder_version", sa.BigInteger),
    sa.Column("followup_version", sa.BigInteger),
    sa.Column("merged_into", sa.Uuid),
)
people = child(
    "people",
    code("relation"),
    sa.Column("custodian", sa.Boolean),
    code("person_kind"),
    sa.Column("case_id", sa.Uuid),
    day("valid_from"),
    day("valid_to"),
)
statements = child(  # of custody, or of the protection of an address (the child's without a party)
    "statements",
    sa.Column("party_id", sa.Uuid),
    code("about"),
    sa.Column("holds", sa.Boolean),
    day("valid_from"),
    day("valid_to"),
    sa.Column("position", sa.BigInteger),
)
investigations = child(
    "investigations", day("started_on"), day("aware_on"), day("completed_on"), code("conclusion")
)
plans = child(
    "plans",
    code("plan_kind"),
    day("drafted_on"),
    day("approved_on"),
    sa.Column("supersedes", sa.Uuid),
    day("revised_on"),
)
goals = child(
    "goals",
    sa.Column("plan_id", sa.Uuid),
    day("set_on"),
    day("deadline_on"),
    sa.Column("parent_goal_id", sa.Uuid),
    code("status"),
    day("status_on"),
)
instrument_scores = child(
    "instrument_scores",
    code("instrument"),
    code("respondent"),
    day("scored_on"),
    sa.Column("position", sa.BigInteger),
    sa.Column("scores", sa.JSON),
    sa.Column("totals", sa.JSON),
)
decisions = child(
    "decisions",
    day("decided_on"),
    code("regime"),
    code("section"),
    code("kind"),
    code("body"),
    sa.Column("measure_types", sa.ARRAY(sa.Text)),
    sa.Column("expected_months", sa.Integer),
    day("committee_due_on"),
    code("committee_outcome"),
    day("lapses_on"),
    day("consent_withdrawn_on"),
)
measures = child(
    "measures",
    code("measure_type"),
    code("da"),
    code("en"),
    code("definition"),
    code("step"),
    sa.Column("placement", sa.Boolean),
    sa.Column("decision_id", sa.Uuid),
    code("regime"),
    day("started_on"),
    day("planned_end_on"),
    day("ended_on"),
    code("end_reason"),
    day("exit_target_on"),
    code("exit_step"),
    day("return_until_on"),
)
classifications = child(
    "classifications",
    day("classified_on"),
    code("classification"),
    sa.Column("measure_ids", sa.ARRAY(sa.Uuid)),
)
meetings = child(
    "meetings",
    code("meeting_kind"),
    moment("planned_at"),
    day("held_on"),
    sa.Column("private_participants", sa.Integer),
    sa.Column("professional_participants", sa.Integer),
    code("child_part"),
)
follow_ups = child(
    "follow_ups",
    day("held_on"),
    code("outcome"),
    sa.Column("measure_ids", sa.ARRAY(sa.Uuid)),
    sa.Column("child_heard", sa.Boolean),
)
agenda = child(
    "agenda",
    code("rule"),
    day("edition"),
    code("da"),
    code("en"),
    code("source"),
    sa.Column("subject", sa.Uuid),
    code("trigger"),
    day("trigger_on"),
    day("statutory_on"),
    day("local_on"),
    day("due_on"),
    moment("due_at"),
    code("basis"),
    code("adjustment"),
    code("state"),
    day("met_on"),
    code("met_by"),
    sa.Column("late", sa.Boolean),
    day("lapsed_on"),
    code("lapse_reason"),
    moment("overdue_at"),
    sa.Column("satisfied_by", sa.ARRAY(sa.Text)),
    sa.Column("lapses", sa.Boolean),
    sa.Index("agenda_due", "due_on", "id"),
)
timeline = sa.Table(
    "timeline",
    metadata,
    sa.Column("feed", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("stream", sa.Uuid),
    code("kind"),
    day("happened_on"),
    moment("recorded_at"),
    code("correlation"),
    sa.Column("data", sa.JSON),
    sa.Index("timeline_stream", "stream", "happened_on", "recorded_at", "feed", "position"),
)


counselling_contacts = sa.Table(  # no column can hold an identity, and none names another contact
    "counselling_contacts",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    day("held_on"),
    code("kind"),
    code("topic"),
    code("age_band"),
    sa.Column("opens_course", sa.Boolean),
    day("handed_over_on"),
)


def bitemporal(name: str, *columns: SchemaItem) -> sa.Table:
    """Rows of a way as it read from one moment until another, replaced when it reads otherwise."""
    return sa.Table(
        name,
        metadata,
        sa.Column("position", sa.BigInteger, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("stream", sa.Uuid, nullable=False),
        *columns,
        moment("recorded_from"),
        moment("recorded_to"),
        sa.Index(f"{name}_stream", "stream", "recorded_to"),
    )


ladder_periods = bitemporal(
    "ladder_periods",
    code("step"),
    code("da"),
    code("en"),
    sa.Column("order", sa.Float),
    code("band"),
    day("valid_from"),
    day("valid_to"),
    sa.Column("planned_return", sa.Boolean),
)
movements = bitemporal(
    "movements",
    day("moved_on"),
    code("from_step"),
    code("from_da"),
    code("from_en"),
    code("to_step"),
    code("to_da"),
    code("to_en"),
    sa.Column("size", sa.Float),
    code("kind"),
    sa.Column("planned_return", sa.Boolean),
)
notifications = sa.Table(
    "notifications",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    moment("received_at"),
    code("notifier_type"),
    sa.Column("professional", sa.Boolean),
    sa.Column("answerable", sa.Boolean),
    code("section"),
    sa.Column("reasons", sa.ARRAY(sa.Text)),
    sa.Column("unborn", sa.Boolean),
    moment("assessed_at"),
    code("urgency"),
    day("acknowledged_on"),
    day("informed_on"),
    day("dismissed_on"),
    code("dismissal_reason"),
    day("taken_up_on"),
    day("reassessed_on"),
    code("reassessment_outcome"),
)
signals = sa.Table(  # what notifications have in common: a child known again, or a case
    "signals",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    sa.Column("key", sa.Uuid, primary_key=True, index=True),
    sa.Column("gone", sa.Boolean),  # it was of a number recorded wrongly
)
