"""Write the page: one file, both languages, no network."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nulopdemeter.language import LANGUAGES, say
from nulopdemeter.report.view import make_view
from nulopdemeter.summary import Summary


def write_report_html(
    results: pd.DataFrame, summary: Summary, path: Path, lang: str, manifest: Mapping[str, object]
) -> None:
    """Write the report as one page that opens offline, in Dutch and English.

    Parameters
    ----------
    results : pandas.DataFrame
        Rows of dwelling x package.
    summary : Summary
        Tables made of them by ``summarise``.
    path : Path
        File to write.
    lang : str
        Language the page opens in; ``#nl`` and ``#en`` behind its address choose the other one.
    manifest : Mapping[str, object]
        What the run wrote about itself: ``run_id``, ``name``, ``made_at``, ``counts`` and the file name in
        ``inputs.stock.file`` are used, all of it is listed.
    """
    languages = (lang, *(other for other in LANGUAGES if other != lang))
    views = [make_view(results, summary, manifest, each) for each in languages]
    folder = files("nulopdemeter.report") / "templates"
    text = (
        _environment()
        .get_template("report.html.j2")
        .render(
            views=views,
            lang=lang,
            say=say,
            style=Markup((folder / "report.css").read_text(encoding="utf-8")),
            script=Markup((folder / "report.js").read_text(encoding="utf-8")),
        )
    )
    Path(path).write_text(text, encoding="utf-8")


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("nulopdemeter.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
