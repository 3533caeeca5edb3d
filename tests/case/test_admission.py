"""Who may see a case besides those who work on it; and what the visitation panel was asked."""

from datetime import date
from uuid import UUID, uuid5

from services.case.admission import commands, events
from services.case.correction.events import EventRestated
from services.case.panel import commands as asking
from services.case.panel import events as panel
from services.case.people.events import PersonLeft
from tests.case import story
from tests.case.story import CASE, MOTHER, case
from tests.case.telling import publish
from tests.case.test_corrections import retraction
from tests.decider import NEW

SUBJECT = "a3f1c9d2-5b7e"
TODAY = date(2024, 6, 3)
KNOWN = (story.opened(), story.child(date(2010, 4, 3)), story.custodian(MOTHER))
LINK = commands.LinkLogin(subject=SUBJECT, valid_from=TODAY)


def linked(party: UUID | None = MOTHER) -> events.LoginLinked:
    return events.LoginLinked(
        id=uuid5(CASE, f"login of {party}"),
        party_id=party,
        subject=SUBJECT,
        relation="mother",
        custodian=True,
        valid_from=TODAY,
    )


def test_a_mother_who_logs_in_is_known_by_her_identifier_relation_and_custody() -> None:
    login = case(*KNOWN).when(LINK, of=MOTHER).the(events.LoginLinked)
    assert (login.party_id, login.relation, login.custodian) == (MOTHER, "mother", True)
    told = publish(login)
    assert told is not None
    assert told.model_dump()["subject"] == SUBJECT


def test_the_child_logs_in_itself_once_it_is_a_party() -> None:
    login = case(*KNOWN).when(LINK).the(events.LoginLinked)
    assert (login.party_id, login.relation, login.custodian) == (None, "child", False)
    young = (story.opened(), story.child(date(2014, 6, 4)))
    case(*young).when(LINK).then_refused("child-a-party")
    case(story.opened()).when(LINK).then_refused("child-identified")


def test_a_login_is_one_persons_who_is_around() -> None:
    case(*KNOWN, linked()).when(LINK).then_refused("login-linked-once")
    gone = PersonLeft(id=MOTHER, left_on=date(2024, 6, 1), reason="moved_away")
    case(*KNOWN, gone).when(LINK, of=MOTHER).then_refused("person-around")
    case(*KNOWN).when(LINK, of=NEW).then_unknown()


def test_a_login_ends_once_and_can_then_be_anothers() -> None:
    end = commands.EndLogin(ended_on=TODAY)
    over = case(*KNOWN, linked()).when(end, of=linked().id)
    assert over.the(events.LoginEnded).ended_on == TODAY
    assert over.after.when(LINK).the(events.LoginLinked).party_id is None
    over.after.when(end, of=linked().id).then_refused("login-ended-once")
    early = commands.EndLogin(ended_on=date(2024, 6, 2))
    case(*KNOWN, linked()).when(early, of=linked().id).then_refused("login-ends-after-it-begins")
    case(*KNOWN).when(end, of=NEW).then_unknown()


def test_nobody_is_taken_off_the_case_who_logs_in() -> None:
    given = case(*KNOWN, linked())
    given.when(retraction(KNOWN[2])).then_refused("nothing-later-rests-on-it")


def restrict(**said: object) -> commands.ChangeConfidentiality:
    usual = {
        "level": "restricted",
        "subjects": ["caseworker-1", "leader-1", "caseworker-1"],
        "since_on": TODAY,
        "reason": "Her mother works here.",
    }
    return commands.ChangeConfidentiality.model_validate({**usual, **said})


def test_a_restricted_case_names_who_may_see_it() -> None:
    kept = case(*KNOWN).when(restrict()).the(events.ConfidentialityChanged)
    assert kept.subjects == ("caseworker-1", "leader-1")
    told = publish(kept)
    assert told is not None
    assert "works here" not in told.model_dump_json()
    case(*KNOWN).when(restrict(subjects=[])).then_refused("restricted-to-those-named")
    case(*KNOWN).when(restrict(level="ordinary")).then_refused("restricted-to-those-named")
    lifted = case(*KNOWN).when(restrict(level="ordinary", subjects=[]))
    assert lifted.the(events.ConfidentialityChanged).level == "ordinary"


def test_the_level_before_holds_when_one_is_taken_back() -> None:
    first = case(*KNOWN).when(restrict(), id=UUID(int=1))
    second = first.after.when(restrict(level="ordinary", subjects=[]), id=UUID(int=2))
    back = second.after.when(retraction(second.the(events.ConfidentialityChanged)))
    assert back.the(EventRestated).record_id == UUID(int=1)
    assert back.facts[-1] == first.the(events.ConfidentialityChanged)


RAISE = asking.RaisePanelItem(raised_on=TODAY, question="Is there a place near her school?")


def answer(on: date = TODAY) -> asking.ConcludePanelItem:
    return asking.ConcludePanelItem(concluded_on=on, outcome="recommended", words="Egelund.")


def test_the_panel_is_asked_and_answers_once() -> None:
    raised = case(*KNOWN).when(RAISE)
    assert raised.the(panel.PanelItemRaised).raised_on == TODAY
    answered = raised.after.when(answer(), of=NEW)
    told = publish(answered.the(panel.PanelItemConcluded))
    assert told is not None
    assert told.model_dump(mode="json") == {
        "id": str(NEW),
        "concluded_on": "2024-06-03",
        "outcome": "recommended",
    }
    answered.after.when(answer(), of=NEW).then_refused("panel-item-concluded-once")
    raised.after.when(answer(date(2024, 6, 2)), of=NEW).then_refused("concluded-after-raised")
    case(*KNOWN).when(answer(), of=NEW).then_unknown()
    early = RAISE.model_copy(update={"raised_on": date(2015, 11, 30)})
    case(*KNOWN).when(early).then_refused("after-opening")
