"""Whenever the case service says X, the ladder notes it. Nothing here can refuse."""

from services.intervention_ladder import commands
from shared.contracts import FeedItem, case, charge, correction

RETRACTABLE = frozenset({"InvestigationCompleted", "NetworkMapped", "DecisionMade"})


def whenever(_: str, item: FeedItem) -> commands.Note | None:
    """What is noted of a piece of news, if anything."""
    match case.read(item):
        case case.CaseOpened() as news:
            return commands.NoteCase(opened_on=news.opened_on)
        case charge.CaseClosed() as news:
            return commands.NoteCaseEnd(closed_on=news.closed_on)
        case charge.CaseReopened():
            return commands.NoteRetraction(id=item.stream, record_kind="CaseClosed")
        case case.InvestigationCompleted() as news:
            return commands.NoteInvestigation(id=news.id, completed_on=news.completed_on)
        case case.NetworkMapped() as news:
            return commands.NoteNetworkMapping(id=news.id, mapped_on=news.mapped_on)
        case case.DecisionMade(kind="grant") as news:
            return commands.NoteDecision(
                id=news.id,
                decided_on=news.decided_on,
                regime=news.regime,
                section=news.section,
                measure_types=news.measure_types,
                acute=news.acute,
            )
        case correction.EventRetracted() as news if news.record_kind in RETRACTABLE:
            return commands.NoteRetraction(id=news.record_id, record_kind=news.record_kind)
        case correction.EventCorrected(record_kind="DecisionMade") as news:  # it may grant no more
            return commands.NoteRetraction(id=news.record_id, record_kind=news.record_kind)
        case _:
            return None
