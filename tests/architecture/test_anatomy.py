"""Every service is built alike, so that who knows one finds the way in all."""

from pathlib import Path

import pytest

from tests.architecture.tree import DOMAIN_SERVICES, ROOT, SERVICES, name_of, parsed, sources

SERVICE = {"__init__.py", "__main__.py", "api.py", "application.py", "main.py", "settings.py"}
DOMAIN = {"domain.py", "events.py", "published.py", "rules.py"}
SLICE = {"__init__.py", "commands.py", "domain.py", "events.py", "rules.py"}


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir() if each.suffix == ".py"}


def slices(service: Path) -> list[Path]:
    """The packages inside a service that decide something: sliced by the domain's nouns."""
    return [each.parent for each in sorted(service.glob("*/events.py"))]


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_a_service_has_the_parts_that_every_service_has(service: Path) -> None:
    assert files(service) >= SERVICE
    assert (service / "migrations" / "env.py").exists()
    assert sorted((service / "migrations" / "versions").glob("0001_*.py"))


@pytest.mark.parametrize("service", DOMAIN_SERVICES, ids=lambda each: each.name)
def test_a_service_that_owns_facts_has_a_domain_and_its_law(service: Path) -> None:
    assert files(service) >= DOMAIN
    assert sorted((service / "statute").glob("????-??-??.toml"))
    assert ("commands.py" in files(service)) != bool(slices(service))


@pytest.mark.parametrize("service", DOMAIN_SERVICES, ids=lambda each: each.name)
def test_a_service_is_sliced_by_nouns_and_every_slice_is_whole(service: Path) -> None:
    for each in slices(service):
        assert files(each) >= SLICE, each.name


@pytest.mark.parametrize("service", DOMAIN_SERVICES, ids=lambda each: each.name)
def test_a_service_that_follows_its_neighbours_says_what_follows(service: Path) -> None:
    follows = "self.follow(" in (service / "application.py").read_text(encoding="utf-8")
    assert follows == ("policy.py" in files(service))


def test_every_package_can_be_imported_by_its_name() -> None:
    homes = {
        each.parent for each in sources("services", "shared") if "migrations" not in each.parts
    }
    assert [each for each in sorted(homes) if not (each / "__init__.py").exists()] == []


def test_a_package_s_door_holds_no_more_than_names() -> None:
    doors = [each for each in sources("services") if each.name == "__init__.py"]
    shallow = [each for each in doors if each.parent.parent in {ROOT / "services", ROOT}]
    assert [each for each in shallow if len(parsed(each).body) > 1] == []


def test_no_test_blocks_the_loop_that_its_services_live_in() -> None:
    """A statement that waits for a lock of the same loop's waits for ever: `queried` is awaited."""
    blocking = [
        each
        for each in sources("tests/gateway", "tests/journeys", "tests/shared")
        if "async def test_" in each.read_text() and "psycopg.connect(" in each.read_text()
    ]
    assert [name_of(each) for each in blocking] == []
