"""Reports as they were made. They are no read model: what was shown stays as it was shown."""

import sqlalchemy as sa

from services.gateway.tables.columns import metadata

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("reader", sa.Text, nullable=False),  # whose report it is to read
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
    sa.Column("key_hash", sa.LargeBinary, nullable=False, unique=True),  # of sender and key
    sa.Column("content", sa.JSON, nullable=False),
    sa.Index("reports_reader", "reader", "made_at", "id"),
)
