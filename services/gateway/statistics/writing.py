"""A delivery as XML, with the children's numbers in it: written when it is fetched, never kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from services.gateway.names import Number, Numbered
from services.gateway.statistics.changes import Delivered
from services.gateway.statistics.codes import codes
from services.gateway.statistics.records import Survey
from shared.calendar import day_of

OF_CHILDREN = "http://rep.oio.dk/dst.dk/xml/schemas/2010/04/16/"
OF_ENVELOPES = "http://rep.oio.dk/dst.dk/xml/schemas/2002/06/28/"
OF_EVENTS = "urn:indsats:statistics:events:1"
SURVEY_ID, SOURCE, FORM = "D280600", "CEMOS", "L201U1"
NOBODY = Numbered()


@dataclass(frozen=True, slots=True)
class Sender:
    """The municipality that delivers."""

    municipality: str
    cvr: str
    p_number: str
    contact: str


@dataclass(frozen=True)
class Delivery:
    """What is delivered of a survey, by whom, and with the children's numbers."""

    survey: Survey
    as_of: datetime
    sender: Sender
    said: Sequence[Delivered]
    numbers: Mapping[UUID, Numbered]

    def child(self, said: Delivered) -> Numbered:
        return self.numbers.get(said.record.case_id, NOBODY)


def xml(delivery: Delivery) -> bytes:
    root = supportive(delivery) if delivery.survey == "supportive" else events(delivery)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def supportive(delivery: Delivery) -> Element:
    """Supportive measures: an envelope, and each that is new or changed. None can be cancelled."""
    root = Element(name(OF_CHILDREN, "UdsatteBoernOgUngeLeveranceL201U1Struktur"))
    envelope(root, delivery)
    for said in delivery.said:
        if in_file(delivery.survey, said):
            measure(root, delivery.child(said), said)
    return root


def in_file(survey: Survey, said: Delivered) -> bool:
    """Whether it can be said in the survey's form: L201 has no way of taking back."""
    return survey == "events" or said.change != "cancel"


def envelope(root: Element, delivery: Delivery) -> None:
    by, on = delivery.sender, day_of(delivery.as_of)
    says(
        SubElement(root, name(OF_ENVELOPES, "Envelope")),
        OF_ENVELOPES,
        Source=SOURCE,
        SurveyID=SURVEY_ID,
        FormID=FORM,
        Period=f"{on.year}M{on.month:02d}",
        EntityIDType="Kommune",
        EntityID=by.municipality,
        Contact=by.contact,
        CVR=by.cvr,
        PNumber=by.p_number,
    )


def measure(root: Element, child: Numbered, said: Delivered) -> None:
    record = said.record
    part = SubElement(root, name(OF_CHILDREN, "ForanstaltningStruktur"))
    who(part, OF_CHILDREN, "UdsatBarnCPRidentifikator", child, record.case_id)
    if child.custodian and not child.custodian.replacement:
        says(part, OF_CHILDREN, FormynderCPRidentifikator=child.custodian.number)
    says(
        part,
        OF_CHILDREN,
        ForanstaltningId=record.id,
        ForanstaltningKode=record.code,
        ForanstaltningStartDato=record.on,
        ForanstaltningSlutDato=record.until,
    )


def events(delivery: Delivery) -> Element:
    """Events: each new, changed or cancelled."""
    root = Element(name(OF_EVENTS, "Leverance"))
    root.set("kommune", delivery.sender.municipality)
    root.set("opgjort", delivery.as_of.isoformat())
    for said in delivery.said:
        event(root, delivery.child(said), said)
    return root


def event(root: Element, child: Numbered, said: Delivered) -> None:
    record, known = said.record, codes()
    part = SubElement(root, name(OF_EVENTS, "Haendelse"))
    says(part, OF_EVENTS, HAENDELSE_ID=record.id, INDBERETNINGSTYPE=known.change[said.change],
         HAENDELSE=known.event[record.kind])  # fmt: skip
    who(part, OF_EVENTS, "CPR", child, record.case_id)
    if record.unborn or child.unborn:
        says(part, OF_EVENTS, UFOEDT="true")
    says(part, OF_EVENTS, DATO=record.on, LOV=record.regime, PARAGRAF=record.section,
         KODE=record.code, OPLYSNING=record.detail)  # fmt: skip
    for reason in record.reasons:
        says(part, OF_EVENTS, AARSAG=reason)


def who(part: Element, space: str, cpr: str, child: Numbered, case_id: UUID) -> None:
    """A child by the register's number; or by another, with its sex and the day it was born.

    Who has no number at all, or whose number is erased, goes by the case.
    """
    if child.child and not child.child.replacement:
        says(part, space, **{cpr: child.child.number})
        return
    says(
        part,
        space,
        UDL_NR=number_of(child.child) or str(case_id),
        KOEN=codes().sex.get(child.sex or ""),
        FOEDDAG=child.born_on,
    )


def number_of(number: Number | None) -> str | None:
    return number.number if number else None


def says(part: Element, space: str, **said: str | date | None) -> None:
    """Each that there is, in order."""
    for tag, text in said.items():
        if text is not None:
            SubElement(part, name(space, tag)).text = str(text)


def name(space: str, tag: str) -> str:
    return f"{{{space}}}{tag}"


def sections_unknown(said: Iterable[Delivered]) -> list[str]:
    """The sections whose codes are not known, as `SEL 52(3)3`."""
    found = {
        f"{each.record.regime or '?'} {each.record.section or '?'}"
        for each in said
        if each.record.code == "unknown"
    }
    return sorted(found)
