"""Deliveries to Statistics Denmark as they were made, without whom they were about."""

import sqlalchemy as sa

from services.gateway.tables.columns import metadata, moment

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sub", sa.Text, nullable=False),  # who delivers; each goes on from its own last
    sa.Column("survey", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),  # its place among the sender's of the survey
    sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
    moment("since"),  # the moment of the delivery before
    sa.Column("key_hash", sa.LargeBinary, nullable=False, unique=True),  # of sender and key
    sa.Column("content", sa.JSON, nullable=False),
    sa.Index("deliveries_sub", "sub", "survey", "number", unique=True),
)
