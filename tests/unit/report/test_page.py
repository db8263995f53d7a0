import html
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from nulopdemeter.language import eur, say
from nulopdemeter.parameters import figures
from nulopdemeter.report import write_report_html
from nulopdemeter.report.audit import all_entries, uncertain_figures
from nulopdemeter.report.charts_cost import best_buys
from nulopdemeter.report.charts_energy import meter_terms
from nulopdemeter.report.own_names import own_names
from nulopdemeter.report.words import (
    change_amount,
    change_words,
    eur_rounded,
    focus_package,
    package_name,
    percent,
    signed_eur,
)
from nulopdemeter.summary import summarise
from tests.unit.report.synthetic import PACKAGES, synthetic_manifest, synthetic_results

MEGABYTE = 1_000_000
VOID = {"meta", "br", "input", "link", "img", "hr"}


class Page(HTMLParser):
    """What a reader of the page would find: figures, words per language, balance of tags, addresses."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.addresses, self.words = [], [], [], {"nl": [], "en": []}
        self.lang = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "main":
            self.lang = attrs["lang"]
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.addresses += [attrs[a] for a in ("src", "href") if a in attrs]

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "main":
            self.lang = None

    def handle_data(self, data):
        if self.lang:
            self.words[self.lang].append(data)

    def text(self, lang):
        return " ".join(self.words[lang])


def drawing(text, lang, name):
    """The words in one figure."""
    figure = re.search(rf'<figure id="{lang}-figure-{name}">.*?<svg(.*?)</svg>', text, flags=re.DOTALL)
    return html.unescape(" | ".join(re.findall(r">([^<>]+)</text>", figure[1])))


@pytest.fixture(scope="module")
def results():
    return synthetic_results()


@pytest.fixture(scope="module")
def summary(results):
    return summarise(results)


@pytest.fixture(scope="module")
def written(results, summary, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report_html(results, summary, path, "nl", synthetic_manifest())
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(written):
    return Page(written)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("package", PACKAGES)
def test_the_numbers_on_the_page_are_those_of_the_summary(page, summary, package, lang):
    row, text = summary.package(package), page.text(lang)
    assert eur_rounded(row["mean_investment_mid_eur"], lang) in text
    assert eur(row["mean_housing_cost_no_netting_eur_per_month"], lang) in text
    assert percent(row["nom_frac"], lang) in text
    assert percent(row["worse_no_netting_frac"], lang) in text
    assert package_name(package, lang) in text


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("nl", "200 rijen in het bestand = 196 gerekend + 3 afgekeurd + 1 mislukt"),
        ("en", "200 rows in the file = 196 computed + 3 rejected + 1 failed"),
    ],
)
def test_the_sum_line_stands_at_the_top_and_at_the_bottom(page, lang, line):
    assert page.text(lang).count(line) == 2


def test_the_run_can_be_recognised(page):
    assert "Bloemenbuurt · voorraad.xlsx · 22 november 2026 · berekening 3fa91c07" in page.text("nl")
    assert "22 november 2026" in page.text("nl")
    assert "22 November 2026" in page.text("en")


def test_the_page_asks_nothing_of_the_network(page, written):
    assert all(address.startswith("#") for address in page.addresses)
    styles = re.sub(r"<svg.*?</svg>", "", written, flags=re.DOTALL)
    assert "url(" not in styles
    assert "@import" not in styles
    assert "default-src 'none'" in written


def test_every_tag_is_closed_and_every_id_is_used_once(page):
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


def test_what_a_drawing_refers_to_exists(page, written):
    referred = set(re.findall(r'(?:url\(#|href="#)([\w-]+-[\w-]+)', written))
    assert referred - set(page.ids) == set()


def test_each_language_has_at_least_six_figures_with_a_title_and_a_table(written):
    for lang in ("nl", "en"):
        figures = re.findall(rf'<figure id="{lang}-.*?</figure>', written, flags=re.DOTALL)
        assert len(figures) == 9
        for figure in figures:
            assert re.search(r'<svg role="img" aria-labelledby="[\w-]+"', figure)
            assert re.search(r"<title id=[^>]+>[^<]{20,}</title>", figure)
            assert "<details>" in figure


def test_the_figures_are_labelled_with_the_numbers_of_the_summary(written, summary):
    for lang in ("nl", "en"):
        month = drawing(written, lang, "housing_cost")
        cost = drawing(written, lang, "investment")
        for package in PACKAGES:
            row = summary.package(package)
            assert eur(row["mean_housing_cost_netting_eur_per_month"], lang) in month
            assert eur(row["mean_housing_cost_no_netting_eur_per_month"], lang) in month
            assert package == "current" or eur_rounded(row["mean_investment_mid_eur"], lang) in cost


def test_the_bar_of_2027_ends_at_the_housing_cost_with_the_huurtoeslag_of_2027(results, tmp_path):
    later = results["huurtoeslag_eur_per_month"] + 10.0
    known = results.assign(
        huurtoeslag_no_netting_eur_per_month=later,
        housing_cost_no_netting_eur_per_month=results["housing_cost_no_netting_eur_per_month"] - 10.0,
    )
    path, summary = tmp_path / "report.html", summarise(known)
    write_report_html(known, summary, path, "nl", {})
    expected = eur(summary.package("nom")["mean_housing_cost_no_netting_eur_per_month"], "nl")
    assert expected in drawing(path.read_text(encoding="utf-8"), "nl", "housing_cost")


def test_reasons_are_said_in_words(results, tmp_path):
    known = results.assign(epv_reason=np.where(results["epv_class"] == "none", "epv.reason.gas", ""))
    known["reason"] = known["reason"].replace({"collective heating": "package.reason.monument"})
    path = tmp_path / "report.html"
    write_report_html(known, summarise(known), path, "nl", {})
    text = path.read_text(encoding="utf-8")
    assert say("package.reason.monument", "nl") in text
    assert ".reason." not in text


def test_no_key_stands_on_the_page_in_place_of_its_text(page):
    for lang in ("nl", "en"):
        assert re.findall(r"\breport\.\w+\.\w+|\{\w+\}", page.text(lang)) == []


def test_the_dutch_page_holds_no_english_text_and_the_other_way_round(page):
    for key in (
        "report.chapter.tenant",
        "report.comparison.caption",
        "report.figure.how_sure.caption",
    ):
        assert say(key, "nl") in page.text("nl")
        assert say(key, "en") in page.text("en")
        assert say(key, "nl") not in page.text("en")
        assert say(key, "en") not in page.text("nl")


def test_text_from_the_stock_cannot_become_markup(results, tmp_path):
    nasty = results.assign(complex_id="<script>alert(1)</script>")
    nasty.loc[nasty["stock_row"] < 100, "complex_id"] = "B&B <b>"
    path = tmp_path / "report.html"
    write_report_html(nasty, summarise(nasty), path, "en", {"name": "<img src=x>"})
    text = path.read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "B&amp;B &lt;b&gt;" in text


@pytest.mark.slow
def test_fourteen_thousand_dwellings_fit_in_two_megabytes(tmp_path):
    results = synthetic_results(14_000)
    results["complex_id"] = "C" + (results["stock_row"] // 40).astype(str)
    path = tmp_path / "report.html"
    write_report_html(results, summarise(results), path, "nl", synthetic_manifest(14_000))
    assert path.stat().st_size < 2 * MEGABYTE


def test_the_same_results_give_the_same_page(results, summary, written, tmp_path):
    path = tmp_path / "again.html"
    write_report_html(results, summary, path, "nl", synthetic_manifest())
    assert path.read_text(encoding="utf-8") == written


def test_a_run_of_the_current_state_alone_gives_a_page(results, tmp_path):
    current = results[results["package"] == "current"]
    path = tmp_path / "report.html"
    write_report_html(current, summarise(current), path, "nl", {})
    assert "Huidig" in path.read_text(encoding="utf-8")


def test_with_nothing_computed_the_page_says_so_and_why(results, tmp_path):
    failed = results.assign(status="failed", reason="run.reason.not_a_number")
    path = tmp_path / "report.html"
    write_report_html(failed, summarise(failed), path, "nl", {})
    page = Page(path.read_text(encoding="utf-8"))
    assert "Geen enkele woning kon worden gerekend" in page.text("nl")
    assert "200 rijen in het bestand = 0 gerekend + 0 afgekeurd + 200 mislukt" in page.text("nl")
    assert say("run.reason.not_a_number", "nl") in page.text("nl")


def test_a_stock_of_one_dwelling_gives_a_page(results, tmp_path):
    one = results[results["stock_row"] == 5]
    path = tmp_path / "report.html"
    write_report_html(one, summarise(one), path, "en", {})
    assert "1 rows in the file = 1 computed" in path.read_text(encoding="utf-8")


def test_the_order_of_the_packages_does_not_make_the_current_state_the_choice():
    assert focus_package(["mine", "current"]) == "mine"
    assert focus_package(["nom", "other"]) == "nom"
    assert focus_package(["current"]) == "current"


def test_a_package_of_the_user_keeps_its_own_name(results, tmp_path):
    mine = results.assign(package=results["package"].replace({"nom": "mijn-pakket"}))
    path = tmp_path / "report.html"
    write_report_html(mine, summarise(mine), path, "nl", {})
    assert "mijn-pakket kost gemiddeld" in path.read_text(encoding="utf-8")


def page_of(results, path, lang="nl", manifest=None):
    """Words of the page that is made of some results."""
    write_report_html(results, summarise(results), path, lang, manifest or {})
    return Page(path.read_text(encoding="utf-8")).text(lang)


def test_a_package_of_the_user_is_called_by_the_name_in_its_file(results, tmp_path):
    mine = results.assign(package=results["package"].replace({"hybrid": "mijn-pakket"}))
    names = {"package_names": {"mijn-pakket": {"nl": "Dak eerst", "en": "Roof first"}}}
    text = page_of(mine, tmp_path / "nl.html", "nl", names)
    assert "Dak eerst" in text
    assert "mijn-pakket" not in text.replace("package_names.mijn-pakket", "")
    assert "Roof first" in page_of(mine, tmp_path / "en.html", "en", names)


def test_a_shipped_package_keeps_its_short_name_and_an_own_one_under_its_key_does_not():
    given = {
        "current": {"nl": "Zoals het is", "en": "As is"},
        "hybrid": {"nl": "Basisisolatie en hybride warmtepomp", "en": "x"},
        "nom": {"nl": "Onze nul", "en": "Our zero"},
    }
    assert own_names(given, "nl") == {"nom": "Onze nul"}
    assert own_names({"mijn": {"nl": "Hybride"}, **given}, "nl") == {"nom": "Onze nul"}
    assert own_names(None, "nl") == {}


def test_two_packages_of_one_name_keep_their_keys(results, tmp_path):
    mine = results.assign(package=results["package"].replace({"hybrid": "een", "shell-basic": "twee"}))
    same = {"nl": "Dak eerst", "en": "Roof first"}
    text = page_of(mine, tmp_path / "nl.html", "nl", {"package_names": {"een": same, "twee": same}})
    assert " een " in text
    assert " twee " in text


def test_title_and_caption_name_the_end_of_netting_and_the_prices_apart(page, summary):
    row = summary.package("nom")
    end = row["mean_netting_end_eur_per_month"]
    years = row["mean_energy_no_netting_eur_per_month"] - row["mean_energy_netting_eur_per_month"]
    assert f"het einde van het salderen alleen kost {eur(end, 'nl')} per maand" in page.text("nl")
    assert f"het salderen vervalt ({signed_eur(end, 'nl')} per maand)" in page.text("nl")
    assert f"prices and taxes change ({signed_eur(years - end, 'en')} a month)" in page.text("en")


def test_without_the_cost_of_the_end_of_netting_both_causes_are_named_still(results, tmp_path):
    text = page_of(results.drop(columns="netting_end_eur_per_month"), tmp_path / "report.html")
    assert say("report.netting.causes", "nl") in text
    assert "salderen alleen" not in text


def test_the_fee_and_the_change_without_it_stand_with_the_tenant(page, summary):
    row = summary.package("nom")
    assert (
        f"hoogste wettelijke EPV, gemiddeld {eur(row['mean_epv_eur_per_month'], 'nl')} per maand"
        in page.text("nl")
    )
    without = change_words(row["mean_change_no_netting_without_epv_eur_per_month"], "nl")
    assert f"zonder EPV betaalt de huurder {without}" in page.text("nl")


def test_the_page_may_say_that_the_fee_is_the_highest_there_is():
    assert figures("epv")["epv_share_of_maximum_frac"] == 1


def test_how_sure_the_change_is_belongs_to_the_change(page, summary):
    row = summary.package("nom")
    low, high = (row[f"mean_change_no_netting_{level}_eur_per_month"] for level in ("low", "high"))
    assert f"{signed_eur(low, 'nl')} tot {signed_eur(high, 'nl')}" in page.text("nl")
    said = f"het verschil voor de huurder van {change_amount(low, 'nl')} tot {change_amount(high, 'nl')}"
    assert said in page.text("nl")


def test_results_without_a_band_of_before_show_no_band_of_the_change(results, tmp_path):
    names = [c for c in results if c.startswith("housing_cost_before_no_netting_")]
    text = page_of(
        results.drop(columns=[n for n in names if "_low_" in n or "_high_" in n]), tmp_path / "r.html"
    )
    assert say("report.card.prices", "nl") not in text


def test_the_page_warns_when_meter_and_calculation_differ_much(results, tmp_path):
    metered = results.assign(gas_measured_m3=results["gas_m3"].where(results["package"] == "current") / 1.5)
    path = tmp_path / "report.html"
    text = page_of(metered, path)
    assert text.count("Gemeten gas in uw bestand") == 2
    assert "de berekening zit 50\u00a0% te hoog" in text
    assert 'class="warn"' in path.read_text(encoding="utf-8")
    near = results.assign(gas_measured_m3=results["gas_m3"].where(results["package"] == "current") / 1.2)
    assert 'class="warn"' not in page_of(near, path) + path.read_text(encoding="utf-8")
    assert "Gemeten gas in uw bestand" in path.read_text(encoding="utf-8")


def test_registered_labels_stand_beside_those_of_the_model(results, tmp_path):
    path = tmp_path / "report.html"
    text = page_of(results.assign(label="C"), path)
    assert "Geregistreerd" in drawing(path.read_text(encoding="utf-8"), "nl", "labels")
    assert "Lees de labels van de pakketten dan als een grove aanwijzing" in text
    assert "Geregistreerd, in uw bestand" not in page_of(results, path)


def test_the_list_of_figures_holds_prices_of_packages_and_contracts_and_leaves_nothing_out(page):
    text = page.text("nl")
    rows = uncertain_figures({}, "nl").rows
    assert f"Alle ramingen, aannames en voorstellen ({len(rows)})" in text
    assert any(row[0] == "Nul op de meter: gevel" for row in rows)
    assert any(row[0] == "fixed-2027: gas" for row in rows)
    uncertain = [e for e in all_entries({}, "nl") if e.status not in ("law", "published", "quote")]
    assert len(rows) == len(uncertain) > 200
    assert not any(row[0].startswith("stock_demo") for row in rows)


def test_the_assumption_about_the_bill_names_what_the_run_used(results, tmp_path):
    prices = {
        "on_netting": "2026-12-01",
        "on_no_netting": "2027-07-01",
        "contract_netting": "cbs-2026-01",
        "contract_no_netting": "mijn/contract.toml",
        "grid_operator": "stedin",
    }
    text = page_of(results, tmp_path / "report.html", "nl", {"project": {"prices": prices}})
    assert "(cbs-2026-01, gepubliceerde prijzen)" in text
    assert "uw eigen contract (contract.toml)" in text
    assert "1 juli 2027" in text
    assert "netbeheerder voor alle woningen: Stedin" in text
    assert "Prijzen in uw eigen bestanden staan daar: contract.toml" in text


def test_days_in_other_years_than_the_texts_name_are_said_at_the_top(page, results, tmp_path):
    assert "Let op: waar hier 2026 staat" not in page.text("nl")
    prices = {"on_netting": "2023-06-01", "on_no_netting": "2027-01-01"}
    text = page_of(results, tmp_path / "report.html", "nl", {"project": {"prices": prices}})
    assert "waar hier 2026 staat (met salderen) is 1 juni 2023 bedoeld" in text


def test_that_the_panels_are_sized_to_zero_is_said_of_that_package_only(page, results, tmp_path):
    assert "De zonnepanelen zijn bij Nul op de meter zo gekozen" in page.text("nl")
    others = results[results["package"] != "nom"]
    assert "zo gekozen dat de meter net op nul" not in page_of(others, tmp_path / "report.html")


def test_results_without_money_give_a_page_without_figures_of_money(results, tmp_path):
    few = results[["stock_row", "dwelling_id", "package", "status", "net_kwh", "is_nom", "pv_kwh"]]
    path = tmp_path / "report.html"
    write_report_html(few, summarise(few), path, "nl", {})
    text = path.read_text(encoding="utf-8")
    assert "nl-figure-meter" in text
    assert "nl-figure-investment" not in text
    assert "nan" not in re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL).lower().split()


def test_the_parts_of_the_meter_add_up_to_the_net(summary):
    table = summary.packages
    total = sum(meter_terms(table).values())
    assert total == pytest.approx(table["mean_net_kwh"].to_numpy())


def test_a_best_buy_is_beaten_by_no_other():
    cost, saving = [10.0, 20.0, 30.0, 15.0], [5.0, 4.0, 9.0, 5.0]
    assert best_buys(np.array(cost), np.array(saving)).tolist() == [0, 2]
