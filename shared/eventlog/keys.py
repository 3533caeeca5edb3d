"""Every case's own key, wrapped by the master ring. Destroying one erases words, never history."""

from collections import OrderedDict
from os import urandom
from time import monotonic
from uuid import UUID

from shared.database import Database
from shared.sealing import KEY, Blind, Cipher, MasterKeys

INDEX = UUID("5f1dbe11-0000-4000-8000-000000000001")  # no stream's: the service's own key's place
REMEMBERED = 10_000  # keys kept in memory
TRUSTED = 60.0  # seconds until a remembered key is asked for again, so that destruction spreads

FIND = "SELECT master, wrapped FROM data_keys WHERE stream = %s"
MAKE = """
INSERT INTO data_keys (stream, master, wrapped) VALUES (%s, %s, %s)
ON CONFLICT (stream) DO NOTHING
"""
DESTROY = """
INSERT INTO data_keys (stream, destroyed_at) VALUES (%s, now())
ON CONFLICT (stream) DO UPDATE SET wrapped = NULL, master = NULL, destroyed_at = now()
"""


class DataKeys:
    """Finds, makes and destroys the keys that seal words."""

    def __init__(self, database: Database, master: MasterKeys) -> None:
        self._database = database
        self._master = master
        self._known: OrderedDict[UUID, tuple[float, Cipher | None]] = OrderedDict()
        self._blind: Blind | None = None

    async def blind(self) -> Blind:
        """The service's own index (ADR 0021): the same for as long as the database lives."""
        if self._blind is None:
            self._blind = Blind(await self._key(INDEX, make=True) or b"")
        return self._blind

    async def cipher(self, stream: UUID, *, make: bool = False) -> Cipher | None:
        """The stream's cipher; `None` when it has none, or when its key is destroyed."""
        known = self._known.get(stream)
        if known and known[0] > monotonic() and (known[1] or not make):
            return known[1]
        key = await self._key(stream, make=make)
        cipher = Cipher.of(key) if key else None
        self._remember(stream, cipher)
        return cipher

    async def _key(self, stream: UUID, *, make: bool) -> bytes | None:
        async with self._database.connection() as connection:
            row = await (await connection.execute(FIND, (stream,))).fetchone()
            if row is None and make:
                name, wrapped = self._master.wrap(urandom(KEY), stream)
                await connection.execute(MAKE, (stream, name, wrapped))
                row = await (await connection.execute(FIND, (stream,))).fetchone()
        return self._master.unwrap(row[0], row[1], stream) if row and row[1] is not None else None

    async def destroy(self, stream: UUID) -> None:
        """Erase the stream's words for ever. Other processes follow within a minute."""
        async with self._database.connection() as connection:
            await connection.execute(DESTROY, (stream,))
        self._remember(stream, None)

    def _remember(self, stream: UUID, cipher: Cipher | None) -> None:
        self._known[stream] = (monotonic() + TRUSTED, cipher)
        self._known.move_to_end(stream)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
