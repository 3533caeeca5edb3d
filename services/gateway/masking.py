"""An answer without what is kept back from the one it goes to.

Facts and parts that a role has no right to are left out; of the rest, words where it may read only
codes, and what a mask names. Whose case it is was decided before.
"""

from collections.abc import Mapping
from typing import Any

from services.gateway.masks import Mask, Masks
from services.gateway.rights import DataClass
from services.gateway.visiting import Visit

FACT = frozenset({"kind", "data", "recordedAt"})
PLAIN = frozenset({str, int, float, bool, type(None)})  # what has no parts
Json = Any


class Masking:
    """The masking of one answer. `withheld` are the codes of what was kept back."""

    def __init__(self, masks: Masks, visit: Visit) -> None:
        self.withheld: set[str] = set()
        self._masks = masks
        self._visit = visit
        self._bound = [each for each in masks.masks if visit.column in each.columns]
        self._own = frozenset(map(str, visit.own))
        self._lists = masks.own.get(visit.column, {})
        self._sections = masks.sections.get(visit.entry.operation, {})
        self._wordless = self._without_right_to_words()
        self._named: dict[str, list[Mask]] = {}
        self._free: set[str] = set()  # names of no mask: nearly all of a long list's

    def of(self, answer: Json) -> Json:
        """The answer as it may leave."""
        if not isinstance(answer, dict):
            return self._walked(answer)
        if isinstance(items := answer.get("items"), list):
            kept = [self._sectioned(each) for each in map(self._fact, items) if each is not None]
            answer = {**answer, "items": kept}
        return self._walked(self._sectioned(answer))

    def _without_right_to_words(self) -> frozenset[str]:
        """The words of this answer's class, when the caller may read no more than codes."""
        about, masks = self._visit.entry.about, self._masks
        if about.words(self._visit.column):
            return frozenset()
        kinds = [each for each in masks.sealed if masks.rights.class_of(each) == about]
        return frozenset[str]().union(*(masks.sealed[each] for each in kinds))

    def _may_read(self, about: DataClass) -> bool:
        column, caller = self._visit.column, self._visit.caller
        if not about.may(column, write=False):
            return False
        if about.asks_purpose(column) and self._visit.purpose is None:
            return False
        return caller.role != "system" or self._masks.rights.opened(about, caller.scopes)

    def _fact(self, item: Json) -> Json:
        """A recorded fact as the caller may read it; nothing when it is of a class they may not."""
        if not isinstance(item, dict) or not item.keys() >= FACT:
            return item
        kind = item["kind"]["code"] if isinstance(item["kind"], dict) else item["kind"]
        about = self._masks.rights.class_of(kind)
        if about is None:  # what a service heard of another's, who tells it
            return None
        if not self._may_read(about) or not self._shows(about, kind):
            self.withheld.add(about.code)
            return None
        if about.words(self._visit.column):
            return item
        sealed = self._masks.sealed.get(kind, frozenset())
        return {**item, "data": self._walked(item["data"], sealed)}

    def _shows(self, about: DataClass, kind: str) -> bool:
        only = self._masks.only.get(self._visit.column, {}).get(about.code)
        return only is None or kind.rpartition(".")[2] in only

    def _sectioned(self, part: Json) -> Json:
        """Without the properties of a class that the caller may not read."""
        if not isinstance(part, dict) or not self._sections:
            return part
        classes = self._masks.rights.classes
        return {
            name: self._gone(code, value)
            if (code := self._sections.get(name)) and not self._may_read(classes[code])
            else value
            for name, value in part.items()
        }

    def _walked(self, value: Json, wordless: frozenset[str] | None = None) -> Json:
        words = self._wordless if wordless is None else wordless
        match value:
            case dict():
                return {
                    name: each
                    if name in self._free and name not in words and type(each) in PLAIN
                    else self._property(value, name, each, words)
                    for name, each in value.items()
                }
            case list():
                return [self._walked(each, wordless) for each in value if not self._small(each)]
            case _:
                return value

    def _property(
        self, there: Mapping[str, Json], name: str, value: Json, wordless: frozenset[str]
    ) -> Json:
        if name in wordless:
            return self._gone("words", value)
        if name == "withheld" and value:  # by the question itself, which says why
            self.withheld.add(value["code"])
        for mask in self._naming(name):
            if mask.below is None and mask.binds(there, self._own):
                return self._gone(mask.code, value)
        if isinstance(value, list) and (own := self._lists.get(name)):
            kept = [each for each in value if each.get(own) in self._own]
            if len(kept) < len(value):
                self.withheld.add("not-own")
            value = kept
        return self._walked(value, wordless)

    def _naming(self, name: str) -> list[Mask]:
        """The masks that a property's name falls under."""
        if name not in self._named:
            found = [each for each in self._bound if each.properties.fullmatch(name)]
            self._named[name] = found
            if not found:
                self._free.add(name)
        return self._named[name]

    def _small(self, value: Json) -> bool:
        """Whether a row counts so few that somebody might be known by it."""
        if not isinstance(value, dict):
            return False
        for name, each in value.items():
            for mask in () if name in self._free else self._naming(name):
                if mask.below is not None and each < mask.below:
                    self.withheld.add(mask.code)
                    return True
        return False

    def _gone(self, code: str, value: Json) -> Json:
        """Nothing in place of a value; it is said when there was one."""
        if value is not None and value != []:
            self.withheld.add(code)
        return [] if isinstance(value, list) else None
