"""What each role may ask for. Which children it may ask about is the row filter's matter."""

from collections.abc import Mapping
from typing import get_args

from shared.identity import Role

READS = frozenset({"case.read", "ladder.read", "followup.read", "prevention.read"})
WRITES = frozenset(
    {"notification.write", "case.write", "ladder.write", "followup.write", "prevention.write"}
)

SCOPES: Mapping[Role, frozenset[str]] = {
    "caseworker": READS | WRITES | {"address.read", "provision.write"},
    "leader": READS
    | {
        "notification.write",
        "case.assign",
        "prevention.write",
        "address.read",
        "provision.write",
    },
    "notifier": frozenset({"notification.write"}),
    "system": frozenset({"notification.write"}),
    "operator": frozenset({"operations.read", "operations.write"}),
    "provider": frozenset(),
    "young-person": frozenset(),
    "custodian": frozenset(),
    "analyst": frozenset(),
}
ROLES: frozenset[str] = frozenset(get_args(Role))
