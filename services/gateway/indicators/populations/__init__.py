"""The populations of the figures, by the name that definitions know them by."""

from services.gateway.indicators.populations import (
    before,
    costs,
    faring,
    followed,
    investigated,
    laddered,
    placed,
    terms,
    thriving,
)
from services.gateway.indicators.rows import Population

BY_NAME: dict[str, Population] = {
    name: population
    for module in (
        before, costs, faring, followed, investigated, laddered, placed, terms, thriving,
    )
    for name, population in module.POPULATIONS.items()
}  # fmt: skip
