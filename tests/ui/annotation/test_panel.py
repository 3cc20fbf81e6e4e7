"""Annotating and answering proposals by keys, over a real session."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from imr_desk.model.annotations import Attributes, CriterionState, Link, LinkKind, Speaker
from imr_desk.model.edits import Annotate, LinkAnnotations
from imr_desk.model.geometry import Span
from imr_desk.ui.annotation.entries import Order, Shown
from imr_desk.ui.annotation.panel import AnnotationPanel
from imr_desk.ui.annotation.words import LOST
from tests.ui.showing import show_active


def press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifiers)


def first_proposal(mode):
    entry = next(entry for entry in mode.rows.entries if entry.is_proposal)
    mode.list.go_to(entry.id)
    return entry


def listed(mode, key):
    return mode.rows.row_of(key) >= 0


def annotated(mode, *places):
    spans = [mode.proposals[place].spans for place in places]
    for each in spans:
        assert mode.session.act(Annotate(each, "reviewer-reasoning"))
    return mode.session.review.annotations


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Y])
def test_one_key_confirms_a_proposal_and_goes_on_to_the_next(mode, key):
    entry = first_proposal(mode)
    press(mode.list, key)
    made = mode.session.review.annotations[0]
    assert (made.label, made.spans, made.rule) == (entry.label, entry.spans, entry.proposal.rule)
    assert made.by.who == "rn1"
    assert mode.list.entry.is_proposal
    assert mode.list.entry.id != entry.id


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_N])
def test_one_key_rejects_a_proposal_for_good_and_undo_brings_it_back(mode, key):
    entry = first_proposal(mode)
    press(mode.list, key)
    assert mode.session.review.rejected == (entry.proposal.key,)
    assert not listed(mode, entry.id)
    mode.panel.show_proposals(mode.proposals)
    assert not listed(mode, entry.id)
    mode.session.turn("undo")
    assert listed(mode, entry.id)


def test_a_key_held_down_settles_only_one(mode):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    first_proposal(mode)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(mode.list, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Y, none, "y"))
    QApplication.sendEvent(mode.list, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Y, none, "y", autorep=True))
    assert len(mode.session.review.annotations) == 1


def test_confirming_takes_what_the_form_says(mode):
    first_proposal(mode)
    form = mode.panel.form
    form.criterion.setCurrentIndex(1 + tuple(CriterionState).index(CriterionState.NOT_MET))
    form.number.setValue(4)
    form.negated.click()
    press(mode.list, Qt.Key.Key_Return)
    said = mode.session.review.annotations[0].attributes
    assert (said.criterion, said.number, said.negated) == (CriterionState.NOT_MET, 4, True)


def test_another_label_for_a_proposal_settles_it_all_the_same(mode):
    entry = first_proposal(mode)
    label = mode.panel.form.label
    label.setCurrentIndex((label.currentIndex() + 3) % label.count())
    press(mode.list, Qt.Key.Key_Return)
    assert mode.session.review.annotations[0].label != entry.label
    assert not listed(mode, entry.id)


def test_removing_a_confirmed_annotation_lets_the_machine_propose_it_again(mode):
    entry = first_proposal(mode)
    press(mode.list, Qt.Key.Key_Return)
    mode.panel.go_to("a1")
    press(mode.list, Qt.Key.Key_Delete)
    assert mode.session.review.annotations == ()
    assert listed(mode, entry.id)


def test_least_certain_first_puts_proposals_by_their_confidence(mode):
    mode.panel.head.order.setCurrentText(Order.LEAST_CERTAIN.value)
    mode.panel.head.order.activated.emit(1)
    sure = [entry.proposal.confidence for entry in mode.rows.entries]
    assert sure == sorted(sure)
    assert len(set(sure)) > 2


def test_the_list_can_show_proposals_or_annotations_alone(mode):
    annotated(mode, 0)
    for shown, proposals in ((Shown.PROPOSALS, True), (Shown.ANNOTATIONS, False)):
        mode.panel.head.shown.setCurrentText(shown.value)
        mode.panel.head.shown.activated.emit(0)
        assert {entry.is_proposal for entry in mode.rows.entries} == {proposals}


def test_a_filter_by_label_counts_for_list_and_letter(mode, qtbot):
    marks = []
    mode.panel.marks_changed.connect(marks.append)
    before = len(mode.rows.entries)
    menu = mode.panel.head.filter.menu()
    action = next(action for action in menu.actions() if action.data() == "guideline-quote")
    action.trigger()
    assert 0 < len(mode.rows.entries) < before
    assert "guideline-quote" not in {entry.label for entry in mode.rows.entries}
    assert len(marks[-1]) == len(mode.rows.entries)
    next(action for action in menu.actions() if action.text() == "All labels").trigger()
    assert len(mode.rows.entries) == before


def test_why_a_proposal_is_made_stands_beside_it(mode):
    entry = first_proposal(mode)
    assert all(reason in mode.panel.form.why.text() for reason in entry.proposal.reasons)


def test_attributes_of_an_annotation_change_at_once_and_undo_one_by_one(mode):
    annotated(mode, 0)
    mode.panel.go_to("a1")
    mode.panel.form.negated.click()
    mode.panel.form.historical.click()
    assert mode.session.review.annotations[0].attributes.historical
    mode.session.turn("undo")
    said = mode.session.review.annotations[0].attributes
    assert (said.negated, said.historical) == (True, False)
    assert not mode.panel.form.historical.isChecked()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("X", Attributes(negated=True)),
        ("P", Attributes(historical=True)),
        ("WW", Attributes(said_by=Speaker.REVIEWER)),
        ("WWWW", Attributes()),
        ("C", Attributes(criterion=CriterionState.MET)),
        ("CCC", Attributes(criterion=CriterionState.NOT_ADDRESSED)),
        ("XX", Attributes()),
    ],
)
def test_one_key_says_something_of_an_annotation_from_the_list(mode, keys, said):
    annotated(mode, 0)
    mode.panel.go_to("a1")
    QTest.keyClicks(mode.list, keys)
    assert mode.session.review.annotations[0].attributes == said
    for _ in keys:
        mode.session.turn("undo")
    assert mode.session.review.annotations[0].attributes == Attributes()


def test_what_keys_said_of_a_proposal_is_confirmed_with_it(mode):
    first_proposal(mode)
    said = mode.panel.form.value.attributes
    QTest.keyClicks(mode.list, "X")
    press(mode.list, Qt.Key.Key_Return)
    assert mode.session.review.annotations[-1].attributes.negated is not said.negated


def test_keys_say_nothing_of_a_finished_review(mode):
    annotated(mode, 0)
    mode.panel.go_to("a1")
    mode.panel.side.form.setEnabled(False)
    QTest.keyClicks(mode.list, "XPWC")
    assert mode.session.review.annotations[0].attributes == Attributes()


@pytest.mark.parametrize("back", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_remark_is_written_from_the_list_and_the_keyboard_comes_back(mode, back, qtbot):
    annotated(mode, 0)
    mode.panel.go_to("a1")
    press(mode.list, Qt.Key.Key_R)
    qtbot.waitUntil(mode.panel.form.note.hasFocus)
    QTest.keyClicks(mode.panel.form.note, "ask")
    press(mode.panel.form.note, back)
    assert mode.list.hasFocus()
    assert mode.session.review.annotations[0].note == "ask"


def test_the_panel_gives_the_keyboard_to_its_list(mode, qtbot):
    mode.panel.form.note.setFocus()
    mode.panel.setFocus()
    qtbot.waitUntil(mode.list.hasFocus)


def test_the_order_that_was_chosen_is_there_the_next_time(mode, dress, settings, qtbot):
    box = mode.panel.head.order
    box.setCurrentText(Order.LEAST_CERTAIN.value)
    box.activated.emit(box.currentIndex())
    again = AnnotationPanel(mode.session, mode.labels, dress, settings)
    qtbot.addWidget(again)
    assert again.head.choice[0] is Order.LEAST_CERTAIN


def test_typing_a_remark_is_one_step(mode):
    annotated(mode, 0)
    mode.panel.go_to("a1")
    mode.panel.form.note.setFocus()
    QTest.keyClicks(mode.panel.form.note, "yes no")
    assert mode.session.review.annotations[0].note == "yes no"
    mode.session.turn("undo")
    assert mode.session.review.annotations[0].note == ""
    mode.session.turn("undo")
    assert mode.session.review.annotations == ()


def test_two_annotations_are_linked_by_picking_two(mode):
    annotated(mode, 0, 1)
    mode.panel.go_to("a1")
    press(mode.list, Qt.Key.Key_L)
    assert not mode.panel.links.make.isEnabled()
    mode.panel.go_to("a2")
    mode.panel.links.kind.setCurrentIndex(tuple(LinkKind).index(LinkKind.CONTRADICTS))
    press(mode.list, Qt.Key.Key_Return)
    assert mode.session.review.links == (Link(LinkKind.CONTRADICTS, "a1", "a2"),)
    assert not mode.panel.links.picking


def linked(mode, kind=LinkKind.CONTRADICTS):
    """Let the machine know that its first proposal hangs together with its fourth; return both."""
    import msgspec

    source, target = mode.proposals[0], mode.proposals[3]
    link = Link(kind, source.key, target.key)
    ends = {each.key: msgspec.structs.replace(each, links=(link,)) for each in (source, target)}
    mode.panel.show_proposals(tuple(ends.get(each.key, each) for each in mode.proposals))
    return ends[source.key], ends[target.key]


@pytest.mark.parametrize("end", [0, 1])
def test_confirming_either_end_of_a_contradiction_labels_and_links_both_in_one_step(mode, end):
    pair = linked(mode)
    mode.list.go_to(f"?{pair[end].key}")
    assert mode.panel.form.both.isVisible()
    assert mode.text.quote_of(pair[1 - end].spans)[:40] in mode.panel.form.why.text()
    press(mode.list, Qt.Key.Key_Return)
    review = mode.session.review
    by_label = {made.spans: made for made in review.annotations}
    assert review.links == (Link(LinkKind.CONTRADICTS, by_label[pair[0].spans].id, by_label[pair[1].spans].id),)
    assert {made.rule for made in review.annotations} == {pair[0].rule, pair[1].rule}
    assert not any(listed(mode, f"?{each.key}") for each in pair)
    mode.session.turn("undo")
    assert (mode.session.review.annotations, mode.session.review.links) == ((), ())


def test_what_the_form_says_counts_for_this_end(mode):
    pair = linked(mode)
    mode.list.go_to(f"?{pair[1].key}")
    mode.panel.form.note.setText("seen")
    press(mode.list, Qt.Key.Key_Return)
    notes = {made.spans: made.note for made in mode.session.review.annotations}
    assert notes == {pair[0].spans: "", pair[1].spans: "seen"}


def test_one_end_can_be_confirmed_alone_and_the_other_joins_it_later(mode):
    pair = linked(mode)
    mode.list.go_to(f"?{pair[0].key}")
    mode.panel.form.both.click()
    press(mode.list, Qt.Key.Key_Return)
    assert len(mode.session.review.annotations) == 1
    assert listed(mode, f"?{pair[1].key}")
    mode.list.go_to(f"?{pair[1].key}")
    press(mode.list, Qt.Key.Key_Return)
    assert len(mode.session.review.annotations) == 2
    assert mode.session.review.links == (Link(LinkKind.CONTRADICTS, "a1", "a2"),)


def test_an_end_that_was_rejected_is_no_end(mode):
    pair = linked(mode)
    mode.list.go_to(f"?{pair[0].key}")
    press(mode.list, Qt.Key.Key_N)
    mode.list.go_to(f"?{pair[1].key}")
    assert not mode.panel.form.both.isVisible()
    press(mode.list, Qt.Key.Key_Y)
    assert mode.session.review.links == ()


def test_the_letter_shows_both_ends_in_focus(mode):
    pair, marks = linked(mode), []
    mode.panel.marks_changed.connect(marks.append)
    mode.list.go_to(f"?{pair[1].key}")
    assert {mark.spans for mark in marks[-1] if mark.focus} == {pair[0].spans, pair[1].spans}


def test_escape_leaves_linking(mode):
    annotated(mode, 0)
    mode.panel.go_to("a1")
    press(mode.list, Qt.Key.Key_L)
    assert mode.panel.links.picking
    press(mode.list, Qt.Key.Key_Escape)
    assert not mode.panel.links.picking


def test_a_link_is_told_at_both_ends_and_goes_with_its_annotation(mode):
    annotated(mode, 0, 1)
    mode.session.act(LinkAnnotations(LinkKind.EVIDENCE_FOR, "a1", "a2"))
    mode.panel.go_to("a2")
    assert "1 link" in mode.rows.aside(mode.rows.row_of("a2"))
    mode.panel.go_to("a1")
    press(mode.list, Qt.Key.Key_Delete)
    assert mode.session.review.links == ()


def test_the_letter_hears_what_is_in_focus_and_where(mode, qtbot):
    entry = first_proposal(mode)
    marks, revealed = [], []
    mode.panel.marks_changed.connect(marks.append)
    mode.panel.reveal_requested.connect(revealed.append)
    press(mode.list, Qt.Key.Key_Down)
    assert [mark.spans for mark in marks[-1] if mark.focus] == [mode.list.entry.spans] == revealed
    assert mode.list.entry.id != entry.id
    assert mode.panel.go_to_place(entry.spans[0].page, entry.spans[0].start)


@pytest.mark.parametrize("height", [420, 620])
def test_the_current_entry_stays_in_sight(mode, qtbot, height):
    mode.list.go_to(mode.rows.entries[-1].id)
    mode.panel.resize(460, height)
    qtbot.waitUntil(lambda: mode.panel.height() == height)
    rect = mode.list.visualRect(mode.list.currentIndex())
    assert rect.intersects(mode.list.viewport().rect())


def test_an_act_elsewhere_does_not_move_the_letter(mode):
    first_proposal(mode)
    revealed = []
    mode.panel.reveal_requested.connect(revealed.append)
    annotated(mode, 3)
    assert revealed == []


def test_a_hidden_panel_marks_nothing(mode):
    marks = []
    mode.panel.marks_changed.connect(marks.append)
    mode.panel.hide()
    assert marks == [()]
    annotated(mode, 0)
    assert marks == [()]
    show_active(mode.panel)
    assert any(not mark.proposed for mark in marks[-1])


def test_a_finished_review_cannot_be_annotated(mode):
    import msgspec

    said = []
    mode.session.refused.connect(said.append)
    done = msgspec.structs.replace(mode.session.review, finished=mode.desk.reviews.sign())
    mode.session.open(mode.session.opened, type(mode.session.history)(mode.text, done))
    mode.panel.show_proposals(mode.proposals)
    entry = first_proposal(mode)
    assert not mode.panel.side.confirm.isEnabled()
    press(mode.list, Qt.Key.Key_Return)
    assert mode.session.review.annotations == ()
    assert said == ["This review is finished. Reopen it to change something."]
    assert listed(mode, entry.id)


def lose(mode, *places):
    """Label words, then let the letter say others there, as after a reading that broke its lines otherwise."""
    import msgspec

    annotated(mode, *places)
    made = tuple(
        msgspec.structs.replace(each, text="words of another reading") for each in mode.session.review.annotations
    )
    review = msgspec.structs.replace(mode.session.review, annotations=made)
    mode.session.open(mode.session.opened, type(mode.session.history)(mode.text, review))
    mode.panel.show_proposals(mode.proposals)


def test_words_that_moved_are_listed_and_can_be_put_in_their_place(mode):
    lose(mode, 0)
    assert not mode.rows.entries[mode.rows.row_of("a1")].placed
    index = mode.rows.index(mode.rows.row_of("a1"))
    assert LOST in mode.rows.data(index, Qt.ItemDataRole.AccessibleTextRole)
    mode.panel.go_to("a1")
    mode.session.select(mode.proposals[2].spans)
    mode.panel.side.palette_.move_here.click()
    assert mode.session.review.annotations[0].text == mode.text.quote_of(mode.proposals[2].spans)


def test_the_letter_shows_no_annotation_that_lost_its_place(mode):
    marks = []
    mode.panel.marks_changed.connect(marks.append)
    lose(mode, 0, 1)
    mode.panel.go_to("a1")
    assert all(mark.proposed for mark in marks[-1])


def test_how_many_could_not_be_placed_is_told_and_the_list_shows_them_alone(mode):
    lose(mode, 0, 1, 2)
    assert mode.panel.head.told.isVisible()
    assert mode.panel.head.told.text().startswith("3 annotations could not be placed again")
    mode.panel.head.told.button.click()
    assert [entry.id for entry in mode.rows.entries] == ["a1", "a2", "a3"]
    assert {entry.text for entry in mode.rows.entries} == {"words of another reading"}


def test_selected_words_and_one_key_place_one_after_another(mode, view):
    lose(mode, 0, 1)
    mode.panel.head.told.button.click()
    mode.panel.go_to("a1")
    for place in (2, 3):
        mode.session.select(mode.proposals[place].spans)
        press(view, Qt.Key.Key_Return)
    spans = [made.spans for made in mode.session.review.annotations]
    assert spans == [mode.proposals[2].spans, mode.proposals[3].spans]
    assert mode.rows.entries == ()
    mode.session.turn("undo")
    assert mode.panel.head.told.text().startswith("1 annotation could not be placed again")


def test_enter_in_the_letter_moves_no_annotation_that_stands(mode, view):
    annotated(mode, 0)
    mode.panel.go_to("a1")
    mode.session.select(mode.proposals[2].spans)
    press(view, Qt.Key.Key_Return)
    assert mode.session.review.annotations[0].spans == mode.proposals[0].spans


def test_while_proposals_are_worked_out_the_panel_says_so(mode):
    mode.panel.show_proposals(())
    mode.panel.tell_looking()
    assert "looking for what could be labelled" in mode.panel.head.told.text()
    assert "looking" in mode.panel.head.count.text()
    annotated(mode, 0)
    assert "looking" in mode.panel.head.count.text()
    mode.panel.show_proposals(mode.proposals)
    assert not mode.panel.head.told.isVisible()
    assert "proposed" in mode.panel.head.count.text()


def test_a_failure_is_told_with_a_way_to_try_again_whatever_is_listed(mode):
    asked = []
    mode.panel.retry_requested.connect(lambda: asked.append(1))
    mode.panel.tell("The letter could not be looked through.")
    annotated(mode, 0)
    assert mode.panel.head.told.text() == "The letter could not be looked through."
    assert mode.panel.head.told.button.isVisible()
    mode.panel.head.told.button.click()
    assert asked == [1]


def test_all_is_in_the_history_of_the_case(mode):
    first_proposal(mode)
    press(mode.list, Qt.Key.Key_Return)
    press(mode.list, Qt.Key.Key_Delete)
    annotated(mode, 5)
    review = mode.session.review
    mode.desk.saved()
    _, history = mode.desk.reviews.open(mode.case.id)
    assert history.review == review
    assert len(history.past) == 3


class Typed(QLineEdit):
    """A view of the letter as far as keys matter: it has the focus and words are selected."""


@pytest.fixture
def view(mode, qtbot):
    made = Typed()
    qtbot.addWidget(made)
    mode.panel.keys.watch(made)
    show_active(made)
    return made


def test_a_label_key_labels_the_selected_words_of_the_letter(mode, view):
    spans = mode.proposals[0].spans
    mode.session.select(spans)
    assert mode.panel.side.shows_palette
    press(view, Qt.Key.Key_D)
    made = mode.session.review.annotations[0]
    assert (made.label, made.spans, made.item, made.rule) == ("diagnosis", spans, "1", "")
    assert mode.list.entry.id == made.id
    assert view.text() == ""


def test_without_selected_words_a_key_is_an_ordinary_key(mode, view):
    press(view, Qt.Key.Key_D)
    assert view.text() == "d"
    mode.session.select(mode.proposals[0].spans)
    press(view, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    press(view, Qt.Key.Key_9)
    mode.panel.hide()
    press(view, Qt.Key.Key_D)
    assert mode.session.review.annotations == ()


def test_a_label_key_goes_before_a_key_of_the_window(mode, view, qtbot):
    from PySide6.QtGui import QKeySequence, QShortcut

    fired = []
    shortcut = QShortcut(QKeySequence("U"), view)
    shortcut.activated.connect(lambda: fired.append(1))
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    mode.session.select(mode.proposals[0].spans)
    press(view, Qt.Key.Key_U)
    assert fired == []
    assert mode.session.review.annotations[0].label == "functional-status"


def test_the_palette_labels_with_the_mouse(mode):
    mode.session.select(mode.proposals[0].spans)
    button = next(b for b in mode.panel.side.palette_.buttons if "Medication" in b.text())
    button.click()
    assert mode.session.review.annotations[0].label == "medication"
    assert not mode.panel.side.shows_palette


@pytest.mark.parametrize("width", [360, 470, 700])
def test_no_name_of_a_label_is_cut(mode, qtbot, width):
    mode.panel.resize(width, 900)
    mode.session.select(mode.proposals[0].spans)
    palette = mode.panel.side.palette_
    qtbot.waitUntil(lambda: palette.isVisible() and 0 <= width - palette.width() < 20)
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in palette.buttons))
    assert max(button.geometry().right() for button in palette.buttons) < palette.width()
    columns = len({button.x() for button in palette.buttons})
    assert columns == (1 if width == 360 else 2)


def test_the_same_label_twice_is_refused_with_a_sentence(mode, view):
    said = []
    mode.session.refused.connect(said.append)
    mode.session.select(mode.proposals[0].spans)
    press(view, Qt.Key.Key_D)
    press(view, Qt.Key.Key_D)
    assert said == ["These words have this label already."]


def test_nothing_labelled_and_nothing_proposed_says_how_to_begin(mode):
    mode.panel.show_proposals(())
    assert "press a label's key" in mode.panel.head.told.text()
    assert mode.panel.head.told.isVisible()


def test_closing_the_case_empties_the_panel(mode):
    mode.session.close()
    assert mode.rows.entries == ()


def test_words_of_the_letter_are_never_taken_as_rich_text(mode):
    assert mode.panel.form.why.textFormat() is Qt.TextFormat.PlainText


def test_a_click_finds_the_shortest_entry(mode):
    whole = mode.proposals[0].spans[0]
    inner = Span(whole.page, whole.start + 2, whole.start + 9)
    mode.session.act(Annotate((inner,), "symptom"))
    assert mode.panel.go_to_place(inner.page, inner.start + 1)
    assert mode.list.entry.label == "symptom"
