"""The gateway's parts, wired: callers, the row filter, forwarding, and the read models."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from services.gateway import parking
from services.gateway.callers import Callers, Claims, Issuer, Provider
from services.gateway.development import DevelopmentIssuer
from services.gateway.emergency.application import create as emergencies
from services.gateway.forwarding import OWN, Forwarding
from services.gateway.jobs.keeping import Jobs
from services.gateway.jobs.working import Worker
from services.gateway.limits import Allowance
from services.gateway.looking import ReadLog
from services.gateway.masks import Masks
from services.gateway.mending import Mending
from services.gateway.names import Names
from services.gateway.planning import Planning
from services.gateway.projecting import Projecting, Waiting
from services.gateway.reaching import with_care
from services.gateway.read_models import BY_NAME, FEEDS, MODELS
from services.gateway.rebuilding import Rebuilding
from services.gateway.rights import Rights
from services.gateway.settings import Settings
from services.gateway.store import Store
from services.gateway.visiting import Door
from services.gateway.webhooks.addresses import Addresses
from services.gateway.webhooks.deliveries import Deliveries
from services.gateway.webhooks.delivering import Delivering
from services.gateway.webhooks.measuring import Measured
from services.gateway.webhooks.sending import Messenger
from services.gateway.webhooks.subscriptions import Subscriptions
from shared.application import stop
from shared.clock import Clock
from shared.database import Bell, Database, Unavailable
from shared.feed import FeedReader
from shared.follow import Follower
from shared.http.cursors import Cursors
from shared.telemetry import Metrics, export_traces
from shared.transport import InProcess, Transport


class GatewayApplication:
    """The parts of the gateway."""

    def __init__(self, settings: Settings, services: Mapping[str, Transport], clock: Clock) -> None:
        self.settings = settings
        self.emergencies, app = emergencies(settings, clock)
        self.metrics = Metrics("gateway")
        services = {**services, OWN: InProcess(app)}
        self.services = with_care(services, self.metrics)
        self.clock = clock
        self.tokens = settings.tokens()
        self.database = Database(settings.dsn, most=4)
        self.store = Store(settings.dsn)
        self.bell = Bell(self.database, "read_models")
        self.jobs = Jobs(self.store, settings.keys(), Bell(self.database, "jobs"))
        self.waiting = Waiting(self.store, self.bell, MODELS)
        self.cursors = Cursors(settings.internal_secret.get_secret_value())
        self.names = Names(self.services["case"], self.tokens)
        self.development_issuer = DevelopmentIssuer(settings.internal_secret.get_secret_value())
        self.rights = Rights.read()
        self.masks = Masks.read(self.rights)
        self.read_log = ReadLog(self.database)
        self.planning = Planning.of(settings, self.store)
        self.door = self._door()
        self.forwarding = Forwarding(
            self.door.enter, self.store, self.waiting, self.tokens, self.services
        )
        readers = {feed: FeedReader(feed, services[feed], self.tokens, "gateway") for feed in FEEDS}
        self.rebuilding = Rebuilding(self.store, readers, clock)
        self.mending = Mending(self.store, BY_NAME, self.metrics)
        self.worker = Worker(self.jobs, settings.dsn, clock)
        self.delivering = self._delivering()
        self._projecting = Projecting(self.store, MODELS, clock, bell=self.bell)
        self.followers = {feed: self._follower(each) for feed, each in readers.items()}

    def _follower(self, reader: FeedReader) -> Follower:
        projecting, dsn = self._projecting, self.settings.dsn
        return Follower("gateway", reader, projecting, dsn, self.bell, self.metrics)

    def _delivering(self) -> Delivering:
        settings = self.settings
        addresses = Addresses(settings.webhook_targets, plain=settings.in_development)
        return Delivering(
            Subscriptions(self.store, settings.keys()),
            Deliveries(self.store),
            Messenger(addresses),
            self.read_log,
            Measured(self.metrics),
            self.clock,
        )

    def _door(self) -> Door:
        claims = Claims(self.settings.oidc_role_claim, self.settings.oidc_unit_claim)
        callers = Callers(self._issuers(), claims, self.rights.scopes)
        allowance = Allowance(self.settings.limits)
        return Door(callers, self.rights, self.store, self.waiting, allowance, self.clock)

    def _issuers(self) -> list[Issuer]:
        issuers: list[Issuer] = []
        if self.settings.oidc_issuer:
            issuers.append(Provider(self.settings.oidc_issuer, self.settings.oidc_audience))
        if self.settings.in_development:
            issuers.append(self.development_issuer)
        return issuers

    def close(self) -> None:
        """Let everybody go who waits for news."""
        self.bell.close()
        self.jobs.bell.close()
        self.emergencies.log.bell.close()

    @asynccontextmanager
    async def running(self, *, working: bool) -> AsyncIterator[None]:
        """Open everything, and follow the feeds when this process is a worker."""
        if self.settings.otlp_endpoint:
            export_traces("gateway", self.settings.otlp_endpoint)
        async with self.database, self.emergencies.running(working=working):
            jobs = [self.bell.listen, self.jobs.bell.listen]
            if working:
                jobs += [follower.run for follower in self.followers.values()]
                jobs += [self.mending.run]
                jobs += [partial(self.worker.run, kind) for kind in self.worker.kinds]
                jobs += [partial(self.delivering.run, self.settings.dsn, self.bell)]
            tasks = [asyncio.create_task(job()) for job in jobs]
            try:
                yield
            finally:
                await stop(tasks)
                for transport in self.services.values():
                    await transport.close()
                await self.delivering.close()
                await self.store.close()

    async def ready(self) -> AsyncIterator[tuple[str, bool, dict[str, Any]]]:
        """What the gateway needs in order to be of use."""
        try:
            reached = {feed: await self._projecting.reached(feed) for feed in FEEDS}
            async with self.store.begin() as connection:
                waiting = await parking.counts(connection)
            yield "database", True, {}
            parked = {model: count for model, (count, _) in waiting.items()}
            yield "read models", True, {"parked": parked}
            standing = await self.delivering.deliveries.standing()
            told = {"parked": standing.parked, "waiting": standing.waiting}
            yield "webhooks", not self.delivering.failing, told
        except Unavailable:
            yield "database", False, {}
            return
        for feed, follower in self.followers.items():
            circuit = self.services[feed].state
            told = {"reached": reached[feed], "circuit": circuit}
            yield f"follows {feed}", not follower.failing, told
