"""The way through the form, in the order of the form or of the letter."""

from imr_desk.ui.review.walk import all_places, step, wanting
from tests.synthetic import make_letter, render_pdf


def test_document_order_has_the_same_places_as_the_letter_prints_them(desk, qapp):
    desk.open(render_pdf(make_letter("D", 7, items=3)))
    review = desk.session.review
    form, printed = all_places(review), all_places(review, as_printed=True)
    assert sorted(map(str, form)) == sorted(map(str, printed))
    assert form != printed
    starts = [
        review.entry(place.item, place.name).sources for place in printed if place.name not in ("flag", "excerpt")
    ]
    first = [min(spans) for spans in starts if spans]
    assert first == sorted(first)


def test_stepping_in_document_order_goes_through_all_that_wants_a_look(desk, qapp):
    desk.open(render_pdf(make_letter("D", 7, items=3)))
    review = desk.session.review
    places = wanting(review, as_printed=True)
    assert set(places) == set(wanting(review))
    seen, here = [], None
    for _ in places:
        here = step(places, review, here, True, as_printed=True)
        seen.append(here)
    assert tuple(seen) == places
    assert step(places, review, here, True, as_printed=True) == places[0]
