"""The pages of the documentation that list packages, housing types and ventilation, made from the data itself."""

from importlib.resources import files

import numpy as np

from nulopdemeter.dwelling.housing_type import HousingType
from nulopdemeter.dwelling.housing_types import read_housing_types
from nulopdemeter.dwelling.package import TARGETS, Band, Cost, Measure, Package
from nulopdemeter.dwelling.packages import SHIPPED_NAMES, read_packages
from nulopdemeter.dwelling.tables import table
from nulopdemeter.dwelling.ventilation import SYSTEMS as VENTILATION
from nulopdemeter.dwelling.ventilation import fan_control_frac, fan_w, ventilation_m3_per_h
from nulopdemeter.language import number, say
from nulopdemeter.units import H_PER_YEAR, W_PER_KW

# Floor area of the dwelling in the page about ventilation.
_SHOWN_M2 = 100.0
_PRICES = (
    ("eur_per_m2", "per m²"),
    ("piece_eur", "per door"),
    ("fixed_eur", "per dwelling"),
    ("eur_per_kwp", "per kWp"),
    ("eur_per_kw", "per kW"),
    ("eur_per_kwh", "per kWh"),
    ("without_radiators_eur", "per dwelling without radiators"),
)


def packages_page() -> str:
    """Write the page about packages.

    Returns
    -------
    str
        Markdown: the explanation, then a table per shipped package.
    """
    shown = "\n".join(_package(package) for package in read_packages(SHIPPED_NAMES))
    return _template("packages").replace("<!-- packages -->", shown)


def housing_types_page() -> str:
    """Write the page about housing types.

    Returns
    -------
    str
        Markdown: the explanation, then one row per housing type.
    """
    head = (
        "| key | floor m² | wall m² | windows m² | roof m² | ground floor m² | Rc wall | Rc roof | Rc floor "
        "| U window | ventilation | source row | confidence |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---|---|"
    )
    rows = [head, *(_housing_type(one) for one in read_housing_types())]
    return _template("housing_types").replace("<!-- housing types -->", "\n".join(rows))


def ventilation_page() -> str:
    """Write the page about ventilation.

    Returns
    -------
    str
        Markdown: the explanation, with one row per system.
    """
    head = (
        "| word | NTA 8800 | control | ducts | unit | fans AC | fans DC | fans, controlled | recovery | flow m³/h "
        "| fans AC kWh/m² | fans DC kWh/m² | source | status | note |\n"
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---|---|"
    )
    rows = [head, *(_system(str(word)) for word in table(VENTILATION).index)]
    return _template("ventilation").replace("<!-- systems -->", "\n".join(rows))


def _system(word: str) -> str:
    row = {key: str(cell) for key, cell in table(VENTILATION).loc[word].items()}
    one, area = np.array([word], dtype=object), np.array([_SHOWN_M2])
    a_year = [
        fan_w(one, area, np.array([new]))[0] * H_PER_YEAR / W_PER_KW / _SHOWN_M2 for new in (False, True)
    ]
    own = [f"{float(row[key]):.2f}" for key in ("duct_frac", "unit_frac")]
    own += [f"{float(row[key]):g}" for key in ("fan_ac_wh_per_m3", "fan_dc_wh_per_m3")]
    own += [f"{fan_control_frac(one)[0]:.2f}"]
    cells = [
        f"`{word}`", row["norm"], f"{float(row['control_frac']):.2f}",
        *(["of parts"] * len(own) if row["balanced_rooms"] else own), f"{float(row['recovery_frac']):g}",
        f"{ventilation_m3_per_h(one, area)[0]:.0f}", *(f"{kwh:.2f}" for kwh in a_year),
        f"{row['source']}, {row['place']}", row["status"], row["note"],
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _template(name: str) -> str:
    return (files("nulopdemeter.dwelling") / "page_texts" / f"{name}.md").read_text(encoding="utf-8")


def _package(package: Package) -> str:
    lines = [f"### `{package.key}`: {package.name.en} / {package.name.nl}", "", package.description.en, ""]
    if package.inherits:
        lines += [f"Inherits from `{package.inherits}`. Price level {package.price_year}.", ""]
    if package.not_for_heating:
        lines += [f"Not for: {', '.join(package.not_for_heating)}.", ""]
    if not package.allows_monument:
        lines += ["Not for listed buildings.", ""]
    if package.measure:
        head = (
            "| part | target | only where | cost, low – mid – high (EUR) | VAT on top | status | years "
            "| upkeep EUR/year |"
        )
        lines += [
            head,
            "|---|---|---|---|---:|---|---:|---:|",
            *(_measure(one) for one in package.measure),
            "",
        ]
    return "\n".join(lines)


def _measure(measure: Measure) -> str:
    targets = [f"{name} {_shown(getattr(measure, name))}" for name in TARGETS if _given(measure, name)]
    limits = ("built_from_year", "built_to_year", "rc_below_m2k_per_w", "u_above_w_per_m2k")
    only = [f"{name} {_shown(getattr(measure, name))}" for name in limits if _given(measure, name)]
    cost = measure.cost
    cells = (
        say(f"part.{measure.part}", "en"),
        ", ".join(targets),
        ", ".join(only),
        _prices(cost),
        f"{cost.vat_frac:.0%}",
        cost.status,
        _shown(measure.lifetime_years),
        _shown(measure.maintenance_eur_per_year),
    )
    return "| " + " | ".join(cells) + " |"


def _given(measure: Measure, name: str) -> bool:
    return getattr(measure, name) is not None


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else f"`{value}`"


def _prices(cost: Cost) -> str:
    shown = []
    for key, unit in _PRICES:
        band = getattr(cost, key)
        if isinstance(band, Band):
            amounts = " – ".join(number(amount, "en", 0) for amount in (band.low, band.mid, band.high))
            shown.append(f"{amounts} {unit}")
    return "; ".join(shown)


def _housing_type(one: HousingType) -> str:
    g, s = one.geometry, one.shell
    walls = g.wall_front_m2 + g.wall_back_m2 + g.wall_left_m2 + g.wall_right_m2
    windows = g.window_front_m2 + g.window_back_m2 + g.window_left_m2 + g.window_right_m2
    areas = (g.floor_area_m2, walls, windows, g.roof_area_m2, g.ground_floor_area_m2)
    shell = (s.rc_wall_m2k_per_w, s.rc_roof_m2k_per_w, s.rc_floor_m2k_per_w, s.u_window_w_per_m2k)
    cells = (
        f"`{one.key}`",
        *(f"{area:.1f}" for area in areas),
        *(f"{value:.2f}" for value in shell),
        one.systems.ventilation,
        one.source_row,
        one.confidence,
    )
    return "| " + " | ".join(cells) + " |"
