"""A report as a page to be read and printed. It loads nothing from anywhere."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from services.gateway.reports.drawing import svg
from services.gateway.reports.views import Report

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html", "jinja"]),
    undefined=StrictUndefined,
    trim_blocks=True,
)


def html(report: Report, note: str | None = None) -> str:
    """The page, with its drawings in it, and a note of what is left out."""
    page = TEMPLATES.get_template("report.html.jinja")
    return page.render(report=report, drawings=svg(report), note=note)
