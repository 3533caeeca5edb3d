"""What every service's HTTP surface has in common."""

from shared.http.commands import add_commands
from shared.http.handling import Desk
from shared.http.queries import (
    AsOf,
    CallerDep,
    CaseId,
    ValidAt,
    add_record,
    add_records,
    opened,
    reads,
    with_version,
)
from shared.http.route import Route
from shared.http.service import add_routes, create_service

__all__ = [
    "AsOf",
    "CallerDep",
    "CaseId",
    "Desk",
    "Route",
    "ValidAt",
    "add_commands",
    "add_record",
    "add_records",
    "add_routes",
    "create_service",
    "opened",
    "reads",
    "with_version",
]
