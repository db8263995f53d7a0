"""Every text this stage can say, literally, in both languages."""

import csv
from pathlib import Path

import pytest

from nulopdemeter.errors import InputError
from nulopdemeter.language import finding_text
from nulopdemeter.stock import read_stock, write_findings_xlsx

HERE = Path(__file__).parent
HEAD = "vhe_nummer;woningtype;bouwjaar;gbo"
ROW = "1;tussenwoning;1968;84,5"

ROWS = {
    "E101": [{"bouwjaar": ""}],
    "E104": [{}, {"vhe_nummer": "100201"}],
    "E105": [{}, {"vhe_nummer": "Totaal", "woningtype": "", "bouwjaar": "", "gebruiksoppervlakte_m2": "169"}],
    "E107": [{}, {"vhe_nummer": "vhe_nummer", "woningtype": "woningtype"}],
    "E112": [{"vhe_nummer": "1,00E+05"}],
    "E121": [{"gebruiksoppervlakte_m2": "groot"}],
    "E122": [{"woningtype": "paviljoen"}],
    "E123": [{"woningtype": "GAR"}],
    "E124": [{"woningtype": "eengezinswoning"}],
    "E131": [{"gebruiksoppervlakte_m2": "1.092,8"}],
    "E132": [{"gebruiksoppervlakte_m2": "630"}],
    "E133": [{"bouwjaar": "59"}],
    "E134": [{"gebruiksoppervlakte_m2": "-84,5"}],
    "E135": [{"gebruiksoppervlakte_m2": "1.092", "kale_huur": "", "energielabel": ""}],
    "E136": [{"gebruiksoppervlakte_m2": "84,5 kWh"}],
    "E137": [{"gebruiksoppervlakte_m2": "#N/B"}],
    "E138": [{"bouwjaar": "1968,5"}],
    "F001": [{}],
    "F002": [{}, {"rc_gevel": "0,43"}],
    "N001": [{"netto huur": "612,40"}],
    "N005": [{}, {"kale_huur": "612,40;extra"}],
    "N112": [{"bag_vbo_id": "3,63E+14"}],
    "N113": [{"bag_vbo_id": "0363100000123401"}],
    "N114": [{"postcode": "1055"}],
    "N115": [{"aansluiting": "zwaar"}],
    "N116": [{"huisnummer": "12-jan"}],
    "N121": [{"gas": "veel"}],
    "N122": [{"energielabel": "H"}],
    "N125": [{"labeldatum": "31-02-2022"}],
    "N126": [{"orientatie": "NZ"}],
    "N128": [{"ligging": "dak hoek"}],
    "N129": [{"woningtype": "galerijflat", "ligging": "hoek"}],
    "N131": [{"rc_gevel": "36,5"}],
    "N132": [{"rc_gevel": "36", "bewoners": "2"}, {"rc_gevel": "0,43"}],
    "N133": [{"laatste_renovatie": "98"}],
    "N134": [{"gas": "-5"}],
    "N135": [{"gas": "1.092", "kale_huur": "", "gebruiksoppervlakte_m2": "84"}],
    "N136": [{"gas": "1480 kWh"}],
    "N137": [{"kale_huur": "#VERW!"}],
    "N138": [{"laatste_renovatie": "1998,5"}],
    "N141": [{"verwarming": "hr107", "gas": "12"}],
    "N142": [{"laatste_renovatie": "1950"}],
    "R101": [{"bag_vbo_id": "363010000123401"}],
    "R102": [{"woningtype": "rijtjeshuis"}],
    "R103": [{}, {"gebruiksoppervlakte_m2": "63.0"}, {}],
    "R104": [{"bouwjaar": "ca. 1968"}],
    "R105": [{"labeldatum": "5/25/2022"}],
    "R107": [{"woningtype": "rijwoning", "ligging": "hoek"}],
}
TEXTS = {
    "E002": b"",
    "E003": b"vhe_nummer\x00;bouwjaar\x00",
    "E004": b"niets",
    "E005": b"vhe_nummer;woningtype;bouwjaar\n1;tussenwoning;1968\n",
    "E012": b"vhe_nummer;soort woonruimte type;bouwjaar;gbo\n1;tussenwoning;1968;84,5\n",
    "E009": f"{HEAD}\n".encode(),
    "E106": f"{HEAD}\n{ROW}\nPeildatum 1 januari;;;\n".encode(),
    "N002": f"Overzicht bezit\n{HEAD}\n{ROW}\n".encode(),
    "N003": f"{HEAD}\n{ROW}\n;;;\n2{ROW[1:]}\n".encode(),
    "N004": f"{HEAD};buurt;buurt\n{ROW};a;b\n".encode(),
    "N006": f'{HEAD};straat\n{ROW};"t Zand\n2{ROW[1:]};Dam\n3{ROW[1:]};Dam\n'.encode(),
}


def texts_of(findings, code, lang):
    return finding_text(next(f for f in findings if f.code == f"NOM-{code}"), lang)


def file_findings(code: str, tmp_path: Path):
    """Return the findings of what has to do with the file, not with its cells."""
    good = tmp_path / "stock.csv"
    good.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    calls = {
        "E001": lambda: read_stock("nowhere/stock.csv"),
        "E006": lambda: read_stock(good, sheet="Blad2"),
        "E007": lambda: read_stock(good, columns={"gbo": "floor_aera_m2"}),
        "E008": lambda: read_stock(good, columns={"gbo m": "floor_area_m2"}),
        "E010": lambda: read_stock(good.rename(tmp_path / "stock.pdf")),
        "E011": lambda: write_findings_xlsx([], "nowhere/findings.xlsx", "nl"),
    }
    with pytest.raises(InputError) as caught:
        calls[code]()
    return caught.value.findings


def two_sheets(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "stock.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Eenheden")
        for at, line in enumerate((HEAD, ROW)):
            for place, cell in enumerate(line.split(";")):
                sheet.write_string(at, place, cell)
        book.add_worksheet("Toelichting").write_string(0, 0, "uitleg")
    return read_stock(path).findings


def findings_for(code: str, write, write_text, tmp_path: Path):
    if code in ROWS:
        return read_stock(write(*ROWS[code])).findings
    if code == "N008":
        return two_sheets(tmp_path)
    if code in TEXTS:
        try:
            return read_stock(write_text(TEXTS[code])).findings
        except InputError as error:
            return error.findings
    return file_findings(code, tmp_path)


def expected():
    with (HERE / "messages.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


@pytest.mark.parametrize("code", sorted(expected()) if (HERE / "messages.csv").exists() else [])
def test_says_what_is_wrong_and_how_to_mend_it(code, write, write_text, tmp_path):
    findings = findings_for(code, write, write_text, tmp_path)
    row = expected()[code]
    assert texts_of(findings, code, "nl") == (row["nl_message"], row["nl_remedy"])
    assert texts_of(findings, code, "en") == (row["en_message"], row["en_remedy"])


def test_no_code_is_left_out_of_the_table():
    language = HERE.parents[2] / "src" / "nulopdemeter" / "language" / "stock.csv"
    keys = {
        line.split(".")[0]
        for line in language.read_text(encoding="utf-8").splitlines()
        if line.startswith("NOM-")
    }
    assert keys == {f"NOM-{code}" for code in expected()}
