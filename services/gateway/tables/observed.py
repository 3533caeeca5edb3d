"""What has been seen of children, or was held about them: one row each, to be counted.

`kind` is the stored name of the fact, without its service. What the other columns hold differs by
kind and is said in `read_models/observed.py`. No words, and no names.
"""

import sqlalchemy as sa

from services.gateway.tables.columns import code, day, versioned


def observed(name: str, feed: str) -> sa.Table:
    """A table of such rows, written from one feed."""
    return versioned(
        name,
        feed,
        code("kind"),
        day("observed_on"),
        day("until_on"),
        code("code"),
        code("standing"),
        sa.Column("number", sa.Float),
        sa.Column("second", sa.Float),
        sa.Column("flag", sa.Boolean),
        sa.Column("about", sa.Uuid),
        sa.Index(f"{name}_on", "kind", "observed_on"),
        then=("kind", "observed_on"),
    )


observations = observed("observations", "case")
attentions = observed("attentions", "followup")
adjustments = observed("adjustments", "ladder")
