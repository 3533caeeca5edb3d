"""A report's figures, drawn: the ladder over time, movements, compliance, and time on each step."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure as Sheet
from matplotlib.ticker import MaxNLocator

from services.gateway.queries.indicator_views import IndicatorFigures
from services.gateway.reports.views import Report

SIZE = (9.0, 4.2)  # inches
COLOURS = ("#e4e9ed", "#cfe3d4", "#9fcfa8", "#5fae79", "#f0c36b", "#dd8a3c", "#9c3d2e")
COMPLIANCE = ("K50", "K51", "K13", "K52", "K53", "K20", "K54", "K36")
HUNDRED = 100


def ladder_over_time(axes: Axes, report: Report) -> None:
    """Children on each step at the end of each quarter, stacked from the lowest."""
    axes.set_title("Børn på hvert trin ved kvartalets udgang")
    days = [f"{each.on:%Y-%m}" for each in report.ladder]
    words = {each.step.code: each.step.da for on in report.ladder for each in on.steps}
    below = [0] * len(days)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    for code in sorted(words):
        counts = [
            sum(each.children for each in on.steps if each.step.code == code)
            for on in report.ladder
        ]
        axes.bar(days, counts, bottom=below, color=colour_of(code), label=f"{code} {words[code]}")
        below = [low + count for low, count in zip(below, counts, strict=True)]
    if words:  # all may have been too few to be told
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)


def colour_of(step: str) -> str:
    """The darker, the further from home; the steps of every ladder are numbered alike."""
    return COLOURS[int(step[1])]


def movements(axes: Axes, report: Report) -> None:
    """Movements down and up the ladder in each quarter."""
    axes.set_title("Bevægelser på trappen pr. kvartal")
    course = {each.indicator.code: each for each in report.course}
    drawn = (("K38", -1, COLOURS[3]), ("K38b", 1, COLOURS[5]))
    quarters = sorted({each.since for code, *_ in drawn for each in course[code].figures})
    for code, sign, colour in drawn:
        values = {each.since: each.value or 0 for each in course[code].figures}
        counts = [sign * values.get(each, 0) for each in quarters]
        names = [f"{each:%Y-%m}" for each in quarters]
        axes.bar(names, counts, color=colour, label=course[code].indicator.da)
    axes.axhline(0, color="black", linewidth=0.8)
    axes.legend(frameon=False)


def compliance(axes: Axes, report: Report) -> None:
    """How often each rule was kept in the time, beside what is meant to be reached."""
    axes.set_title("Overholdelse i perioden, procent")
    told = [each for each in report.figures if each.indicator.code in COMPLIANCE]
    for place, each in enumerate(reversed(told)):
        value = each.figures[0].value if each.figures else None  # too few to be told
        axes.barh(place, value or 0, color=COLOURS[3])
        axes.text((value or 0) + 1, place, "-" if value is None else f"{value:.0f}", va="center")
        for goal in targets(each):
            axes.plot([goal, goal], [place - 0.4, place + 0.4], color="black", linewidth=1.5)
    names = [f"{each.indicator.code} {each.indicator.da}" for each in reversed(told)]
    axes.set_yticks(range(len(told)), names)
    axes.set_xlim(0, HUNDRED + 5)


def targets(told: IndicatorFigures) -> Sequence[float]:
    return [each.value for each in told.goals if each.kind.code == "target"]


def time_on_steps(axes: Axes, report: Report) -> None:
    """How many days the stays that ended had lasted, on each step."""
    axes.set_title("Gennemsnitlig varighed af afsluttede ophold på trinnet, dage")
    told = [each for each in report.times if each.mean_days is not None]
    names = [f"{each.step.code} {each.step.da}" for each in told]
    axes.barh(names, [each.mean_days or 0 for each in told], color=COLOURS[4])
    axes.invert_yaxis()


DRAWINGS: dict[str, Callable[[Axes, Report], None]] = {
    "ladder": ladder_over_time,
    "movements": movements,
    "compliance": compliance,
    "times": time_on_steps,
}


def sheets(report: Report) -> Iterator[tuple[str, Sheet]]:
    plain = rc_context({
        "font.size": 9, "axes.spines.top": False, "axes.spines.right": False,
        "svg.fonttype": "path", "svg.hashsalt": "indsats",
    })  # fmt: skip
    with plain:
        for name, draw in DRAWINGS.items():
            sheet = Sheet(figsize=SIZE, layout="constrained")
            draw(sheet.add_subplot(), report)
            yield name, sheet


def svg(report: Report) -> dict[str, str]:
    """Every drawing, to be put into a page."""
    drawn: dict[str, str] = {}
    for name, sheet in sheets(report):
        to = BytesIO()
        sheet.savefig(to, format="svg", metadata={"Date": None})
        text = to.getvalue().decode()
        drawn[name] = text[text.index("<svg") :]
    return drawn


def pdf(report: Report, note: str | None = None) -> bytes:
    """Every drawing on a page of its own, with a note of what is left out."""
    to = BytesIO()
    told = {"Title": f"Indsats {report.since} - {report.until}", "CreationDate": report.made_at}
    with PdfPages(to, metadata=told) as pages:
        for _, sheet in sheets(report):
            sheet.supxlabel(note or "")
            pages.savefig(sheet)
    return to.getvalue()
