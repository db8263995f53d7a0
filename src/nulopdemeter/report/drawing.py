"""Draw with matplotlib and hand over SVG that can stand inside a page.

Matplotlib is imported when the first figure is made, so that importing the program stays quick. No state of
pyplot is used.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from nulopdemeter.language import eur, number, say
from nulopdemeter.report.words import say_or

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN = 4.0
"""Narrow, so that the letters stay readable on a telephone."""
_NAME_LETTERS = 18
_DOTS_PER_IN = 300
INK, FAINT, PAPER = "#1d2733", "#5a6675", "#ffffff"
COLOURS = {
    "rent": "#7b8ba3",
    "huurtoeslag": "#d5dbe3",
    "epv": "#d98324",
    "energy": "#1b7f8c",
    "gas": "#8a5a44",
    "district_heat": "#a8443a",
    "heating": "#cf5c36",
    "hot_water": "#e7a977",
    "fans": "#a3adba",
    "household": "#56688a",
    "pv": "#e3b505",
    "better": "#2a7f62",
    "worse": "#b5382a",
    "band": "#9cc5cc",
    "dot": "#12505a",
    "shell": "#6d7f5e",
    "ventilation": "#a3b7c4",
    "installation": "#8d6a9f",
    "solar_boiler": "#c9a24b",
    "shower_recovery": "#b98b6d",
    "car_charger": "#7d8cc4",
    "control": "#9aa58c",
    "cooking": "#56688a",
    "element": "#7d4f96",
    "collector": "#b08d00",
    "cooling": "#6fb3d9",
    "ev": "#3f8f5f",
    "battery": "#1b7f8c",
    "outdoor": "#4a7fb5",
    "supply": "#cf5c36",
    "project": "#b9b2a3",
    "rest": "#b9b2a3",
    "hoogwaardig": "#1b7f8c",
    "basis": "#7fbac2",
    "band_1": "#1b7f8c",
    "band_2": "#7fbac2",
    "band_3": "#b9dade",
    "near": "#f0c987",
    "none": "#dfe3e8",
    "A++++": "#00692f",
    "A+++": "#0a7d3a",
    "A++": "#219150",
    "A+": "#4aa96c",
    "A": "#7fc08a",
    "B": "#b5d59a",
    "C": "#e8dc8a",
    "D": "#f3c26b",
    "E": "#ea9a54",
    "F": "#da6b45",
    "G": "#b93c34",
}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.size": 9.0,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": INK,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 9.0,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "hatch.linewidth": 0.7,
}


@dataclass(frozen=True)
class Table:
    """The numbers behind a figure, written out.

    Attributes
    ----------
    headings : tuple of str
        One a column; the first column names the row.
    rows : tuple of tuple of str
        Cells.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """One figure of the page.

    Attributes
    ----------
    name : str
        Short name; part of the address of the figure in the page.
    title : str
        The message, as a sentence.
    caption : str
        How to read it.
    svg : str
        The drawing.
    table : Table
        The numbers behind it.
    key : tuple of tuple of str
        Colour and meaning, in order.
    """

    name: str
    title: str
    caption: str
    svg: str
    table: Table
    key: tuple[tuple[str, str], ...]


def draw(
    prefix: str,
    height_in: float,
    paint: Callable[["Figure"], None],
    description: str,
) -> str:
    """Make a figure and return it as SVG.

    Parameters
    ----------
    prefix : str
        Goes before every id in the drawing: many drawings share one page.
    height_in : float
        Height [inch].
    paint : Callable
        Puts the axes and marks on the empty figure.
    description : str
        Text for ``<title>`` and screen readers.

    Returns
    -------
    str
        ``<svg …>…</svg>`` without size, the same bytes for the same input.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context({**_STYLE, "svg.hashsalt": prefix}):
        figure = Figure(figsize=(WIDTH_IN, height_in), layout="constrained")
        FigureCanvasSVG(figure)
        paint(figure)
        text = StringIO()
        figure.savefig(text, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _inline(text.getvalue(), prefix, description)


def draw_alone(
    size_in: tuple[float, float],
    paint: Callable[["Figure"], None],
    title: str,
    description: str,
    suffix: str,
) -> bytes:
    """Make a figure that stands in a file of its own.

    Parameters
    ----------
    size_in : tuple of float
        Width and height [inch].
    paint : Callable
        Puts the axes and marks on the empty figure.
    title, description : str
        Text for screen readers, in the file: short, and what is to be seen.
    suffix : str
        ``".svg"`` or ``".png"``.

    Returns
    -------
    bytes
        The file, the same bytes for the same input.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    kind = suffix.removeprefix(".")
    about: dict[str, Any] = {"Date": None, "Creator": None}
    if kind == "png":
        about = {"Title": title, "Description": description, "Software": None}
    with rc_context({**_STYLE, "svg.hashsalt": title}):
        figure = Figure(figsize=size_in, layout="constrained")
        FigureCanvasAgg(figure)
        paint(figure)
        file = BytesIO()
        figure.savefig(file, format=kind, dpi=_DOTS_PER_IN, facecolor=PAPER, metadata=about)
    return file.getvalue() if kind == "png" else _named_svg(file.getvalue(), title, description)


def _named_svg(file: bytes, title: str, description: str) -> bytes:
    """Give the drawing a name and a description that screen readers tell."""
    svg = file.decode("utf-8")
    head_end = svg.index(">", svg.index("<svg")) + 1
    head = svg[:head_end].replace("<svg ", '<svg role="img" aria-labelledby="week-title week-text" ', 1)
    names = (
        f'<title id="week-title">{_escape(title)}</title><desc id="week-text">{_escape(description)}</desc>'
    )
    return (head + names + svg[head_end:]).encode("utf-8")


def _inline(svg: str, prefix: str, description: str) -> str:
    """Cut the file's head off, give ids a prefix, name the drawing, let the page choose the font."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    # Names of groups are of no use in a page; what is referred to keeps its name, with the prefix.
    referred = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([^"]+)"', lambda m: f' id="{prefix}-{m[1]}"' if m[1] in referred else "", svg)
    svg = re.sub(r'(xlink:href="#|url\(#)', rf"\1{prefix}-", svg)
    svg = svg.replace("xlink:href", "href")
    # Two decimals of a point are finer than any screen; only inside tags: texts hold 1.234 too.
    svg = re.sub(r"<[^>]+>", lambda tag: re.sub(r"(\.\d\d)\d+", r"\1", tag[0]), svg)
    svg = re.sub(r"font: ([\d.a-z ]*?)([\d.]+)px '[^;\"]*", r"font-size: \2px; \1", svg)
    svg = re.sub(r"(font-size: [\d.]+px); (?:(bold|[67]00) )?", r"\1; ", svg)
    view = re.search(r'viewBox="([^"]+)"', svg)
    head_end = svg.index(">") + 1
    title = f'<title id="{prefix}-title">{_escape(description)}</title>'
    head = f'<svg role="img" aria-labelledby="{prefix}-title" viewBox="{view[1] if view else ""}">'
    return re.sub(r"\n\s*", "\n", head + title + svg[head_end:])


def _escape(text: str) -> str:
    """Make a text safe between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tidy(axes: "Axes", lang: str, unit: str = "", *, is_euro: bool = False, is_grid: bool = True) -> None:
    """Take away the frame and write the numbers of the horizontal axis in the reader's language.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where the marks are.
    lang : str
        ``"nl"`` or ``"en"``.
    unit : str
        Goes below the axis.
    is_euro : bool
        Whether a euro sign stands before the numbers.
    is_grid : bool
        Whether thin lines help to read the marks.
    """
    from matplotlib.ticker import FuncFormatter

    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    write = eur if is_euro else number

    def text(value: float, _place: float) -> str:
        return write(value, lang)

    axes.xaxis.set_major_formatter(FuncFormatter(text))
    axes.xaxis.get_major_locator().set_params(nbins=5)  # type: ignore[call-arg]
    if is_grid:
        axes.grid(axis="x", color="#e3e7ec", linewidth=0.6)
        axes.set_axisbelow(True)
    if unit:
        axes.set_xlabel(unit, fontsize=8.0)


def in_two_lines(text: str) -> str:
    """Break a title where its halves are about equal.

    Parameters
    ----------
    text : str
        A few words.

    Returns
    -------
    str
        The same words on two lines.
    """
    places = [place for place, letter in enumerate(text) if letter == " "]
    if not places:
        return text
    middle = min(places, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def name_rows(axes: "Axes", names: list[str]) -> None:
    """Write a name beside each row, the first on top.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where the rows are, at 0, 1, 2 …
    names : list of str
        One a row.
    """
    wrapped = ["\n".join(line for part in n.split("\n") for line in wrap(part, _NAME_LETTERS)) for n in names]
    axes.set_yticks(range(len(names)), wrapped)
    axes.set_ylim(len(names) - 0.4, -0.6)


def colour_key(names: Iterable[str], lang: str, texts: str = "report.key") -> tuple[tuple[str, str], ...]:
    """Explain the colours; the page sets the explanation above the drawing, where it can wrap.

    Parameters
    ----------
    names : iterable of str
        Names in ``COLOURS``; an unknown one has the colour of the rest.
    lang : str
        ``"nl"`` or ``"en"``.
    texts : str
        Where the texts are: ``<texts>.<name>``.

    Returns
    -------
    tuple of tuple of str
        Colour and text.
    """
    return tuple((COLOURS.get(n, COLOURS["rest"]), say_or(f"{texts}.{n}", lang, n)) for n in names)


def make_chart(
    name: str,
    lang: str,
    values: Mapping[str, object],
    height_in: float,
    paint: Callable[["Figure"], None],
    table: Table,
    key: tuple[tuple[str, str], ...] = (),
) -> Chart:
    """Put a drawing and its texts together.

    Parameters
    ----------
    name : str
        Name of the figure; its texts are ``report.figure.<name>.title`` and ``.caption``.
    lang : str
        ``"nl"`` or ``"en"``.
    values : Mapping[str, object]
        What the texts need.
    height_in : float
        Height [inch].
    paint : Callable
        Puts the marks on an empty figure.
    table : Table
        The numbers behind it.
    key : tuple of tuple of str
        Colour and meaning.

    Returns
    -------
    Chart
        The figure.
    """
    title = say(f"report.figure.{name}.title", lang, values)
    caption = say(f"report.figure.{name}.caption", lang, values)
    return Chart(name, title, caption, draw(f"{lang}-{name}", height_in, paint, title), table, key)
