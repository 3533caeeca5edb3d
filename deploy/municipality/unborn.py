"""A child that is not born yet: a case for it, and its birth."""

from deploy.municipality.cases import Case, identified
from deploy.municipality.chance import later, weekday


def expected(case: Case) -> None:
    """Of the case there is the mother, and the day that the child is due."""
    day = case.opened_on
    relation, name = case.family.custodians[0]
    person = {"relation": relation, "name": name, "custodian": True, "validFrom": f"{day}"}
    case.tell(day, "people", person, name=f"{relation}{case.key}", kind="person")
    body = {"partyId": f"{{{relation}{case.key}}}", "expectedOn": f"{case.child.due_on}"}
    case.tell(day, "expected-children", body, kind="expected")


def born(case: Case) -> None:
    """Some days after the birth the child has a name and a number."""
    day = weekday(later(case.child.born_on, 2))
    identified(case, day, case.family.custodians[1:])
