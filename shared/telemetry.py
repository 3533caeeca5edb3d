"""What operations see: a log line, a measurement and a trace per request; ids, never names."""

import logging
import secrets
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from re import fullmatch
from threading import Event
from typing import Any

import structlog
from opentelemetry import propagate, trace
from opentelemetry.context import attach, detach
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

VERSION, SAMPLED, PARTS = "00", "01", 4  # of a W3C traceparent
QUIET = frozenset({"/livez", "/readyz", "/startupz", "/metrics", "/feed"})

log = structlog.get_logger()
tracer = trace.get_tracer("indsats")
exporting = Event()
_traceparent: ContextVar[str] = ContextVar("traceparent", default="")


def trace_id() -> str:
    """The trace that the current work belongs to: the correlation id of facts and logs."""
    return _traceparent.get().split("-")[1] if _traceparent.get() else ""


def traceparent() -> str:
    """The W3C trace context to send along."""
    return _traceparent.get() or new_traceparent()


def new_traceparent(trace: str | None = None) -> str:
    """The context of a new trace, or of work in one that is known."""
    return f"{VERSION}-{trace or secrets.token_hex(16)}-{secrets.token_hex(8)}-{SAMPLED}"


def continue_trace(header: str) -> None:
    """Work on behalf of a trace, or of a new one when the header is not a trace context."""
    parts = header.split("-")
    valid = len(parts) == PARTS and len(parts[1]) == 32 and len(parts[2]) == 16  # noqa: PLR2004
    _traceparent.set(header if valid and header.replace("-", "").isalnum() else new_traceparent())


class Metrics:
    """The measurements of one process of one service."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "http_server_request_duration_seconds",
            "Requests by route and status",
            ["service", "method", "route", "status"],
            registry=self.registry,
        )
        self.lag = Gauge(
            "follower_lag_positions",
            "Positions between a feed's head and what a follower has taken",
            ["service", "follower", "feed"],
            registry=self.registry,
        )
        self.parked = Gauge(
            "projection_parked_items",
            "News that waits because a read model could not take it, or what came before it",
            ["service", "model"],
            registry=self.registry,
        )
        self.failures = Counter(
            "follower_failures_total",
            "Pages that a follower could not take, by feed",
            ["service", "follower", "feed"],
            registry=self.registry,
        )


class Observed:
    """ASGI middleware: continues the trace, measures and logs every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        continue_trace(headers.get(b"traceparent", b"").decode("latin-1"))
        request_id = safe_id(headers.get(b"x-request-id", b"").decode("latin-1")) or trace_id()
        started, status = time.perf_counter(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                message["headers"] = [
                    *(pair for pair in message["headers"] if pair[0] not in CORRELATION),
                    (b"x-request-id", request_id.encode()),
                    (b"traceparent", traceparent().encode()),
                ]
            await send(message)

        try:
            with spanned(scope["method"]) as span:
                await self.app(scope, receive, answer)
                span.set_attribute("http.response.status_code", status)
        finally:
            self._tell(scope, status, time.perf_counter() - started, request_id)

    def _tell(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        route = getattr(scope.get("route"), "path", None) or scope.get("template", "unmatched")
        labels = (self.metrics.service, scope["method"], route, str(status))
        self.metrics.requests.labels(*labels).observe(seconds)
        if scope["path"] not in QUIET:
            log.info(
                "request",
                service=self.metrics.service,
                method=scope["method"],
                route=route,
                status=status,
                milliseconds=round(seconds * 1000, 1),
                trace=trace_id(),
                request=request_id,
            )


CORRELATION = frozenset({b"x-request-id", b"traceparent"})


def safe_id(sent: str) -> str:
    """A client's request id when it is a UUID or longer hex: nothing that could be a person's."""
    return sent if fullmatch(r"[0-9a-fA-F-]{16,64}", sent) else ""


@contextmanager
def spanned(name: str) -> Iterator[trace.Span]:
    """A span of the current trace, when somebody collects them."""
    if not exporting.is_set():
        yield trace.INVALID_SPAN
        return
    token = attach(propagate.extract({"traceparent": traceparent()}))
    try:
        with tracer.start_as_current_span(name, kind=trace.SpanKind.SERVER) as span:
            yield span
    finally:
        detach(token)


def log_as_json(level: str) -> None:
    """Write structured log lines to standard error, and the libraries' own warnings with them."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def export_traces(service: str, endpoint: str) -> None:
    """Send spans of requests and of every SQL statement (never its values) to a collector."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - optional
        OTLPSpanExporter,
    )
    from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)
    exporting.set()
    PsycopgInstrumentor().instrument()
