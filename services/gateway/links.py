"""Which operations follow one that made something: links, from where it says that it can be read.

What was made is read, and what is below it can be asked and commanded: `id` is the answer's, and
everything else that a path names is the request's.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from services.gateway.operations import Document
from shared.consistency import LONGEST
from shared.http.commands import PLACE

MOST = 12  # commands that a thing has: a case has a hundred, and they are no next steps
CREATED, ACCEPTED = "201", "202"
JOB = "/v1/jobs/{id}"  # where what is done later can be followed
HEADERS = {
    "Location": {
        "description": "Where what was made, or changed, can be read.",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference", "maxLength": 200},
    },
    "ETag": {
        "description": "The new version: the next command takes it in If-Match.",
        "required": True,
        "schema": {"type": "string", "maxLength": 64},
    },
    "Consistency-Token": {
        "description": "Sent along with the next request, its answer takes this into account.",
        "required": True,
        "schema": {"type": "string", "maxLength": LONGEST},
    },
}
NAMED = re.compile(r"{(\w+)}")
VERSION = "$response.header.ETag"


@dataclass(frozen=True, slots=True)
class Way:
    """An operation, and where it is."""

    path: str
    verb: str
    described: Document

    @property
    def shape(self) -> str:
        return shape(self.path)

    @property
    def must(self) -> set[str]:
        """What else must be said than what the path names, and is not the body."""
        asked = self.described.get("parameters", ())
        return {each["name"] for each in asked if each.get("required") and each["in"] != "path"}


def add_to(document: Document) -> None:
    """Link every answer that something was made to what can be done next."""
    ways = [
        Way(path, verb, described)
        for path, item in document["paths"].items()
        for verb, described in item.items()
    ]
    reads = {way.shape: way for way in ways if way.verb == "get"}
    for way in ways:
        told = PLACE in way.described
        place = way.described.pop(PLACE, None) or beside(way.path, reads)
        for status, there in ((CREATED, place), (ACCEPTED, JOB)):
            if there and (made := way.described["responses"].get(status)):
                made["headers"] = {**made.get("headers", {}), **headers(told=told)}
                made["links"] = {
                    each.described["operationId"]: link(way, there, each)
                    for each in (reads[shape(there)], *below(there, ways))
                }
    components = document["components"]
    components["headers"] = {**components.get("headers", {}), **HEADERS}


def beside(path: str, reads: Container[str]) -> str | None:
    """Where what the gateway keeps itself is read: below where it was made, or just above."""
    places = (f"{path}/{{id}}", path.rpartition("/")[0])
    return next((each for each in places if shape(each) in reads), None)


def headers(*, told: bool) -> Document:
    """What comes with it: where it is, and of what services tell, in which version."""
    said = HEADERS if told else ("Location",)
    return {name: {"$ref": f"#/components/headers/{name}"} for name in said}


def below(place: str, ways: list[Way]) -> Iterator[Way]:
    """What can be asked and done of what is new at a place, without saying more."""
    if "{id}" not in place:
        return
    one = re.compile(re.escape(shape(place)) + r"/[^/{}]+")
    found = [way for way in ways if one.fullmatch(way.shape)]
    commands = [way for way in found if way.verb != "get"]
    for way in found:
        if len(commands) <= MOST or (way.verb == "get" and not way.must):
            yield way


def link(source: Way, place: str, target: Way) -> Document:
    """A link, with what the target's path names as expressions of the source's."""
    parameters: dict[str, str] = {
        theirs: "$response.body#/id" if ours == "id" else f"$request.path.{ours}"
        for ours, theirs in zip(NAMED.findall(place), NAMED.findall(target.path), strict=True)
    }
    if "If-Match" in target.must and source.described["tags"] == target.described["tags"]:
        parameters["If-Match"] = VERSION  # of one stream, told by one service
    return {"operationId": target.described["operationId"], "parameters": parameters}


def shape(path: str) -> str:
    """A path, whatever its placeholders are called."""
    return NAMED.sub("{}", path)
