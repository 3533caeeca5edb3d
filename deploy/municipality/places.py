"""How many are helped on any one day, and how many places there are on each step."""

from collections.abc import Iterator, Mapping
from math import exp, floor

from deploy.municipality.numbers import NUMBERS, PLACEMENTS, SHARES, Profile

Slot = tuple[str, str]  # step, and for placements the age band


def stock_of(profile: Profile) -> int:
    """How many are helped on any one day when so many are within a year."""
    stay = exp(NUMBERS["duration_sigma"] ** 2 / 2)  # the mean of a lognormal beside its median
    new = sum(
        part * 12 / (NUMBERS[f"{step}_median_months"] * stay)
        for step, part in SHARES["step"].of.items()
    )
    return round(profile.children / (1 + new * AS_NEW))


AS_NEW = 0.93  # of the places that fall free, what somebody new takes: the rest move within


def quotas(profile: Profile) -> Mapping[Slot, int]:
    """How many places there are on each step, the placements' by age: whole ones, by remainder."""
    exact = dict(shared_out(stock_of(profile)))
    whole = {slot: floor(places) for slot, places in exact.items()}
    missing = round(sum(exact.values())) - sum(whole.values())
    for slot in sorted(exact, key=lambda each: whole[each] - exact[each])[:missing]:
        whole[slot] += 1
    return whole


def shared_out(stock: int) -> Iterator[tuple[Slot, float]]:
    for step, part in SHARES["step"].of.items():
        if step not in PLACEMENTS:
            yield (step, ""), stock * part
            continue
        ages = SHARES["age_in_institution" if step == "T6" else "age_in_family_care"].of
        for band, share in ages.items():
            yield (step, band), stock * part * share
