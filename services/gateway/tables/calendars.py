"""Links by which calendars are read: whose, what is in them, and until when. No token is kept."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, metadata, moment

calendar_links = sa.Table(
    "calendar_links",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
    sa.Column("body_hash", sa.LargeBinary, nullable=False),  # what was asked under a key
    code("kind"),
    sa.Column("sub", sa.Text, nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    code("unit"),
    sa.Column("case_id", sa.Uuid),
    code("language"),
    moment("made_at"),
    day("expires_on"),  # the first day without it
    moment("revoked_at"),
)
