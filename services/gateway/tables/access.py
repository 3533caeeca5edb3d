"""Who has what to do with a case, a notification, or what comes before them: as it is now."""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, metadata, moment

access = sa.Table(  # what the row filter decides on, by the relations of `about`
    "access",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),
    sa.Column(
        "case_id", sa.Uuid, index=True
    ),  # its own for a case; a notification's once it has one
    code("kind"),
    code("unit"),
    code("caseworker"),
    # whose relations decide: the case's, or its own while it is nobody's case
    sa.Column(
        "about", sa.Uuid, sa.Computed("coalesce(case_id, stream)", persisted=True), index=True
    ),
)
relations = sa.Table(  # who stands in which relation to what; the row filter reads this
    "relations",
    metadata,
    sa.Column("stream", sa.Uuid, primary_key=True),  # the case, or what is nobody's case yet
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("of", sa.Uuid, primary_key=True),  # what it follows from: the stream, a login, …
    code("holder"),  # `kind:identifier` of whoever stands in it
    sa.Column("party_id", sa.Uuid),  # the person of the case, none for the child
    sa.Column("measure_id", sa.Uuid),  # what a provider carries out
    sa.Column("holds", sa.Boolean),  # for what is stated: custody, confidentiality
    sa.Column("named", sa.ARRAY(sa.Text)),  # whom a confidential case is open to
    day("valid_from"),  # without one: from the beginning
    day("valid_to"),  # the first day without it
    moment("ends_at"),  # for what is counted in hours
    sa.Column("position", sa.BigInteger),  # what is said last of a day holds
    sa.Index("ix_relations_holder", "holder", "stream"),
    sa.Index(
        "ix_relations_confidential", "stream", "position",
        postgresql_where=sa.text("kind = 'confidentiality'"),
    ),
)  # fmt: skip
