"""What the read models' tables are made of.

Days are in Europe/Copenhagen, moments in UTC, and every end is exclusive.
"""

import sqlalchemy as sa
from sqlalchemy.schema import SchemaItem

metadata = sa.MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s"})
RECORDED_FROM, RECORDED_TO = "recorded_from", "recorded_to"
VERSIONED_BY = "versioned_by"  # the one feed whose news a versioned table is written from


def code(name: str, *, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, index=index)


def day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date)


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True))


def versioned(
    name: str, feed: str, *columns: SchemaItem, key: str = "id", then: tuple[str, ...] = ()
) -> sa.Table:
    """A table of things as they read from one moment until another; now, when that has no end.

    It is written from one feed alone, so that the versions come out alike however news of
    different feeds is interleaved. `stream` is the case that a thing belongs to, if to any. Where
    figures ask each case for some of its things, `then` says by what: its index answers them, and
    PostgreSQL does not look through another index of all cases for every one of them.
    """
    about = [] if key == "stream" else [sa.Column("stream", sa.Uuid)]
    return sa.Table(
        name,
        metadata,
        sa.Column(key, sa.Uuid, primary_key=True),
        sa.Column(RECORDED_FROM, sa.DateTime(timezone=True), primary_key=True),
        sa.Column(RECORDED_TO, sa.DateTime(timezone=True)),
        *about,
        *columns,
        sa.Index(f"{name}_now", key, unique=True, postgresql_where=sa.text("recorded_to IS NULL")),
        *(() if key == "stream" else (sa.Index(f"{name}_stream", "stream", RECORDED_TO, *then),)),
        info={VERSIONED_BY: feed},
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
        moment(RECORDED_FROM),
        moment(RECORDED_TO),
        sa.Index(f"{name}_stream", "stream", RECORDED_TO),
    )
