"""D17: meet the network while measures run, from the first's start and from every meeting."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.followup.meeting.events import MeetingHeld, NetworkDeclined
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, begun, earliest, episodes
from services.followup.state import one_a_day


def owed(known: Known) -> Iterator[Obligation]:
    """Who declines that the network takes part is asked again as soon as it would have met."""
    answers = answered(known)
    decided = [each for each in known.measures() if each.decision_id]
    for earliest_one, ended in episodes(known, decided, "no_active_measure"):
        since, end = begun(earliest_one), earliest(known.closed, ended)
        until = end.on if end else date.max
        held = [each for each in answers if since.on <= each.on <= until]
        duty = Duty(rule="D17", subject=known.stream)
        for trigger, answer in zip([since, *held], [*held, None], strict=True):
            if trigger is since or trigger.on < until:
                yield from known.owed(duty, trigger, answer, end)


def answered(known: Known) -> Sequence[Trigger]:
    """The meetings of the network, and the days on which it was declined."""
    found = [
        Trigger(fact="MeetingHeld", id=each.id, on=each.held_on)
        for each in known.state.all(MeetingHeld)
        if each.fulfils_network
    ]
    found += [
        Trigger(fact="NetworkDeclined", id=each.id, on=each.declined_on)
        for each in known.state.all(NetworkDeclined)
    ]
    return one_a_day(found)
