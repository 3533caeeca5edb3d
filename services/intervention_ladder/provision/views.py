"""A provision as clients see it; its name is opened for whoever may know of it."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.intervention_ladder.provision.rules import (
    EVIDENCE,
    KINDS,
    METHODS,
    NEEDS,
)
from services.intervention_ladder.provision.state import Provision
from shared.editions import Row
from shared.sealing import Cipher
from shared.views import Label, View


class PriceView(View):
    """Whole kroner a day, from a day until the next price."""

    from_on: date
    dkk_per_day: int


class CapacityView(View):
    """Places from a day on."""

    changed_on: date
    capacity: int


class ProvisionView(View):
    """A provision on a day: what it can do, for whom, and whether there is room."""

    id: UUID
    version: int
    valid_at: date
    kind: Label
    name: str | None = Field(max_length=200, description="None when erased.")
    provider: str = Field(max_length=64)
    unit: str | None = Field(max_length=64, description="The one unit that is to know of it.")
    case_id: UUID | None = Field(description="The child that a kinship carer is approved for.")
    measure_types: list[str] = Field(max_length=50)
    needs: list[Label] = Field(max_length=50)
    methods: list[Label] = Field(max_length=20)
    evidence_level: Label
    age_from: int | None
    age_to: int | None
    opened_on: date
    closed_on: date | None = Field(description="The first day on which it is closed.")
    capacity: int
    taken: int
    free: int = Field(description="Negative when it is overbooked.")
    capacities: list[CapacityView] = Field(max_length=1000)
    prices: list[PriceView] = Field(max_length=1000)


class CodeView(Label):
    """A code with its words; of a kind of provision, the measure types it can be used for."""

    measure_types: list[str] = Field(default=[], max_length=100)
    personal: bool = Field(default=False, description="A carer's home: its unit's own business.")
    for_one_child: bool = False
    source: str = Field(max_length=300)
    confidence: str = Field(max_length=20)


class ProvisionCodes(View):
    """The lists that provisions are described by, as they are on a day."""

    valid_at: date
    kinds: list[CodeView] = Field(max_length=200)
    needs: list[CodeView] = Field(max_length=200)
    methods: list[CodeView] = Field(max_length=200)
    evidence_levels: list[CodeView] = Field(max_length=200)


def view(provision: Provision, version: int, day: date, cipher: Cipher | None) -> ProvisionView:
    said, opened = provision.described, provision.opened
    capacity, taken = provision.capacity_on(day), provision.taken_on(day)
    return ProvisionView(
        id=provision.id,
        version=version,
        valid_at=day,
        kind=called(KINDS.nearest(day).get(opened.kind), opened.kind),
        name=opened.name.words(cipher),
        provider=opened.provider,
        unit=opened.unit,
        case_id=opened.case_id,
        measure_types=[*said.measure_types],
        needs=[called(NEEDS.nearest(day).get(each), each) for each in said.needs],
        methods=[called(METHODS.nearest(day).get(each), each) for each in said.methods],
        evidence_level=called(EVIDENCE.nearest(day).get(said.evidence_level), said.evidence_level),
        age_from=said.age_from,
        age_to=said.age_to,
        opened_on=opened.opened_on,
        closed_on=provision.closed_on,
        capacity=capacity,
        taken=taken,
        free=capacity - taken,
        capacities=[CapacityView.of(each) for each in provision.capacities],
        prices=[PriceView.of(each) for each in provision.prices],
    )


def called(row: Row | None, code: str) -> Label:
    """A code with its words; one that is no longer on the list stands for itself."""
    return Label(code=code, da=row.da if row else code, en=row.en if row else code)


def codes(day: date) -> ProvisionCodes:
    kinds = [
        CodeView.of(each, code=each.id, measure_types=[*each.measure_types])
        for each in KINDS.nearest(day).rows.values()
    ]
    return ProvisionCodes(
        valid_at=day,
        kinds=kinds,
        needs=[code_view(each) for each in NEEDS.nearest(day).rows.values()],
        methods=[code_view(each) for each in METHODS.nearest(day).rows.values()],
        evidence_levels=[code_view(each) for each in EVIDENCE.nearest(day).rows.values()],
    )


def code_view(row: Row) -> CodeView:
    return CodeView(code=row.id, da=row.da, en=row.en, source=row.source, confidence=row.confidence)
