"""What is noted of the neighbours' news: never asked by a client, and never refused.

A neighbour's fact has happened, whatever we think of it.
"""

from dataclasses import dataclass

from services.followup.heard.facts import Heard


@dataclass(frozen=True, slots=True)
class Note:
    """A neighbour told of something; these are the facts that are kept of it."""

    heard: tuple[Heard, ...]
