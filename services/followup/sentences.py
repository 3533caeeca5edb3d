"""Why something is due, said in Danish and English from what is recorded: no sentence is stored."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from services.followup.obligation.due import Due
from services.followup.obligation.events import ObligationLapsed, ObligationMet
from services.followup.obligation.state import Obligation
from shared.calendar import COPENHAGEN

Language = Literal["da", "en"]


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What facts, calendar rules and reasons are called in a sentence, by list and code."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def word(listed: str, code: str, language: Language) -> str:
    """A code's words; one that is not known stands for itself."""
    return words()[listed].get(code, {}).get(language, code)


def told(owed: Obligation, standing: str, language: Language) -> str:
    """Due on this day because of that fact, this rule and edition, and met by that fact."""
    return " ".join(sentences(owed, standing, language))


def sentences(owed: Obligation, standing: str, language: Language) -> Iterator[str]:
    yield from of_day(owed.due, language)
    if owed.deferred_to:
        yield say("deferred", language, day=said(owed.deferred_to, language))
    yield of_outcome(owed, standing, language)


def of_day(due: Due, language: Language) -> Iterator[str]:
    """When, because of which fact, by which rule, and how the calendar shaped the day."""
    binding = due.binding
    yield say(
        "due",
        language,
        day=moment(binding.at, language) if binding.at else said(binding.on, language),
        fact=word("fact", binding.trigger, language),
        since=said(binding.trigger_on, language),
    )
    yield say(
        "rule",
        language,
        text=binding.da if language == "da" else binding.en,
        source=binding.source,
        edition=said(binding.edition, language),
    )
    if binding.adjustment:
        yield say("calendar", language, how=adjusted(binding.adjustment, language))
    if due.falls_on:
        yield say("falls", language, on=word("no_working_day", due.falls_on, language))
    if other := due.local if due.basis == "statutory" else due.statutory:
        known = {"day": said(other.on, language), "source": other.source}
        yield say(f"beside-{due.basis}", language, **known)


def of_outcome(owed: Obligation, standing: str, language: Language) -> str:
    match owed.outcome:
        case ObligationMet() as met:
            fact = word("fact", met.by, language)
            day = said(met.met_on, language)
            return say("late" if met.late else "met", language, day=day, fact=fact)
        case ObligationLapsed() as lapsed:
            reason = word("reason", lapsed.reason, language)
            return say("lapsed", language, day=said(lapsed.lapsed_on, language), reason=reason)
        case None if standing == "lapsed":
            over = said(owed.due.due_on + timedelta(days=1), language)
            return say("lapsed", language, day=over, reason=word("reason", "time_passed", language))
        case None:
            return say(standing, language)


def say(sentence: str, language: Language, **known: str) -> str:
    return word("sentence", sentence, language).format_map(known)


def adjusted(adjustment: str, language: Language) -> str:
    """Every rule of the calendar that shaped a day: one can be marked besides."""
    found = [code for code in words()["calendar"] if code in adjustment]
    longest = [one for one in found if not any(one != other and one in other for other in found)]
    return ", ".join(word("calendar", code, language) for code in longest)


def said(day: date, language: Language) -> str:
    month = word("month", str(day.month), language)
    return f"{day.day}. {month} {day.year}" if language == "da" else f"{day.day} {month} {day.year}"


def moment(at: datetime, language: Language) -> str:
    """A moment by Copenhagen's clock."""
    there = at.astimezone(COPENHAGEN)
    by = "kl." if language == "da" else "at"
    return f"{said(there.date(), language)} {by} {there:%H:%M}"
