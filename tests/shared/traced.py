"""A process whose spans are collected: run by `test_traces`, it says what the collector got.

It runs apart because a process has one tracer provider, and this one instruments psycopg.
"""

import asyncio
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import UUID, uuid4

from httpx import ASGITransport, AsyncClient
from opentelemetry import trace
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import TracerProvider

from shared.identity import HEADER, Caller
from shared.settings import ServiceSettings
from shared.telemetry import log_as_json
from tests.shared import sample

received: list[ExportTraceServiceRequest] = []


class Collector(BaseHTTPRequestHandler):
    """Takes spans in OTLP over HTTP."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received.append(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Say nothing."""


async def one_command(dsn: str, endpoint: str, traceparent: str, words: str) -> None:
    """Open a notebook and write in it, as part of a trace that began elsewhere."""
    settings = ServiceSettings(environment="development", dsn=dsn, otlp_endpoint=endpoint)
    _, app = sample.create(settings)
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=ASGITransport(app), base_url="http://notebooks") as client,
    ):
        scopes = frozenset({"case.write"})
        token = settings.tokens().sign(Caller(sub="x", role="system", scopes=scopes))
        sent = {HEADER: token, "Idempotency-Key": uuid4().hex, "traceparent": traceparent}
        opened = await client.post("/cases", json={"openedOn": "2016-01-11"}, headers=sent)
        case = opened.json()["id"]
        token = settings.tokens().sign(
            Caller(sub="x", role="system", scopes=scopes, case=UUID(case))
        )
        sent = {HEADER: token, "If-Match": '"1"', "traceparent": traceparent}
        await client.post(f"/cases/{case}/lines", json={"page": 1, "words": words}, headers=sent)


def main(dsn: str, traceparent: str, words: str) -> None:
    log_as_json("warning")
    collector = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    Thread(target=collector.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{collector.server_port}/v1/traces"
    asyncio.run(one_command(dsn, endpoint, traceparent, words))
    provider = trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.shutdown()
    collector.shutdown()
    spans = [
        {"name": span.name, "trace": span.trace_id.hex(), "all": str(span)}
        for request in received
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    sys.stdout.write(json.dumps(spans))


if __name__ == "__main__":
    main(*sys.argv[1:])
