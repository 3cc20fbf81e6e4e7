"""Ties between the parts of the window and those who do what they ask for."""

from functools import partial

from imr_desk.ui.actions import ActionSet
from imr_desk.ui.acts import Acts
from imr_desk.ui.doers import Doers
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.parts import WindowParts
from imr_desk.ui.session import Place
from imr_desk.ui.start_page import StartPage


def tie(parts: WindowParts, doers: Doers, actions: ActionSet) -> None:
    """Tie everything to everything it asks for or tells."""
    _tie_panels(parts, doers.acts)
    tie_letter(parts, doers.acts, parts.letter)
    parts.second.opened.connect(partial(tie_letter, parts, doers.acts))
    parts.recent.found.connect(partial(doers.recent.show, actions))
    parts.centre.queue_place.papers_requested.connect(doers.papers.show_selection)
    _tie_pages(parts, doers.acts)
    _tie_checks(parts, actions)
    _tie_news(parts)
    _tie_settling(parts, doers.acts)
    _tie_start(parts.arrangement.start, doers.acts, actions)
    parts.questions.menus.history_wished.connect(doers.sheets.show_history_of)


def tie_letter(parts: WindowParts, acts: Acts, letter: LetterPanel) -> None:
    """Let a letter, also that on the second screen, lead to fields of the form and to more letters."""
    letter.open_requested.connect(acts.open_letters)
    letter.files_dropped.connect(parts.arrivals.bring_in)
    letter.value_clicked.connect(parts.review.go_to)
    letter.fill_requested.connect(acts.fill)
    letter.excerpt_requested.connect(parts.review.take_excerpt)
    parts.annotating.tie(letter)
    parts.settling.tie(letter)


def _tie_panels(parts: WindowParts, acts: Acts) -> None:
    """Let the form, the case's bar and the queue beside the letter do what they offer."""
    review, worklist = parts.review, parts.worklist
    review.finish_requested.connect(acts.finish)
    review.reopen_requested.connect(acts.reopen)
    parts.bars.case.next_requested.connect(review.next_wanting)
    parts.annotating.tie_form(review)
    worklist.case_chosen.connect(parts.desk.open)
    worklist.open_requested.connect(acts.open_letters)
    worklist.retry_requested.connect(parts.arrivals.retry)
    worklist.retry_all_requested.connect(parts.arrivals.retry_all)


def _tie_pages(parts: WindowParts, acts: Acts) -> None:
    """Let the queue and the dashboard open cases, bring letters in and tell news."""
    queue, dashboard, agreement = parts.centre.queue_place, parts.centre.dashboard, parts.centre.agreement
    queue.case_chosen.connect(parts.desk.open)
    agreement.case_requested.connect(parts.desk.open)
    for page in (queue, dashboard):
        page.open_requested.connect(acts.open_letters)
    queue.files_dropped.connect(parts.arrivals.bring_in)
    queue.retry_requested.connect(parts.arrivals.retry)
    queue.retry_all_requested.connect(parts.arrivals.retry_all)
    queue.stepped.connect(parts.duty_desk.refresh)
    for told in (dashboard.told, agreement.told):
        told.connect(parts.bars.message.tell)


def _tie_news(parts: WindowParts) -> None:
    """Let news reach those who show it."""
    parts.desk.ahead_read.connect(parts.letter.prepare)
    for news in (
        parts.arrivals.arrived,
        parts.duty_desk.moved,
        parts.questions.moved,
        parts.colleagues.taken,
        parts.time_out.changed,
        parts.blind_desk.moved,
        parts.second_acts.moved,
    ):
        news.connect(parts.refreshing.soon)
    parts.people.switched.connect(parts.bars.status.show_person)
    parts.people.switched.connect(parts.questions.show_person)
    parts.people.switched.connect(parts.centre.queue_place.show_person)
    parts.people.switched.connect(parts.worklist.show_person)
    parts.people.switched.connect(parts.blind_desk.person_changed)
    parts.people.switched.connect(parts.centre.agreement.person_changed)
    parts.annotating.turned.connect(parts.duty_desk.drawer.shut)


def _tie_settling(parts: WindowParts, acts: Acts) -> None:
    """Let differences between two readings be settled, undone and signed."""
    settling = parts.settling
    acts.turn_first = settling.turn
    parts.blind_desk.settle_requested.connect(settling.settle)
    settling.finish_requested.connect(acts.finish)
    settling.taken_over.connect(parts.colleagues.was_taken)
    settling.turned.connect(parts.duty_desk.drawer.shut)
    settling.question_requested.connect(partial(_ask_about, parts))


def _ask_about(parts: WindowParts, item: str | None, name: str) -> None:
    """Show the form in the place of the differences, with what is asked about a place in it."""
    parts.settling.turn_panel()
    parts.questions.show_thread(Place(item, name))


def _tie_checks(parts: WindowParts, actions: ActionSet) -> None:
    """Let the acts show what is switched on, and whether they can be done."""
    for turned, act in (
        (parts.second.turned, "second_window"),
        (parts.arrangement.queue_turned, "queue"),
        (parts.annotating.turned, "annotate"),
        (parts.settling.turned, "settle_differences"),
        (parts.watching.turned, "watch_folder"),
    ):
        turned.connect(actions[act].setChecked)
    parts.colleagues.told.connect(actions["take_over"].setEnabled)


def _tie_start(start: StartPage, acts: Acts, actions: ActionSet) -> None:
    """Let the start page lead to the first letters."""
    start.open_requested.connect(acts.open_letters)
    start.samples_requested.connect(actions["samples"].trigger)
    start.keys_requested.connect(actions["keys"].trigger)
