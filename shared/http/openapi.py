"""The OpenAPI document of a service, with what the framework leaves out put right."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

CONTACT = {"name": "Indsats", "url": "https://indsats.example/contact"}
LICENCE = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
STREAM = "text/event-stream"
FRAMEWORK = ("HTTPValidationError", "ValidationError")


def describe(app: FastAPI) -> None:
    """Give an application its document."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = written(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def written(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        openapi_version="3.1.0",
        contact=CONTACT,
        license_info=LICENCE,
    )
    components = document.setdefault("components", {})
    for name in FRAMEWORK:
        components.get("schemas", {}).pop(name, None)
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    for path in document["paths"].values():
        for operation in path.values():
            tidy(operation)
    return document


def tidy(operation: dict[str, Any]) -> None:
    """Leave no answer of the framework's that we never give."""
    responses = operation["responses"]
    unprocessable = responses.get("422", {}).get("content", {}).get("application/json", {})
    if "HTTPValidationError" in str(unprocessable):
        del responses["422"]
    for status, response in responses.items():
        if STREAM in response.get("content", {}):  # version 3.1 has no word for its items
            response["content"][STREAM] = {"schema": {"type": "string"}}
        if status >= "400":
            described: dict[str, Any] = {}
            for content in response.get("content", {}).values():
                described |= content
            response["content"] = {"application/problem+json": described}
