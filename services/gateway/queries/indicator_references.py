"""Figures set against what is counted elsewhere, when the municipality has said how many it is."""

from datetime import timedelta

from services.gateway.access import EVERY_CASE, of_everybody
from services.gateway.indicators.definition import HUNDRED, definitions
from services.gateway.indicators.references import References
from services.gateway.labels import label
from services.gateway.queries.indicator_views import FigureInTime, IndicatorFigures, Share
from shared.identity import Caller


def set_against(references: References, caller: Caller, told: IndicatorFigures) -> IndicatorFigures:
    """A figure with what its value is of: of all for who reads of everybody, of its own for a unit.

    Whoever sees some cases of a unit sees no part of anything that is counted.
    """
    of = definitions()[told.indicator.code].against
    everybody = of_everybody(caller) or EVERY_CASE in caller.scopes
    unit = None if everybody else caller.unit
    if of is None or not (everybody or (caller.role == "leader" and unit)):
        return told

    def share(figure: FigureInTime) -> Share | None:
        found = references.on(of, figure.until - timedelta(days=1), unit)
        if found is None or figure.value is None:
            return None
        percent = HUNDRED * figure.value / found.number
        return Share.of(found, reference=label("reference", of), percent=percent)

    figures = [each.model_copy(update={"against": share(each)}) for each in told.figures]
    return told.model_copy(update={"figures": figures})
