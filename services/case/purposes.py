"""What measures are for: the codes that a consent and a decision may name beside their words."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path

from services.case.state import Consent
from shared.editions import Editions, Row

PURPOSES = Editions.read(Path(__file__).parent / "decision" / "codes", "purpose", Row)


def of_purposes(codes: Sequence[str], day: date) -> Iterator[str]:
    """Each is on the list of the day."""
    if any(PURPOSES.nearest(day).get(each) is None for each in codes):
        yield "code-on-the-list"


def covers(consents: Collection[Consent], purposes: AbstractSet[str]) -> bool:
    """Whether consents of one party cover purposes together; by their codes, if all name any."""
    coded = [each.purpose_codes for each in consents]
    return not all(coded) or purposes <= frozenset[str]().union(*coded)
