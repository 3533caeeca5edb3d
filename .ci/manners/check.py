"""Look at every answer as redbot does; fail on any complaint that is not answered here.

Reads what `addresses.py` writes. Needs redbot, and nothing of this project.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from configparser import ConfigParser
from typing import Any

import thor
from httplint.note import Note, levels
from redbot.resource import HttpResource

AT_ONCE = 4
LONG = 1024  # bytes that are worth compressing
COMPLAINTS = {levels.BAD, levels.WARN}
ALLOWED = {
    # TLS ends in the proxy before the gateway; what comes over plain HTTP browsers pass over.
    "HSTS_OVER_HTTP": r"/",
    # Styles alone: what draws these pages sets them on each element (scripts are named by hash).
    "CSP_UNSAFE_INLINE": r"/docs$|/redoc$|/v1/reports/[^/]+/page$",
    # Where a job is: RFC 9110 says what to do with a Location for other statuses than 202 alone.
    "LOCATION_UNDEFINED": r"/v1/exports$|/v1/[^/]+/_batch$",
    # To ask is to be written down there, so that the next answer is another.
    "INM_FULL": r"/v1/read-log$",
    # The server says when it was asked, and a busy machine takes its seconds.
    "DATE_INCORRECT": r"/",
}
CONFIG = ConfigParser()
CONFIG.read_dict({"redbot": {"enable_local_access": "True"}})


class Looking:
    """Some addresses at a time, until all have been looked at."""

    def __init__(self, origin: str, addresses: list[dict[str, Any]]) -> None:
        self.origin = origin
        self.addresses = addresses
        self.waiting = [*reversed(addresses)]
        self.left = len(addresses)
        self.complaints: dict[str, list[str]] = defaultdict(list)

    def all(self) -> None:
        for _ in range(min(AT_ONCE, self.left)):
            self.one()
        thor.run()

    def one(self) -> None:
        if not self.waiting:
            return
        said = self.waiting.pop()
        body = json.dumps(said["body"]).encode() if "body" in said else b""
        resource = HttpResource(CONFIG["redbot"], active_checks_enabled=said["method"] == "GET")
        headers = [*said["headers"].items()]
        resource.set_request(self.origin + said["path"], said["method"], headers, body)

        def done() -> None:
            for complaint in complaints(resource, said):
                self.complaints[complaint].append(f"{said['method']} {said['path']}")
            self.left -= 1
            self.one() if self.left else thor.stop()

        resource.once("check_done", done)
        resource.check()


def complaints(resource: HttpResource, said: dict[str, Any]) -> Iterator[str]:
    asked = {"": resource, **resource.subreqs}
    for name, each in asked.items():
        if each.fetch_error:
            yield f"{name}: {each.fetch_error!r}"
        for note in each.response.notes:
            yield from (
                f"{leaf.level.value}: {leaf.summary} ({type(leaf).__name__})"
                for leaf in leaves(note)
                if leaf.level in COMPLAINTS and not allowed(leaf, said["path"])
            )
    status = resource.response.status_code
    if "status" in said and status != said["status"]:
        yield f"answered {status}, and not {said['status']}"
    if resource.response.content_length >= LONG and resource.gzip_support is False:
        yield "long, and not compressed"


def allowed(note: Note, path: str) -> bool:
    where = ALLOWED.get(type(note).__name__)
    return bool(where and re.match(where, path.partition("?")[0]))


def leaves(note: Note) -> Iterator[Note]:
    """What a note says in detail, or itself."""
    for child in note.subnotes:
        yield from leaves(child)
    if not note.subnotes:
        yield note


def main() -> int:
    """0 when nothing is to be said."""
    looking = Looking(sys.argv[1], json.load(sys.stdin))
    looking.all()
    for complaint, where in sorted(looking.complaints.items()):
        sys.stdout.write(f"{complaint}: {len(where)} times, as at {', '.join(where[:3])}\n")
    sys.stdout.write(f"{len(looking.addresses)} answers looked at\n")
    return 1 if looking.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
