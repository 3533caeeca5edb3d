"""What follow-up tells, in the versions in which it was known."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, metadata, moment, versioned

meetings = versioned(
    "meetings",
    "followup",
    code("meeting_kind"),
    moment("planned_at"),
    moment("ends_at"),
    code("place"),
    sa.Column("sequence", sa.Integer),
    sa.Column("obligation_ids", sa.ARRAY(sa.Uuid)),
    day("cancelled_on"),
    day("held_on"),
    sa.Column("private_participants", sa.Integer),
    sa.Column("professional_participants", sa.Integer),
    code("child_part"),
    sa.Column("fulfils_review", sa.Boolean),
    sa.Column("measure_ids", sa.ARRAY(sa.Uuid)),
    sa.Index("meetings_held", "held_on"),
    then=("held_on",),
)
follow_ups = versioned(
    "follow_ups",
    "followup",
    day("held_on"),
    code("outcome"),
    sa.Column("measure_ids", sa.ARRAY(sa.Uuid)),
    sa.Column("child_heard", sa.Boolean),
    sa.Index("follow_ups_held", "held_on"),
)
agenda = versioned(
    "agenda",
    "followup",
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
    code("falls_on"),
    day("deferred_to"),
    moment("escalated_at"),
    sa.Column("satisfied_by", sa.ARRAY(sa.Text)),
    sa.Column("lapses", sa.Boolean),
    sa.Index("agenda_met", "met_on"),
    sa.Index("agenda_statutory", "statutory_on"),
    sa.Index("agenda_local", "local_on"),
    code("unit"),  # it is with now, in every version: `charges` says which
    sa.Index("agenda_due", "due_on", "id", postgresql_where=sa.text("recorded_to IS NULL")),
    sa.Index(
        "agenda_open",
        "due_on",
        "id",
        postgresql_where=sa.text("recorded_to IS NULL AND state = 'open'"),
    ),
    sa.Index(
        "agenda_in_unit", "unit", "due_on", "id", postgresql_where=sa.text("recorded_to IS NULL")
    ),
    sa.Index(
        "agenda_open_in_unit",
        "unit",
        "due_on",
        "id",
        postgresql_where=sa.text("recorded_to IS NULL AND state = 'open'"),
    ),
)
charges = sa.Table(  # which unit a case is with now, or what is no case: as `access` has it
    "charges",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    sa.Column("case_id", sa.Uuid),
    code("unit"),
    sa.Column(
        "about", sa.Uuid, sa.Computed("coalesce(case_id, stream)", persisted=True), index=True
    ),
)
