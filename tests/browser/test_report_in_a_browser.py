"""The page as a reader meets it: a real browser, no network, a telephone and a desk."""

import shutil

import pytest

from nulopdemeter.report import write_report_html
from nulopdemeter.summary import summarise
from tests.unit.report.synthetic import synthetic_manifest, synthetic_results

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    results = synthetic_results().assign(label="C")
    results["gas_measured_m3"] = results["gas_m3"] / 1.8  # so that the page is as full as it can be
    path = tmp_path_factory.mktemp("browser") / "report.html"
    write_report_html(results, summarise(results), path, "nl", synthetic_manifest())
    return path.as_uri()


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_lies_beyond_the_right_edge(page, address, size, lang):
    page.set_viewport_size(size)
    page.goto(f"{address}#{lang}")
    for closed in page.locator("main:visible details").all():
        closed.evaluate("place => place.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_page_asks_for_itself_and_nothing_else(page, address):
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.get_by_role("link", name="English").click()
    assert asked == [address]
    assert complaints == []


def test_the_language_can_be_switched_and_stays_in_the_address(page, address):
    page.goto(address)
    assert page.locator("h1:visible").inner_text().startswith("Wat kost renoveren")
    page.get_by_role("link", name="English").click()
    assert page.locator("h1:visible").inner_text().startswith("What does renovation cost")
    assert page.url.endswith("#en")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title().startswith("What does")
    page.reload()
    assert page.locator("h1:visible").inner_text().startswith("What does")


def test_a_chapter_opens_in_the_language_of_its_link(page, address):
    page.goto(f"{address}#en-certainty")
    heading = page.locator("#en-certainty")
    assert heading.is_visible()
    assert heading.bounding_box()["y"] < PHONE["height"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_at_least_six_figures_are_seen_with_letters_large_enough_for_a_phone(page, address, lang):
    page.goto(f"{address}#{lang}")
    drawings = page.locator("figure svg:visible").all()
    assert len(drawings) >= 6
    for drawing in drawings:
        box = drawing.bounding_box()
        assert box["width"] > 300
        assert box["height"] > 100
        assert drawing.locator("title").first.text_content()
        heights = drawing.locator("text").evaluate_all(
            "all => all.map(t => t.getBoundingClientRect().height)"
        )
        assert min(heights) >= 9


def test_choosing_a_package_changes_the_headline_numbers(page, address):
    page.goto(address)
    first = page.locator(".big:visible").all_inner_texts()
    page.get_by_text("Schil basis", exact=True).first.click()
    second = page.locator(".big:visible").all_inner_texts()
    assert len(first) == len(second) == 3
    assert first[0] != second[0]


def test_a_print_on_a4_shows_the_headline_numbers_and_cuts_nothing_off(page, address):
    width = 688  # A4 less its margins, in CSS pixels
    page.set_viewport_size({"width": width, "height": 980})
    page.emulate_media(media="print")
    page.goto(address)
    assert page.locator(".big:visible").count() == 3
    edges = page.locator("table:visible, figure:visible, .card:visible, .card dd:visible").evaluate_all(
        "all => all.map(place => place.getBoundingClientRect().right)"
    )
    assert max(edges) <= width


def test_the_page_can_be_read_without_script(browser, address):
    context = browser.new_context(viewport=PHONE, offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("h1").first.is_visible()
    assert not page.locator("h1").nth(1).is_visible()
    context.close()
