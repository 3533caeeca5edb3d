"""What the law requires of decisions. Which section requires what is in `statute/`."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from services.case.decision.proposed import BODIES, GROUNDS, SECTIONS, Proposed, asked_by
from services.case.purposes import covers, of_purposes
from services.case.rules import (
    FIRST_DAY,
    Rule,
    custodians_on,
    heard_lately,
    in_force,
    number,
    of_age,
    turned,
)
from shared.contracts.case import regime_on
from shared.decider import Unmet
from shared.departures import Departure, departures

Check = Callable[[Proposed], bool]


def open_on_the_day(proposed: Proposed) -> bool:
    return proposed.case.closed_on is None and proposed.case.opened_on <= proposed.day


def section_in_force(proposed: Proposed) -> bool:
    """Whether the day's law has the section; another regime's is the regime's own rule."""
    key = (proposed.decision.regime, proposed.decision.section)
    in_the_regime = regime_on(proposed.day) == proposed.decision.regime
    return not in_the_regime or SECTIONS.on(max(proposed.day, FIRST_DAY)).get(key) is not None


def measures_covered(proposed: Proposed) -> bool:
    section = proposed.section
    return section is None or set(proposed.decision.measure_types) <= set(section.measure_types)


def child_heard(proposed: Proposed) -> bool:
    """Heard lately, or for a decision when none has been made since."""
    case, day = proposed.case, proposed.day
    last = max((d.decided_on for d in case.decisions if d.decided_on < day), default=date.min)
    return heard_lately(case, day) or case.heard_between(last, day, "decision")


def consents_named(proposed: Proposed) -> bool:
    """Whether it is known which consents cover the purpose, when it rests on any.

    Somebody has judged it, or all name the purposes that they cover.
    """
    by_codes = proposed.decision.purpose_codes and all(
        each.purpose_codes for each in proposed.consents
    )
    return proposed.decision.consent_ids is not None or bool(by_codes) or not proposed.consents


def purpose_covered(proposed: Proposed) -> bool:
    """Whether every consent that it needs covers its purposes, as far as that names any."""
    section, wanted = proposed.section, {*proposed.decision.purpose_codes}
    needed = [
        proposed.covering(party, measure_type)
        for rule in (section.requires if section else ())
        for party in asked_by(rule, proposed.case, proposed.day)
        for measure_type in proposed.decision.measure_types
    ]
    return all(covers(given, wanted) for given in needed if given)


def lapses_later(proposed: Proposed) -> bool:
    lapses_on = proposed.decision.lapses_on
    return lapses_on is None or lapses_on > proposed.day


def committee_agrees(proposed: Proposed) -> bool:
    agreed = proposed.decision.members_for or 0
    by_committee = proposed.decision.body == "cy_committee"
    return not by_committee or agreed >= number("compulsory_votes", proposed.day)


def chair_for_the_committee(proposed: Proposed) -> bool:
    """Whether the chair decides what the committee does, or may when somebody is burdened."""
    section = proposed.section
    theirs = section is None or "committee-decides" in section.requires or section.burdens
    return theirs or proposed.decision.body != "chair"


def age_fits(proposed: Proposed) -> bool:
    years = proposed.section.until_years if proposed.section else None
    return years is None or not turned(years, proposed.case, proposed.day)


def board_decides(proposed: Proposed) -> bool:
    return proposed.decision.body == "youth_crime_board"


def board_keeps_to_its_own(proposed: Proposed) -> bool:
    section = proposed.section
    its_own = section is not None and "board-decides" in section.requires
    return its_own or not board_decides(proposed)


def measures_named(proposed: Proposed) -> bool:
    has_any = proposed.section is not None and bool(proposed.section.measure_types)
    return bool(proposed.decision.measure_types) or not has_any


def application_of_the_child(proposed: Proposed) -> bool:
    asked = proposed.application
    return asked is not None and asked.application_kind == "placement_by_child"


def parties_heard(proposed: Proposed) -> bool:
    """Whether every party was heard since the last decision, when this one may burden them."""
    case, day, section = proposed.case, proposed.day, proposed.section
    burdens = proposed.decision.kind != "grant" or proposed.decision.body != "authority"
    if not burdens and not (section and section.burdens):
        return True
    last = max((d.decided_on for d in case.decisions if d.decided_on < day), default=date.min)
    heard = {
        each.party_id for each in case.hearings if last <= each.sent_on and each.over_on <= day
    }
    custodians = {each.id for each in custodians_on(case, day)}
    return custodians <= heard and (None in heard or not of_age("child", case, day))


def votes_add_up(proposed: Proposed) -> bool:
    present, agreed = proposed.decision.members_present, proposed.decision.members_for
    enough = present is None or present <= number("committee_members", proposed.day)
    return enough and (agreed is None or (present is not None and agreed <= present))


def siblings_assessed(proposed: Proposed) -> bool:
    """Whether siblings' needs are assessed when the child is placed because of neglect."""
    siblings = any(each.relation == "sibling" for each in proposed.case.people)
    neglect = "insufficient_care" in proposed.decision.grounds
    return not (siblings and neglect) or proposed.decision.siblings_assessed


def replaced_named(proposed: Proposed) -> bool:
    """Whether a new law's decision names the old law's that it takes over from."""
    wanted = set(proposed.decision.measure_types)
    replaced = {each.replaces for each in proposed.case.decisions}
    return proposed.replaced is not None or not any(
        each.kind == "grant"
        and each.regime != proposed.decision.regime
        and each.id not in replaced
        and wanted & {*each.measure_types}
        for each in proposed.case.decisions
    )


def application_open(proposed: Proposed) -> bool:
    """Whether what it answers had come by then, and was neither withdrawn nor decided on."""
    asked = proposed.application
    answered = {each.application_id for each in proposed.case.decisions}
    return asked is None or (
        asked.received_on <= proposed.day
        and asked.withdrawn_on is None
        and asked.id not in answered
    )


ALWAYS: Mapping[str, Check] = {
    "law-known": lambda proposed: proposed.day >= FIRST_DAY,
    "case-open": open_on_the_day,
    "not-in-the-future": lambda proposed: proposed.day <= proposed.today,
    "regime-on-the-day": lambda proposed: regime_on(proposed.day) == proposed.decision.regime,
    "section-in-force": section_in_force,
    "section-covers-measures": measures_covered,
    "measures-named": measures_named,
    "deciding-body-in-force": lambda proposed: (
        BODIES.nearest(proposed.day).get(proposed.decision.body) is not None
    ),
    "board-decides-nothing-else": board_keeps_to_its_own,
    "chair-decides-provisionally": lambda proposed: (
        proposed.decision.body != "chair" or proposed.decision.acute
    ),
    "chair-in-the-place-of-the-committee": chair_for_the_committee,
    "section-fits-age": age_fits,
    "child-identified": lambda proposed: (
        proposed.case.identity is not None or proposed.case.expected_on is not None
    ),
    "grounds-on-the-list": lambda proposed: all(
        GROUNDS.nearest(proposed.day).get(each) for each in proposed.decision.grounds
    ),
    "votes-add-up": votes_add_up,
    "parties-heard": parties_heard,
    "replaces-an-earlier-decision": lambda proposed: (
        proposed.replaced is None or proposed.replaced.decided_on <= proposed.day
    ),
    "replaced-decision-named": replaced_named,
    "consents-named": consents_named,
    "consents-cover-purpose": purpose_covered,
    "code-on-the-list": lambda proposed: (
        not [*of_purposes(proposed.decision.purpose_codes, proposed.day)]
    ),
    "lapses-after-decision": lapses_later,
    "answers-an-open-application": application_open,
}
WHEN_REQUIRED: Mapping[str, Check] = {
    "child-heard": child_heard,
    "custodian-known": lambda proposed: bool(custodians_on(proposed.case, proposed.day)),
    "custodians-consent": lambda proposed: proposed.consented("custodians-consent"),
    "child-consents-from-15": lambda proposed: proposed.consented("child-consents-from-15"),
    "committee-decides": lambda proposed: proposed.decision.body in {"cy_committee", "chair"},
    "board-decides": board_decides,
    "application-of-the-child": application_of_the_child,
    "investigation-completed": lambda proposed: proposed.case.investigated_by(proposed.day),
    "plan-approved": lambda proposed: proposed.case.planned_by(proposed.day),
    "purpose-stated": lambda proposed: proposed.decision.purpose is not None,
    "duration-stated": lambda proposed: proposed.decision.expected_months is not None,
    "grounds-named": lambda proposed: bool(proposed.decision.grounds),
    "four-of-five-agree": committee_agrees,
    "lawyer-offered": lambda proposed: proposed.decision.lawyer_offered,
    "siblings-assessed": siblings_assessed,
}


def unmet_decision(proposed: Proposed) -> Iterator[Unmet]:
    """Every rule that stands in the way of a decision."""
    return (rule.unmet() for rule in findings(proposed) if not rule.warns)


def departed_decision(proposed: Proposed) -> tuple[Departure, ...]:
    """Every rule of good practice that a decision departs from."""
    rules = (rule.id for rule in findings(proposed) if rule.warns)
    return departures(rules, proposed.decision.explanations)


def findings(proposed: Proposed) -> Iterator[Rule]:
    """Every rule that a decision does not meet. The statute says which of them refuse."""
    rules = in_force(proposed.day)
    section, decision = proposed.section, proposed.decision
    required = section.requires if section else ()
    for name, met in {**ALWAYS, **{each: WHEN_REQUIRED[each] for each in required}}.items():
        rule = rules.get(name)
        if rule is None:  # not in force on the day
            continue
        spared = rule.unless_acute and decision.acute
        applies = decision.kind == "grant" or not rule.grants_only
        if applies and not spared and not met(proposed):
            yield rule
