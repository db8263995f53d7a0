"""The points for energy are those of the public package woningwaardering, where it is installed."""

import json
from datetime import date
from decimal import localcontext

import pandas as pd
import pytest

from nulopdemeter.regulation.wws import energy_points

# The package sets the precision of decimal numbers for the whole process; the other tests must not see that.
with localcontext():
    groups = pytest.importorskip(
        "woningwaardering.stelsels.zelfstandige_woonruimten.energieprestatie",
        reason="the package woningwaardering is not installed",
    )
NOW = date(2026, 7, 1)
LABELS = ("A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")


def theirs(label, build_year, is_apartment, *, has_epv=False, is_monument=False, label_date="2022-05-01"):
    from woningwaardering.vera.bvg.generated import EenhedenEenheid
    from woningwaardering.vera.referentiedata import (
        Eenheidmonument,
        Energielabel,
        Energieprestatiesoort,
        Energieprestatiestatus,
        Pandsoort,
        Prijscomponentdetailsoort,
    )

    def said(reference):
        return {"code": reference.code, "naam": reference.naam}

    kind = Pandsoort.meergezinswoning if is_apartment else Pandsoort.eengezinswoning
    own = {one.value.naam if hasattr(one, "value") else one.naam: one for one in Energielabel}
    performance = {
        "soort": said(Energieprestatiesoort.energielabel_conform_nta8800),
        "status": said(Energieprestatiestatus.definitief),
        "begindatum": label_date,
        "einddatum": "2032-05-01",
        "label": said(own[label]) if label else None,
    }
    fee = {"detailSoort": said(Prijscomponentdetailsoort.energieprestatievergoeding)}
    unit = {
        "id": "1",
        "bouwjaar": build_year,
        "panden": [{"soort": said(kind)}],
        "energieprestaties": [performance],
        "monumenten": [said(Eenheidmonument.rijksmonument)] if is_monument else [],
        "prijscomponenten": [fee] if has_epv else [],
    }
    group = groups.Energieprestatie(peildatum=NOW).waardeer(
        EenhedenEenheid.model_validate_json(json.dumps(unit))
    )
    return group.punten


def ours(label, build_year, is_apartment, **more):
    row = {"label": label, "build_year": build_year, "is_apartment": is_apartment, "label_date": "2022-05-01"}
    return energy_points(pd.DataFrame([{**row, **more}]), NOW)["wws_energy_points"].iloc[0]


@pytest.mark.parametrize("is_apartment", [False, True])
@pytest.mark.parametrize("label", LABELS)
def test_the_points_of_a_label_are_equal(label, is_apartment):
    assert float(theirs(label, 1970, is_apartment)) == ours(label, 1970, is_apartment)


@pytest.mark.parametrize("is_apartment", [False, True])
@pytest.mark.parametrize(
    "build_year", [1900, 1976, 1977, 1978, 1979, 1983, 1984, 1991, 1992, 1999, 2000, 2001, 2002]
)
def test_the_points_of_a_build_year_are_equal(build_year, is_apartment):
    assert float(theirs("", build_year, is_apartment)) == ours("", build_year, is_apartment)


@pytest.mark.parametrize("is_apartment", [False, True])
@pytest.mark.parametrize("label", ["A++++", "G"])
def test_the_points_with_a_fee_and_of_a_monument_are_equal(label, is_apartment):
    for more in ({"has_epv": True}, {"is_monument": True}):
        assert float(theirs(label, 1970, is_apartment, **more)) == ours(label, 1970, is_apartment, **more)


@pytest.mark.parametrize("label_date", ["2018-05-01", "2022-05-01"])
def test_the_points_of_a_simplified_label_are_equal(label_date):
    given = ours("A", 1980, False, label_date=label_date)
    assert float(theirs("A", 1980, False, label_date=label_date)) == given
