"""From a recorded fact to the library's stored form and back, under the catalog's stable names."""

from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from pydantic_core import from_json, to_json

from shared.facts import Catalog, Recorded
from shared.sealing import Binding, Cipher


class CatalogMapper(Mapper[UUID]):
    """The library's mapper contract over a catalog. The stream and the name bind sealed words."""

    def __init__(self, catalog: Catalog[Any]) -> None:
        super().__init__(transcoder=JSONTranscoder())
        self.catalog = catalog

    def to_stored_event(self, domain_event: Any, cipher: Cipher | None = None) -> StoredEvent:
        recorded: Recorded[Any] = domain_event
        name = self.catalog.name(recorded.fact)
        binding = Binding(recorded.stream, name, cipher)
        state = {
            "at": recorded.recorded_at.isoformat(),
            "by": recorded.by,
            "correlation": recorded.correlation,
            "causation": recorded.causation,
            **self.catalog.dump(recorded.fact, binding),
        }
        return StoredEvent(recorded.stream, recorded.version, name, to_json(state))

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        stored = from_json(stored_event.state)
        stream = UUID(str(stored_event.originator_id))
        binding = Binding(stream, stored_event.topic)
        return Recorded(
            stream=stream,
            version=stored_event.originator_version,
            recorded_at=datetime.fromisoformat(stored["at"]),
            by=stored["by"],
            correlation=stored["correlation"],
            causation=stored["causation"],
            fact=self.catalog.load(stored_event.topic, stored, binding),
        )
