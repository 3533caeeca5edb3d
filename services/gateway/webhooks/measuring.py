"""What operations see of deliveries."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from prometheus_client import Counter, Gauge

from shared.telemetry import Metrics


class Measured:
    """The measurements of one process; the gauges are those of the one that delivers."""

    def __init__(self, metrics: Metrics) -> None:
        self._attempts = Counter(
            "webhook_attempts_total",
            "Attempts to bring an event to a subscriber, by what came of them",
            ["outcome"],
            registry=metrics.registry,
        )
        self._parked = Gauge(
            "webhook_parked_items",
            "Deliveries that failed for 24 hours, and wait for somebody to set them going",
            registry=metrics.registry,
        )
        self._oldest = Gauge(
            "webhook_oldest_waiting_seconds",
            "For how long the oldest delivery that is not through has waited",
            registry=metrics.registry,
        )

    def tried(self, outcome: str) -> None:
        self._attempts.labels(outcome).inc()

    def stands(self, standing: sa.Row[Any], now: datetime) -> None:
        self._parked.set(standing.parked)
        waited = (now - standing.oldest).total_seconds() if standing.oldest else 0
        self._oldest.set(max(waited, 0))
