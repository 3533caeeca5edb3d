"""The matrix of rights, with every operation of the committed document."""

import json

from deploy.contracts import MERGED
from services.gateway.rights import Rights
from shared.identity import Role


def read() -> Rights:
    """What `rights.toml` says of every operation clients are promised, but of those open to all."""
    rights = Rights.read()
    for path, methods in json.loads(MERGED.read_text(encoding="utf-8"))["paths"].items():
        for method, described in methods.items():
            for required in described["security"]:
                [scopes] = required.values()
                scope = scopes[0] if scopes else None
                rights.admit(method.upper(), path, described["operationId"], scope)
    return rights


RIGHTS = read()


def may(role: Role, method: str, path: str) -> bool:
    """Whether a role has the right to an operation, by its path in the document."""
    entry = RIGHTS.entries[method, path]
    return entry.about.may(role, write=entry.writes)
