"""The roles that a caller can have. What each may do is data: `rights.toml`."""

from typing import get_args

from shared.identity import Role

ROLES: frozenset[str] = frozenset(get_args(Role))
YOUNG_APPELLANT = "young-person-12"
"""A child old enough to appeal, and not yet to be a party (SEL § 167)."""
COLUMNS = ROLES | {YOUNG_APPELLANT}
"""The columns of the matrix: the roles, and what a role is at another age."""
