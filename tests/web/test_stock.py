"""Stock reviews: a file in, figures out, assumptions changed, everything taken back, nothing half."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rxladder.web.responsibilities.models import StockReview
from tests.quality.movements import HEPARIN
from tests.web.pages import errors_of, names_its_figures, page_of, text_of, undo_of

FORM = {"title": "September", "lead_days": "1", "review_days": "7", "safety_days": "2"}


def bring(local, text: str, **more):
    document = SimpleUploadedFile("stock.csv", text.encode())
    return local.client.post("/responsibilities/stock/", FORM | {"document": document} | more, follow=True)


@pytest.fixture
def review(local) -> StockReview:
    bring(local, HEPARIN + "2026-09-05,Gauze,used,4,\n")
    return StockReview.objects.visible_to(local.person).get()


@pytest.mark.once
def test_a_file_becomes_figures_with_their_formulas(local, review):
    response = local.client.get(f"/responsibilities/stock/{review.id}/")
    text = text_of(response)
    assert "Cost of what was used, $62, divided by the average value on the shelf, $86.40." in text
    assert "0.7 times in 10 days" in text
    assert "Expired or wasted What expired or was wasted, at its unit cost. $18" in text
    assert "1 item has no unit cost and is not included in any of these values: Gauze." in text
    assert "More of these went out than was there." in text
    assert page_of(response).find("svg", class_="plot")
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in page_of(response).find_all("tr")]
    assert ["Heparin", "A", "12", "15", "12.5", "4 to 12", "$62", "$18"] in rows
    assert ["Gauze", "–", "4", "0", "0", "2 to 4", "not known", "not known"] in rows
    assert names_its_figures(page_of(response).find("table", class_="by-row"))


@pytest.mark.once
def test_other_assumptions_give_other_par_levels(local, review):
    address = f"/responsibilities/stock/{review.id}/"
    local.client.post(address, FORM | {"lead_days": "5", "safety_days": "0", "review_days": "5"})
    assert "6 to 12" in text_of(local.client.get(address))
    response = local.client.post(address, FORM | {"lead_days": "400"})
    assert "from 0 to 365" in errors_of(response)[0]


@pytest.mark.once
def test_the_figures_can_be_taken_as_a_table(local, review):
    lines = local.client.get(f"/responsibilities/stock/{review.id}/table/").content.decode().splitlines()
    assert lines[1] == "Heparin,A,12.00,15.00,12.50,4,12,62.00,0.72,18.00"
    assert lines[2].startswith("Gauze,,4.00")


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "error"),
    [
        (HEPARIN + "2026-09-09,Heparin,lost,1,\n", "stock.csv:11: kind: `lost` is not one of"),
        (HEPARIN + "2026-09-09,Heparin MRN 4411223,used,1,\n", "stock.csv:11: item: this looks like"),
        ("nothing", "stock.csv:1: is not a table"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(local, text, error):
    response = bring(local, text)
    assert response.status_code == 422
    assert error in errors_of(response)[0]
    assert "4411223" not in response.content.decode()
    assert not StockReview.objects.visible_to(local.person).exists()


def test_a_review_is_deleted_and_brought_back(local, review):
    response = local.client.post(f"/responsibilities/stock/{review.id}/delete/", follow=True)
    assert not StockReview.objects.visible_to(local.person).exists()
    local.client.post(undo_of(response))
    assert StockReview.objects.visible_to(local.person).get() == review
