"""What is required of the portfolio, and of whoever is given a place in it."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from services.intervention_ladder.definitions import MeasureType
from services.intervention_ladder.provision import commands
from services.intervention_ladder.provision.state import Provision
from services.intervention_ladder.rules import Judged, Judgements, Read
from shared.editions import Editions, Row

FOLDER = Path(__file__).parent / "codes"


class ProvisionKind(Row):
    """A kind of provision, and the measure types it can be used for.

    A `personal` one is a carer's home; one `for_one_child` is approved for that child alone.
    """

    measure_types: tuple[str, ...]
    personal: bool = False
    for_one_child: bool = False


KINDS = Editions.read(FOLDER, "provision_kind", ProvisionKind)
NEEDS = Editions.read(FOLDER, "need", Row)
METHODS = Editions.read(FOLDER, "method", Row)
EVIDENCE = Editions.read(FOLDER, "evidence_level", Row)


def of_opening(asked: commands.OpenProvision, unit: str | None, today: date) -> Judgements:
    """What a provision must be to be opened."""
    kind = KINDS.nearest(asked.opened_on).get(asked.kind)
    yield Judged("not-in-the-future", asked.opened_on <= today)
    yield Judged("provision-kind-listed", kind is not None)
    if kind is None:
        return
    yield from of_description(asked, kind, asked.opened_on)
    yield Judged("carers-are-the-units-own", not kind.personal or asked.unit == unit)
    yield Judged("kin-are-for-one-child", kind.for_one_child == (asked.case_id is not None))


def of_description(asked: commands.Description, kind: ProvisionKind, day: date) -> Judgements:
    """What a provision can say of itself."""
    listed = {*asked.measure_types} <= {*kind.measure_types}
    yield Judged("provision-measures-of-kind", listed)
    lists = ((NEEDS, asked.needs), (METHODS, asked.methods), (EVIDENCE, [asked.evidence_level]))
    known = all(on_list(editions, codes, day) for editions, codes in lists)
    yield Judged("provision-codes-listed", known)
    ages = asked.age_from is None or asked.age_to is None or asked.age_from <= asked.age_to
    yield Judged("ages-in-order", ages)


def on_list(editions: Editions[Row], codes: Iterable[str], day: date) -> bool:
    edition = editions.nearest(day)
    return all(edition.get(each) for each in codes)


def of_change(provision: Provision, day: date) -> Judgements:
    """What is said of a provision is said of a day on which it is open."""
    yield Judged("provision-open", provision.open_on(day), opened(provision))


def of_closing(provision: Provision, day: date) -> Iterator[Judged]:
    """Nobody lives where it has closed."""
    yield Judged("provision-open", provision.open_on(day), opened(provision))
    left = [each for each in provision.places if each.until_on is None or each.until_on > day]
    read = tuple(Read("PlaceTaken", each.measure_id, each.from_on) for each in left)
    yield Judged("places-given-up-before-closing", not left, read)


def of_place(provision: Provision, kind: MeasureType, age: int | None, day: date) -> Judgements:
    """What is required of a place that a measure takes from a day on."""
    read = opened(provision)
    yield Judged("provision-open", provision.open_on(day), read)
    offered = kind.code in provision.described.measure_types
    yield Judged("provision-offers-measure", offered, read)
    yield Judged("place-free-at-provision", provision.room_from(day), read)
    said = provision.described
    if age is not None and (said.age_from is not None or said.age_to is not None):
        fits = (said.age_from or 0) <= age and (said.age_to is None or age <= said.age_to)
        yield Judged("provision-fits-age", fits, read)


def opened(provision: Provision) -> tuple[Read, ...]:
    return (Read("ProvisionOpened", provision.id, provision.opened.opened_on),)
