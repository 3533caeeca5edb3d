"""The API's pages for people, at /docs and /redoc. They work without the internet."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import fastapi_offline
from fastapi import FastAPI
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

STATIC = Path(str(fastapi_offline.__file__)).parent / "static"
DOCUMENT, FILES = "/v1/openapi.json", "/docs-files"
WRITTEN = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def add_pages(app: FastAPI) -> None:
    """Serve both pages, with their scripts from this server."""
    app.mount(FILES, StaticFiles(directory=STATIC))

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return guarded(
            get_swagger_ui_html(
                openapi_url=DOCUMENT,
                title="Indsats",
                swagger_js_url=f"{FILES}/swagger-ui-bundle.js",
                swagger_css_url=f"{FILES}/swagger-ui.css",
                swagger_favicon_url=f"{FILES}/favicon.png",
            )
        )

    @app.get("/redoc", include_in_schema=False)
    async def redoc() -> HTMLResponse:
        return guarded(
            get_redoc_html(
                openapi_url=DOCUMENT,
                title="Indsats",
                redoc_js_url=f"{FILES}/redoc.standalone.js",
                redoc_favicon_url=f"{FILES}/favicon.png",
                with_google_fonts=False,
            )
        )


def guarded(page: HTMLResponse) -> HTMLResponse:
    """A page that runs our files and the scripts that it was written with, and nothing else."""
    own = [b64encode(sha256(each).digest()).decode() for each in WRITTEN.findall(page.body)]
    policy = (
        "default-src 'self'",
        " ".join(("script-src 'self'", *(f"'sha256-{each}'" for each in own))),
        "style-src 'self' 'unsafe-inline'",  # what both set on the elements they make
        "img-src 'self' data:",
        "worker-src blob:",
        "frame-ancestors 'none'",
    )
    page.headers["content-security-policy"] = "; ".join(policy)
    return page
