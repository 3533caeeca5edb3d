"""Who has what to do with a case, a notification, or what comes before them: as it is now."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, metadata

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
