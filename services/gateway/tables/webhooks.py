"""Who has subscribed to events, and what is to be brought to them. Secrets are sealed."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, metadata, moment

webhook_subscriptions = sa.Table(
    "webhook_subscriptions",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("sub", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    code("unit"),
    sa.Column("scopes", sa.ARRAY(sa.Text), nullable=False),  # with which the feed is read for it
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("types", sa.ARRAY(sa.Text)),  # none: every type
    sa.Column("body_hash", sa.LargeBinary, nullable=False),  # what was asked under a key
    sa.Column("master", sa.Text, nullable=False),  # the key under which the secret is sealed
    sa.Column("secret", sa.LargeBinary, nullable=False),
    code("before_master"),
    sa.Column("before_secret", sa.LargeBinary),  # the one before, as long as it is good too
    moment("before_until"),
    sa.Column("rotated_by", sa.LargeBinary),  # the hash of the key that made the secret
    sa.Column("reached", sa.BigInteger, nullable=False),  # the number of the last event looked at
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    moment("ended_at"),
    code("ended_because"),
    sa.Index("webhook_subscriptions_sub", "sub", "made_at", "id"),
)
OPEN = sa.text("state IN ('waiting', 'parked')")
webhook_deliveries = sa.Table(  # one for each event that is to be brought to a subscriber
    "webhook_deliveries",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),  # the webhook-id, the same at every attempt
    sa.Column(
        "subscription_id",
        sa.Uuid,
        sa.ForeignKey("webhook_subscriptions.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("number", sa.BigInteger, nullable=False),  # of the event
    sa.Column("stream", sa.Uuid, nullable=False),
    sa.Column("about", sa.Uuid, nullable=False),  # the case within which the order is kept
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    moment("due_at"),  # none while an earlier one of the case is not through
    moment("claimed_until"),  # by the database's clock
    sa.Column("attempts", sa.Integer, nullable=False),
    moment("tried_at"),
    sa.Column("status", sa.Integer),
    code("fault"),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    moment("done_at"),
    sa.Index("webhook_deliveries_number", "subscription_id", "number", unique=True),
    sa.Index(
        "webhook_deliveries_due",
        "subscription_id",
        "due_at",
        "number",
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
    sa.Index(
        "webhook_deliveries_open", "subscription_id", "about", "number", postgresql_where=OPEN
    ),
    sa.Index("webhook_deliveries_done", "done_at"),
)
