"""What operators are handed is true of the code: settings, commands, probes, and who reads what."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError
from starlette.routing import Match

from deploy.contracts import SERVICES as DOMAIN_SERVICES
from deploy.processes import ASKS, KINDS
from deploy.stack import PACKAGES
from services.case.settings import Settings as CaseSettings
from services.followup.settings import Settings as FollowUpSettings
from services.gateway.main import create_app as create_gateway
from services.gateway.settings import Settings as GatewaySettings
from services.intervention_ladder.settings import Settings as LadderSettings
from shared.settings import ServiceSettings

DEPLOY = Path(__file__).parents[2] / "deploy"
KUBERNETES = DEPLOY / "kubernetes"
SETTINGS: Mapping[str, type[ServiceSettings]] = {
    "case": CaseSettings,
    "ladder": LadderSettings,
    "followup": FollowUpSettings,
    "gateway": GatewaySettings,
}
PROCESSES = [(service, kind) for service in PACKAGES for kind in KINDS]
FILLED = "filled in by an operator, long enough"
Document = dict[str, Any]


def names(service: str) -> set[str]:
    """The environment variables that a service reads."""
    kind = SETTINGS[service]
    return {f"{kind.model_config['env_prefix']}{field}".upper() for field in kind.model_fields}


def listed(service: str) -> dict[str, str]:
    """The secrets that a service's example lists."""
    lines = (DEPLOY / "secrets" / f"{service}.env.example").read_text("utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name: value for name, _, value in pairs}


@pytest.fixture(scope="module")
def composed() -> Document:
    found: Document = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    return found


@pytest.fixture(scope="module")
def resources() -> list[Document]:
    """Everything that kustomization.yaml lists."""
    chosen = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))["resources"]
    return [
        each
        for file in chosen
        for each in yaml.safe_load_all((KUBERNETES / file).read_text("utf-8"))
    ]


@pytest.fixture(scope="module")
def every() -> Document:
    """What is laid over every deployment."""
    patch = yaml.safe_load((KUBERNETES / "process.yaml").read_text("utf-8"))
    pod: Document = patch["spec"]["template"]["spec"]
    return pod


def named(resources: list[Document], kind: str, name: str) -> Document:
    return next(
        each for each in resources if (each["kind"], each["metadata"]["name"]) == (kind, name)
    )


def container(workload: Document) -> Document:
    only: Document
    [only] = workload["spec"]["template"]["spec"]["containers"]
    return only


@pytest.mark.parametrize(("service", "kind"), PROCESSES)
def test_compose_runs_every_service_and_worker(composed: Document, service: str, kind: str) -> None:
    process = composed[f"{service}-{kind}"]
    assert process["command"][:2] == [PACKAGES[service], kind]
    assert process["env_file"] == f"secrets/{service}.env"
    told = process.get("environment", {})
    assert told == {
        f"{service}_{asked}_url".upper(): f"http://{asked}-api:8000" for asked in ASKS[service]
    }
    assert set(told) <= names(service)
    assert process["read_only"]
    assert "/readyz" in process["healthcheck"]["test"][-1]


def test_compose_publishes_the_gateway_and_nobody_else(composed: Document) -> None:
    assert [name for name, each in composed.items() if "ports" in each] == ["gateway-api"]
    outside = [name for name, each in composed.items() if "outside" in each["networks"]]
    assert outside == ["gateway-api", "gateway-worker"]  # who is asked, and who brings webhooks


def test_compose_migrates_before_anything_starts(composed: Document) -> None:
    migrate = composed["migrate"]
    assert migrate["command"] == ["deploy.migrate"]
    assert migrate["env_file"] == [f"secrets/{service}.env" for service in PACKAGES]
    for service, kind in PROCESSES:
        assert "migrate" in composed[f"{service}-{kind}"]["depends_on"]


@pytest.mark.parametrize(("service", "kind"), PROCESSES)
def test_kubernetes_runs_every_service_and_worker(
    resources: list[Document], service: str, kind: str
) -> None:
    deployment = named(resources, "Deployment", f"{service}-{kind}")
    process = container(deployment)
    assert process["args"][:2] == [PACKAGES[service], kind]
    assert process["envFrom"] == [{"secretRef": {"name": service}}]
    told = {each["name"]: each["value"] for each in process.get("env", [])}
    assert told == {f"{service}_{asked}_url".upper(): f"http://{asked}" for asked in ASKS[service]}
    assert set(told) <= names(service)
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert labels == deployment["spec"]["selector"]["matchLabels"]
    assert named(resources, "Service", service)["spec"]["selector"] == {**labels, "kind": "api"}


def test_kubernetes_migrates_with_every_services_secret(resources: list[Document]) -> None:
    migrate = container(named(resources, "Job", "migrate"))
    assert migrate["args"] == ["deploy.migrate"]
    assert migrate["envFrom"] == [{"secretRef": {"name": service}} for service in PACKAGES]


def test_no_manifest_holds_a_secret(resources: list[Document]) -> None:
    assert "Secret" not in {each["kind"] for each in resources}


def test_kubernetes_may_not_say_what_only_settings_say(
    resources: list[Document], every: Document
) -> None:
    """A service named `case` would put CASE_PORT=tcp://… in everybody's environment."""
    job = named(resources, "Job", "migrate")["spec"]["template"]["spec"]
    assert every["enableServiceLinks"] is False
    assert job["enableServiceLinks"] is False
    with pytest.raises(ValidationError, match="port"):
        CaseSettings.model_validate({"environment": "development", "dsn": "", "port": "tcp://"})


@pytest.mark.parametrize("workload", ["every", "migrate"])
def test_nobody_runs_as_root(resources: list[Document], every: Document, workload: str) -> None:
    migrate = named(resources, "Job", "migrate")["spec"]["template"]["spec"]
    pod = every if workload == "every" else migrate
    [process] = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert process["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    image = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert f"USER {pod['securityContext']['runAsUser']}\n" in image


def test_probes_ask_what_every_service_answers(every: Document) -> None:
    [process] = every["containers"]
    probes = {name: process[name]["httpGet"] for name in process if name.endswith("Probe")}
    assert {name: each["path"] for name, each in probes.items()} == {
        "startupProbe": "/startupz",
        "readinessProbe": "/readyz",
        "livenessProbe": "/livez",
    }
    gateway = create_gateway(GatewaySettings(environment="development", dsn=""))
    for app in (gateway, *(create() for create in DOMAIN_SERVICES.values())):
        for each in probes.values():
            asked = {"type": "http", "method": "GET", "path": each["path"], "headers": []}
            assert any(route.matches(asked)[0] is Match.FULL for route in app.routes)


@pytest.mark.parametrize("service", PACKAGES)
def test_the_listed_secrets_are_all_that_production_needs(service: str) -> None:
    told = listed(service)
    assert set(told) <= names(service)
    assert {name for name, value in told.items() if not value} >= {
        f"{service.upper()}_INTERNAL_SECRET"
    }
    prefix = SETTINGS[service].model_config["env_prefix"]
    filled = {name.removeprefix(prefix).lower(): value or FILLED for name, value in told.items()}
    assert SETTINGS[service].model_validate(filled).environment == "production"
    with pytest.raises(ValidationError, match="production needs"):
        SETTINGS[service].model_validate({"dsn": filled["dsn"]})


def test_the_image_holds_what_it_runs_and_installs_by_hash() -> None:
    image = (DEPLOY / "Dockerfile").read_text("utf-8")
    let_in = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    copied = [
        source
        for line in image.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    assert let_in == ["*", *(f"!{each}" for each in copied), "**/__pycache__"]
    assert "--require-hashes -r run.txt" in image


def test_only_the_gateway_is_reachable_from_outside(resources: list[Document]) -> None:
    policies = {
        each["metadata"]["name"]: each["spec"]
        for each in resources
        if each["kind"] == "NetworkPolicy"
    }
    assert policies["nobody"] == {"podSelector": {}, "policyTypes": ["Ingress"]}
    open_to_all = [
        name
        for name, each in policies.items()
        if any("from" not in rule for rule in each.get("ingress", []))
    ]
    assert open_to_all == ["gateway"]


@pytest.mark.parametrize("service", DOMAIN_SERVICES)
def test_a_service_is_reachable_for_exactly_those_that_ask_it(
    resources: list[Document], service: str
) -> None:
    [rule] = named(resources, "NetworkPolicy", service)["spec"]["ingress"]
    allowed = {each["podSelector"]["matchLabels"]["app"] for each in rule["from"]}
    assert allowed == {asker for asker, asked in ASKS.items() if service in asked}
