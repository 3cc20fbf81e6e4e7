"""What the acts of the menus do to the case on the desk; the table of acts stands in ``actions.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from imr_desk.model.draft import Decision
from imr_desk.model.edits import FinishReview, ReopenReview, WriteNote
from imr_desk.model.errors import DeskError
from imr_desk.model.event_kinds import EventKind
from imr_desk.model.review import EntryState
from imr_desk.services.log_events import Happened, LogEvents
from imr_desk.services.workstation import Workstation
from imr_desk.ui.background import Lane
from imr_desk.ui.bars import MessageBar
from imr_desk.ui.desk import Desk
from imr_desk.ui.dialogs import Dialogs
from imr_desk.ui.letter.panel import LetterPanel
from imr_desk.ui.letter.printing import LetterPrint, PrintSum, wanted_pages
from imr_desk.ui.rereading import Rereading
from imr_desk.ui.review.editors import LineEditor, ProseEditor
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.session import Session
from imr_desk.ui.worklist.panel import WorklistPanel


@dataclass(frozen=True)
class Parts:
    """The parts of the window that acts work on."""

    workstation: Workstation
    session: Session
    desk: Desk
    bring_in: Callable[[tuple[Path, ...]], object]
    worklist: WorklistPanel
    letter: LetterPanel
    review: ReviewPanel
    message: MessageBar
    log_lane: Lane
    intake_lane: Lane
    print_lane: Lane


class Acts:
    """Acts on the open case, on the letter, and on the log.

    Args:
        window: parent of what is shown.
        parts: the parts of the window.
        dialogs: the door for questions.
    """

    def __init__(self, window: QWidget, parts: Parts, dialogs: Dialogs) -> None:
        self._window = window
        self._parts = parts
        self._dialogs = dialogs
        self._folder: Path | None = None
        self.turn_first: Callable[[str], bool] = lambda _way: False
        """Takes an undo or redo that is its own, such as of a settled difference; ``False`` leaves it to the case."""
        self._rereading = Rereading(
            parts.session, parts.workstation.intake, parts.intake_lane, parts.message, self.flush_typing, self._failed
        )
        self._printing = LetterPrint(parts.workstation.pages, parts.print_lane)
        self._printing.stepped.connect(self._show_printing)
        self._printing.ended.connect(self._printed)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """Return what each act does, by its id."""
        review, parts = self._parts.review, self._parts
        return {
            "open": self.open_letters,
            "import_folder": self.import_folder,
            "print": self.print_letter,
            "back_up": self.back_up,
            "undo": partial(self.turn, "undo"),
            "redo": partial(self.turn, "redo"),
            "fill": self.fill,
            "mark_missing": partial(self.mark, EntryState.MISSING),
            "mark_unreadable": partial(self.mark, EntryState.UNREADABLE),
            "mark_not_applicable": partial(self.mark, EntryState.NOT_APPLICABLE),
            "mark_unsure": partial(self.mark, EntryState.UNSURE),
            "go_to_page": self.go_to_page,
            **parts.letter.acts(),
            "next_wanting": self.next_wanting,
            "previous_wanting": self.previous_wanting,
            "next_case": self.next_case,
            "previous_case": parts.desk.open_previous,
            "finish": self.finish,
            "reopen": self.reopen,
            "note": self.note,
            "read_again": self.read_again,
            "overturn": partial(review.decide, Decision.OVERTURNED),
            "uphold": partial(review.decide, Decision.UPHELD),
            "take_excerpt": review.take_excerpt,
            "add_item": review.add_item,
            "duplicate_item": review.duplicate_item,
            "split_item": self.split_item,
            "merge_item": review.merge_item,
            "move_item_up": partial(review.move_item, -1),
            "move_item_down": partial(review.move_item, 1),
            "remove_item": review.remove_item,
            **{f"item_{number}": partial(review.go_to_item, number) for number in range(1, 10)},
            **{f"reading_{number}": partial(self.take_reading, number) for number in range(1, 7)},
        }

    # Letters

    def open_letters(self) -> None:
        """Ask for letters and bring them in."""
        paths = self._dialogs.choose_letters(self._folder)
        if paths:
            self._folder = paths[0].parent
            self._parts.bring_in(paths)

    def import_folder(self) -> None:
        """Ask for a folder and bring its letters in."""
        folder = self._dialogs.choose_folder(self._folder)
        if folder is not None:
            self._folder = folder
            self._parts.bring_in((folder,))

    # Editing

    def flush_typing(self) -> None:
        """Take over at once what is being typed, so that no act overtakes it."""
        typing = QApplication.focusWidget()
        if isinstance(typing, LineEditor | ProseEditor):
            typing.flush()

    def turn(self, way: str) -> None:
        """Undo or redo one act."""
        self.flush_typing()
        if not self.turn_first(way):
            self._parts.session.turn("undo" if way == "undo" else "redo")

    def gives_up(self) -> bool:
        """Ask whether acts that cannot be saved are to be lost."""
        sentence = f"Your last acts could not be saved and would be lost. {self._parts.session.save_problem}"
        return self._dialogs.confirm("Not saved", sentence, "Close and lose them")

    def leaves_unsent(self, number: int) -> bool:
        """Ask whether questions and answers that were typed and not sent are to be lost."""
        things = "A question or answer" if number == 1 else f"{number} questions and answers"
        sentence = f"{things} that you typed {'was' if number == 1 else 'were'} not sent and would be lost."
        return self._dialogs.confirm("Not sent", sentence, "Close and lose them")

    def fill(self) -> None:
        """Fill the field in focus from the words selected in the letter."""
        row = self._parts.review.row_in_focus()
        if not self._parts.session.selection:
            self._tell("warning", "Mark the words in the letter first; then fill the field from them.")
        elif row is None:
            self._tell("warning", "Go to the field first; then mark the words in the letter and fill it from them.")
        elif row.take_selection():
            self._parts.session.select(())  # the words are evidence now, and are shown as such
            row.editor.setFocus()

    def mark(self, state: EntryState) -> None:
        """Mark the field in focus."""
        row = self._parts.review.row_in_focus()
        if row is None:
            self._tell("warning", "Go to a field first; then mark it.")
            return
        note = ""
        if state is EntryState.UNSURE:
            asked = self._dialogs.ask_words("Not sure", f"What is uncertain about “{row.spec.label}”?")
            if asked is None:
                return
            note = asked
        if row.mark(state, note):
            self._parts.review.advance()

    def take_reading(self, number: int) -> None:
        """Take a reading of the ambiguous field in focus."""
        row = self._parts.review.row_in_focus()
        if row is not None and row.take_reading(number):
            self._parts.review.advance()

    def split_item(self) -> None:
        """Ask for the two parts of the current item."""
        item_id = self._parts.review.items.current
        if not item_id:
            return
        title = self._parts.session.review.item(item_id).title
        first = self._dialogs.ask_words("Split the item", "First treatment", title)
        second = None if first is None else self._dialogs.ask_words("Split the item", "Second treatment", title)
        if first is not None and second is not None:
            self._parts.review.split_item(first, second)

    def note(self) -> None:
        """Ask for a note on the case."""
        words = self._dialogs.ask_words("Note on the case", "Your note", self._parts.session.review.note)
        if words is not None:
            self._parts.session.act(WriteNote(None, words))

    # Going

    def go_to_page(self) -> None:
        """Ask for a page of the letter and show it."""
        answer = self._dialogs.ask_words("Go to page", f"Page (1 to {len(self._parts.session.letter.pages)})")
        if answer is not None and answer.strip().isdigit():
            self._parts.letter.go_to_page(int(answer))

    def next_wanting(self) -> None:
        """Go to the next place that wants the reviewer."""
        self.flush_typing()
        self._parts.review.next_wanting()

    def previous_wanting(self) -> None:
        """Go to the previous place that wants the reviewer."""
        self.flush_typing()
        self._parts.review.previous_wanting()

    def next_case(self) -> None:
        """Leave this case as it is and open the next one."""
        self.flush_typing()
        self._parts.desk.open_next(self._parts.worklist.query)

    def finish(self) -> None:
        """Finish the review and open the next case; what is missing is shown and gone to."""
        self.flush_typing()
        session, review = self._parts.session, self._parts.review
        if session.review.finished is not None:
            self.next_case()
            return
        problems = session.review.problems()
        if problems:
            review.finish.open_list()
            things = "1 thing is" if len(problems) == 1 else f"{len(problems)} things are"
            self._tell("warning", f"Not finished yet: {things} left. {problems[0].sentence}")
            review.start()
        elif session.act(FinishReview()):
            self._parts.desk.open_next(self._parts.worklist.query)

    def reopen(self) -> None:
        """Open a finished review again."""
        if self._parts.session.act(ReopenReview()):
            self._parts.review.start()

    def read_again(self) -> None:
        """Let the machine read the letter again; what persons settled stays."""
        self._rereading.start()

    # The letter on paper, the log as a copy

    def print_letter(self) -> None:
        """Ask for a printer and the pages, and print them while the work goes on."""
        if self._printing.running:
            self._tell("warning", "A letter is being printed. Print this one when it is done.")
            return
        session = self._parts.session
        case_id, letter, current = session.case_id, session.letter, self._parts.letter.views.front.page
        printer = self._dialogs.choose_printer(len(letter.pages))
        if printer is not None:
            self._printing.start(case_id, letter, printer, wanted_pages(printer, len(letter.pages), current))

    def stop_printing(self) -> None:
        """Stop printing after the page at work."""
        self._printing.cancel()

    def _show_printing(self, printed: int, total: int) -> None:
        sentence = f"Printing: {printed} of {total} pages"
        self._parts.message.tell("info", sentence, "Stop", self.stop_printing, stays=True)

    def _printed(self, ended: PrintSum) -> None:
        kind = "error" if ended.problem else "warning" if ended.stopped else "good"
        self._parts.message.tell(kind, ended.sentence, stays=True)

    def back_up(self) -> None:
        """Ask where, and write a whole copy of the log."""
        workstation = self._parts.workstation
        path = workstation.log_path
        target = self._dialogs.choose_target(
            path.with_name(f"{path.stem} copy{path.suffix}"), "a copy of the case log"
        )
        if target is not None:
            events = LogEvents(workstation.log, workstation.reviews.sign, to_read=workstation.to_read)

            def copy() -> None:
                workstation.log.back_up(target)
                events.note(Happened(EventKind.COPIED, target.name))

            self._parts.log_lane.run(
                self._parts.session,
                copy,
                lambda _none: self._tell("good", f"The case log is copied to {target.name}."),
                self._failed,
            )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._tell("error", error.sentence)

    def _tell(self, kind: str, sentence: str) -> None:
        self._parts.message.tell(kind, sentence)
