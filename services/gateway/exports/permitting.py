"""Who may take which sheet along: whoever may list it, with the columns that are theirs to read.

All of them are people or systems that work with cases: each role is one column of the matrix.
"""

from dataclasses import replace

from services.gateway.exports.sheet import Sheet
from services.gateway.rights import Rights
from services.gateway.visiting import Visit
from shared.identity import Caller
from shared.problems import Said


def permitted(visit: Visit, rights: Rights, sheet: Sheet, operation: str = "exportSheet") -> None:
    """Let a visit be one to a sheet: the look-up is named after it, and of its class.

    Raises:
        Said: forbidden, without the right to what is in it.
    """
    about = rights.classes[sheet.about]
    visit.entry = replace(visit.entry, operation=f"{operation}:{sheet.code}", about=about)
    if not may(visit.caller, rights, sheet):
        raise Said("forbidden")


def may(caller: Caller, rights: Rights, sheet: Sheet) -> bool:
    """Whoever may list it may take it along."""
    return sheet.scope in caller.scopes and reads(caller, rights, sheet.about)


def reads(caller: Caller, rights: Rights, code: str) -> bool:
    about = rights.classes[code]
    if caller.role == "system" and not rights.opened(about, caller.scopes):
        return False
    return about.may(caller.role, write=False)


def without(caller: Caller, rights: Rights, sheet: Sheet) -> list[str]:
    """The columns of classes that the caller may not read."""
    return [name for name, about in sheet.parts.items() if not reads(caller, rights, about)]
