"""Headings, types, positions and other words, as the sector writes them."""

import pytest

from nulopdemeter.errors import InputError
from nulopdemeter.language import finding_text
from nulopdemeter.stock import read_columns, read_stock
from nulopdemeter.stock.columns import joined, meaning, read_words


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("VHE nr", "dwelling_id"),
        ("vhe_nummer", "dwelling_id"),
        ("Type woning", "dwelling_type"),
        ("GBO", "floor_area_m2"),
        ("GBO (m²)", "floor_area_m2"),
        ("Gebruiksoppervlakte_thermische_zone", "floor_area_m2"),
        ("Pand_energieklasse", "label"),
        ("Energieklasse", "label"),
        ("Pand_bagverblijfsobjectid", "bag_vbo_id"),
        ("BAGVerblijfsobjectID", "bag_vbo_id"),
        ("PrimaireFossieleEnergie", "ep2_kwh_per_m2"),
        ("Gas", "gas_m3"),
        ("gas_m3_year", "gas_m3"),
        ("kwh_import_year", "import_kwh"),
        ("net_rent_eur", "net_rent_eur_per_month"),
        ("Rc gevel", "rc_wall_m2k_per_w"),
        ("u_window", "u_window_w_per_m2k"),
        ("vent_system", "ventilation"),
        ("count", "n_identical"),
        ("BOUWJAAR", "build_year"),
        ("Oriëntatie voorgevel", "front_azimuth_deg"),
        ("year built", "build_year"),
    ],
)
def test_recognises_a_heading(heading, column):
    assert meaning(heading)[0] == column


def test_no_heading_means_two_columns():
    seen: dict[str, str] = {}
    for name, column in read_columns().items():
        for heading in (name, *column.aliases):
            assert seen.setdefault(joined(heading), name) == name, heading


@pytest.mark.parametrize(
    "column",
    ["dwelling_type", "ventilation", "heating", "hot_water", "label", "asbestos", "household_type"],
)
def test_every_word_means_something_allowed(column):
    wider = {"terraced", "house", "not_a_dwelling", ""}
    words = read_words(column)
    assert {*words.exact.values(), *words.loose.values()} - wider == set(read_columns()[column].allowed)


@pytest.mark.parametrize(
    ("word", "dwelling_type", "codes"),
    [
        ("TUS", "tussenwoning", []),
        ("EIN", "hoekwoning", []),
        ("Twee-onder-één-kap", "twee_onder_een_kap", []),
        ("VRI", "vrijstaand", []),
        ("POF", "portiekflat", []),
        ("GAL", "galerijflat", []),
        ("Maisonette", "maisonnette", []),
        ("Appartement", "flat", []),
        ("Rijwoning tussen", "tussenwoning", []),
        ("TUSSENWONING", "tussenwoning", []),
        ("tussen woning", "tussenwoning", ["NOM-R102"]),
        ("rijtjeshuis", "tussenwoning", ["NOM-R102"]),
        ("Galerij", "galerijflat", ["NOM-R102"]),
        ("tusenwoning", "tussenwoning", ["NOM-R102"]),
        ("galleryflat", "galerijflat", ["NOM-R102"]),
        ("rijwoning", "tussenwoning", ["NOM-R107"]),
    ],
)
def test_reads_a_dwelling_type(write, word, dwelling_type, codes):
    stock = read_stock(write({"woningtype": word}))
    assert stock.rows["dwelling_type"].tolist() == [dwelling_type]
    assert [f.code for f in stock.findings if f.row >= 0] == codes


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("tussenmidden", "middle_middle"),
        ("hoek dak", "top_corner"),
        ("dakhoek", "top_corner"),
        ("Hoek - vloer", "ground_corner"),
        ("tussen begane grond", "ground_middle"),
        ("tussen dakvloer", "single_middle"),
        ("top_corner", "top_corner"),
        ("middle_corner", "middle_corner"),
        ("midden hoek", "middle_corner"),
        ("top middle", "top_middle"),
    ],
)
def test_reads_the_position_of_a_flat(write, text, position):
    stock = read_stock(write({"woningtype": "portiekflat", "ligging": text}))
    assert stock.rows["position"].tolist() == [position]


def test_keeps_no_position_for_a_house(write):
    stock = read_stock(write({"woningtype": "hoekwoning", "ligging": "hoek"}))
    assert stock.rows["position"].isna().all()
    assert not [f for f in stock.findings if f.row >= 0]


@pytest.mark.parametrize(
    ("heading", "word", "column", "value"),
    [
        ("ventilatie", "mechanisch_c", "ventilation", "C"),
        ("ventilatie", "C4a", "ventilation", "C4a"),
        ("ventilatie", "C4c", "ventilation", "C4"),
        ("ventilatie", "C1", "ventilation", "C"),
        ("ventilatie", "D2", "ventilation", "D"),
        ("ventilatie", "D5a", "ventilation", "D5"),
        ("ventilatie", "systeem B", "ventilation", "B"),
        ("ventilatie", "Mechanische toevoer", "ventilation", "B"),
        ("ventilatie", "mechanical supply", "ventilation", "B"),
        ("ventilatie", "decentraal balans", "ventilation", "D5b"),
        ("ventilatie", "decentrale WTW", "ventilation", "D5b"),
        ("ventilatie", "balans zonder WTW", "ventilation", "D1"),
        ("ventilatie", "E1", "ventilation", "E"),
        ("ventilatie", "mixed ventilation", "ventilation", "E"),
        ("ventilatie", "natuurlijk", "ventilation", "A"),
        ("ventilatie", "WTW", "ventilation", "D"),
        ("verwarming", "cv_ketel_hr107", "heating", "hr107"),
        ("verwarming", "Stadsverwarming", "heating", "district_heat"),
        ("verwarming", "lucht/water-warmtepomp", "heating", "heat_pump"),
        ("warm_water", "gas_geyser", "hot_water", "geyser"),
        ("energielabel", "APP", "label", "A++"),
        ("energielabel", "a+++", "label", "A+++"),
        ("asbest", "J", "asbestos", "yes"),
        ("monument", "Nee", "monument", "no"),
        ("aansluiting", "3 x 25 A", "grid_connection", "3x25A"),
        ("postcode", "1055 ab", "postcode", "1055AB"),
        ("labeldatum", "10-05-2022", "label_date", "2022-05-10"),
        ("labeldatum", "20220510", "label_date", "2022-05-10"),
    ],
)
def test_reads_a_word_without_remark(write, heading, word, column, value):
    stock = read_stock(write({heading: word}))
    assert stock.rows[column].tolist() == [value]
    assert not [f for f in stock.findings if f.row >= 0]


@pytest.mark.parametrize("word", ["", "onbekend", "n.v.t.", "-", "N/A", "?"])
def test_takes_a_word_for_nothing_as_nothing(write, word):
    stock = read_stock(write({"energielabel": word, "rc_gevel": word}))
    assert stock.rows[["label", "rc_wall_m2k_per_w"]].isna().all(axis=None)
    assert not [f for f in stock.findings if f.row >= 0]


def test_restores_the_zeros_that_a_number_column_drops(write):
    stock = read_stock(write({"bag_vbo_id": "14010000123401"}))
    assert stock.rows["bag_vbo_id"].tolist() == ["0014010000123401"]


def test_a_users_own_heading_goes_before_a_known_one(write):
    stock = read_stock(write({"m2 woning": "70"}), columns={"m2 woning": "gbo"})
    assert stock.rows["floor_area_m2"].tolist() == [70]
    assert list(stock.carried) == ["gebruiksoppervlakte_m2"]
    assert stock.carried.iloc[0, 0] == "84,5"


def test_names_every_missing_column_at_once(write_text):
    with pytest.raises(InputError, match="dwelling_type") as caught:
        read_stock(write_text("vhe_nummer;gasverbruik\n1;980\n"))
    assert [f.column for f in caught.value.findings] == ["dwelling_type", "build_year", "floor_area_m2"]


EP_ONLINE = {
    "v3": (
        "Pand_registratiedatum;Pand_energieklasse;Pand_postcode;Pand_huisnummer;Pand_bagverblijfsobjectid;"
        "Pand_gebouwtype;Pand_gebouwsubtype;Pand_gebruiksoppervlakte_thermische_zone;"
        "Pand_primaire_fossiele_energie;Pand_warmtebehoefte;Pand_bouwjaar;Pand_berekende_energieverbruik"
    ),
    "v4": (
        "Registratiedatum;Energieklasse;Postcode;Huisnummer;BAGVerblijfsobjectID;"
        "Gebouwtype;Gebouwsubtype;GebruiksoppervlakteThermischeZone;"
        "PrimaireFossieleEnergie;Warmtebehoefte;Bouwjaar;BerekendeEnergieverbruik"
    ),
}


@pytest.mark.parametrize("dialect", ["v3", "v4"])
def test_reads_an_export_of_ep_online_and_leaves_its_megajoules_alone(write_text, dialect):
    above = "PublicatieDatum;20261101\nLaatstVerwerkteMutatievolgnummer;123\n"
    row = "20220510;A+;1055AB;12;0363010000123401;Appartement;Hoek dak;71,20;98,10;47,05;1972;31250,00"
    path = write_text(f"\ufeff{above}{EP_ONLINE[dialect]}\n{row}\n")
    key = EP_ONLINE[dialect].split(";")[4]
    stock = read_stock(path, columns={key: "dwelling_id"})
    values = stock.rows.iloc[0]
    assert (values["dwelling_id"], values["dwelling_type"]) == ("0363010000123401", "flat")
    assert (values["position"], values["build_year"], values["floor_area_m2"]) == ("top_corner", 1972, 71.2)
    assert (values["label"], values["label_date"], values["postcode"]) == ("A+", "2022-05-10", "1055AB")
    assert (values["ep2_kwh_per_m2"], values["heat_demand_kwh_per_m2"]) == (98.1, 47.05)
    assert list(stock.carried) == [EP_ONLINE[dialect].split(";")[-1]]


def _households(tmp_path, *words):
    lines = [f"{k};tussenwoning;1968;84,5;{word}" for k, word in enumerate(words)]
    path = tmp_path / "stock.csv"
    path.write_text("\n".join(["vhe;type;bouwjaar;gbo;Huishoudtype", *lines]), encoding="utf-8")
    return read_stock(path)


@pytest.mark.parametrize(
    ("word", "household_type"),
    [
        ("Alleenstaand", "single"),
        ("eenpersoonshuishouden", "single"),
        ("stel", "couple"),
        ("Paar", "couple"),
        ("Gezin", "family"),
        ("eenoudergezin", "single_parent"),
        ("ouderen", "elderly"),
        ("65+", "elderly"),
        ("single_parent", "single_parent"),
    ],
)
def test_understands_a_household(tmp_path, word, household_type):
    assert _households(tmp_path, word).rows["household_type"].tolist() == [household_type]


def test_an_unknown_household_says_where_it_stands_and_what_is_known(tmp_path):
    stock = _households(tmp_path, "gezin", "kraakpand")
    found = [f for f in stock.findings if f.value == "kraakpand"]
    assert [(f.column, f.row) for f in found] == [("Huishoudtype", 1)]
    message, remedy = finding_text(found[0], "en")
    assert "kraakpand" in message + remedy
    assert "family" in message + remedy
