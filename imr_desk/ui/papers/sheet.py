"""The sheet from which papers are handed out: of the open case, or of the cases selected in the queue."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from imr_desk.services.paper_facts import PAPER_FACTS, PaperFacts, facts_of
from imr_desk.services.paper_kinds import LetterCopy
from imr_desk.services.papers import Papers
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.papers.batch import BatchSum
from imr_desk.ui.papers.batch_pages import EndPage, RunningPage, StandingPage, main_button
from imr_desk.ui.papers.choosing import ChoosingPage, ManyChoice
from imr_desk.ui.papers.handing_out import Counter, HandingOut, Wanted
from imr_desk.ui.papers.making import Look, LookMaker
from imr_desk.ui.papers.paper_list import PaperRows
from imr_desk.ui.papers.recipient_form import RecipientForm
from imr_desk.ui.pieces import Said, button_row, wrapped


class PaperSheet(QDialog):
    """Hands out papers.

    Args:
        counter: what it works with.
        case_ids: the cases, at least one.
        dress: the look.
        parent: the window.
        paper: name of the paper to begin with; empty for what suits the last recipient.
        left_out: a sentence on cases that were chosen and are not among them; empty for none.
    """

    def __init__(
        self,
        counter: Counter,
        case_ids: Sequence[int],
        dress: Dress,
        parent: QWidget | None = None,
        *,
        paper: str = "",
        left_out: str = "",
    ) -> None:
        super().__init__(parent)
        self._counter, self._cases, self._place = counter, tuple(case_ids), 0
        self._look: Look | None = None
        self._written: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.maker = LookMaker(counter.papers, counter.renderer, counter.lane, self)
        self.handing = HandingOut(counter, self)
        form = RecipientForm(counter.remembered.recipient)
        papers = offered(counter.papers)
        self._endings = {facts.name: suffix for facts, suffix in papers}
        rows = PaperRows(papers, form.recipient)
        self.choosing = ChoosingPage(form, rows, counter.lane, dress, len(self._cases))
        self.standing, self.running, self.end = StandingPage(), RunningPage(), EndPage()
        self._lay_out(left_out, dress)
        self._connect()
        self._connect_keys()
        begin = next((facts for facts in rows.papers if facts.name == paper), None)
        if begin is not None:
            self.choosing.list.choose(begin)
        self._want()
        self.choosing.list.setFocus()

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is being made, drawn or written."""
        return not self.maker.busy and not self.handing.busy and self.choosing.preview.pages.is_settled

    @property
    def _is_many(self) -> bool:
        return len(self._cases) > 1

    # Building

    def _lay_out(self, left_out: str, dress: Dress) -> None:
        self.setObjectName("sheet")
        self.setWindowTitle("Hand out papers")
        number = f"{len(self._cases):,} cases" if self._is_many else f"case {self._cases[0]}"
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(plain_label("sheetHead", f"Hand out papers of {number}"))
        self.left_out = wrapped("questionProblem", left_out)
        self.left_out.setVisible(bool(left_out))
        column.addWidget(self.left_out)
        self.stack = QStackedWidget()
        for page in (self._first_page(), self.standing, self.running, self.end):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        wanted, room = QSize(dress.kind.px(1160), dress.kind.px(860)), self.screen().availableGeometry().size()
        self.setMinimumSize(QSize(760, 520).boundedTo(room))
        self.resize(wanted.boundedTo(room - QSize(40, 60)))

    def _first_page(self) -> QWidget:
        self.many, self.said = ManyChoice(), Said()
        self.folder, self.copy = QPushButton("Show &in folder"), QPushButton("&Copy")
        self.print, self.shut = QPushButton("&Print…"), QPushButton("Close")
        self.save = main_button("&Save as…")
        if self._is_many:
            self.copy.setText("&Copy this one")
            self.print.setText("&Print this one…")
            self.save.setText("&Save…")
        page = self.first = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.choosing, 1)
        column.addWidget(self.said)
        buttons = button_row(self.folder, self.copy, self.print, self.save, self.shut, last=4)
        if self._is_many:
            buttons.insertWidget(0, self.many)
        column.addLayout(buttons)
        self.folder.hide()
        self.save.setDefault(True)
        return page

    def _connect(self) -> None:
        choosing, handing = self.choosing, self.handing
        choosing.paper_chosen.connect(self._want)
        choosing.form.chosen.connect(self._remember)
        choosing.form.edited.connect(self._say_nothing)
        choosing.excess.edited.connect(self._say_nothing)
        choosing.preview.case_requested.connect(self._step_case)
        self.maker.made.connect(self._show)
        self.maker.failed.connect(self._show_problem)
        handing.told.connect(self._say)
        handing.wrote.connect(self._offer_folder)
        handing.busy_changed.connect(self._turn)
        handing.found_standing.connect(self._show_standing)
        handing.begun.connect(self._show_running)
        handing.ended.connect(self._show_end)
        handing.run.stepped.connect(self.running.show_step)
        handing.run.failed_one.connect(self.running.show_failed)
        self.running.stop_requested.connect(handing.cancel)
        self.standing.answered.connect(handing.answer)
        self.standing.other_requested.connect(self.save_papers)
        self.standing.left.connect(self._back)
        self.end.left.connect(self._back)
        self.end.closed.connect(self.reject)
        self.end.folder_requested.connect(self._show_folder)
        self.end.retry_requested.connect(handing.again)

    def _connect_keys(self) -> None:
        pages = self.choosing.preview.pages
        acts: tuple[tuple[QPushButton, str, Callable[[], object]], ...] = (
            (self.save, "Ctrl+S", self.save_papers),
            (self.print, "Ctrl+P", self.print_paper),
            (self.copy, "Ctrl+Shift+C", self.copy_paper),
        )
        for button, keys, do in acts:
            button.clicked.connect(do)
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
            QShortcut(QKeySequence(keys), self.first, button.click)
        self.shut.clicked.connect(self.reject)
        self.folder.clicked.connect(self._show_folder)
        keys_of: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Up", partial(self._step_case, -1)),
            ("Ctrl+Down", partial(self._step_case, 1)),
            ("Ctrl+PgUp", lambda: pages.go_to(pages.page - 1)),
            ("Ctrl+PgDown", lambda: pages.go_to(pages.page + 1)),
            ("Ctrl++", pages.zoom_in),
            ("Ctrl+-", pages.zoom_out),
            ("Ctrl+0", pages.fit_width),
        )
        for keys, do in keys_of:
            QShortcut(QKeySequence(keys), self.first, do)

    # Looking

    def _want(self) -> None:
        """Make the paper that is chosen, of the case that is looked at."""
        self._look = None
        facts = self.choosing.paper
        case_id = self._cases[self._place]
        self.choosing.preview.show_case(f"Case {case_id} ({self._place + 1:,} of {len(self._cases):,})", self._place)
        self.many.offer(both=any(each.name == facts.name for each in self._counter.papers.selection_exporters))
        self.choosing.show_waiting()
        self._say_nothing()
        self._turn()
        self.maker.want(case_id, facts)

    def _show(self, look: Look) -> None:
        self._look = look
        self.choosing.show_look(look)
        self._turn()

    def _show_problem(self, sentence: str) -> None:
        self.choosing.show_problem(sentence)
        self._turn()

    def _step_case(self, way: int) -> None:
        if 0 <= self._place + way < len(self._cases) and not self.handing.busy:
            self._place += way
            self._want()

    def _turn(self) -> None:
        """Switch on what can be done now; what cannot says why."""
        look, free = self._look, not self.handing.busy
        self.choosing.setEnabled(free)
        # Without its look one paper cannot be made; of many, others still can.
        can = free and (self._is_many or look is not None or self.maker.busy)
        self.save.setEnabled(can)
        set_state(self.save, ready="true" if can else "false")
        printable = look is not None and (look.pages is not None or look.is_text)
        self.print.setEnabled(free and printable)
        self.print.setAccessibleDescription("" if printable else "Tables and records are saved, not printed.")
        self.copy.setVisible(look is not None and look.is_text)
        self.copy.setEnabled(free)

    # Handing out

    def save_papers(self) -> None:
        """Save the paper: as one file, or of each case into a folder."""
        wanted = self._wanted(self._cases)
        if wanted is None:
            return
        if not self._is_many:
            name = wanted.facts.name
            suffix = self._look.preview.suffix if self._look is not None else self._endings[name]
            self.handing.save_one(wanted, suffix)
        elif self.many.together.isChecked():
            self.handing.save_together(wanted)
        else:
            self.handing.save_each(wanted)

    def print_paper(self) -> None:
        """Print the paper that is looked at."""
        look = self._look
        wanted = self._wanted((self._cases[self._place],))
        if wanted is not None and look is not None:
            self.handing.print_paper(wanted, look, self.choosing.preview.pages.page)

    def copy_paper(self) -> None:
        """Copy the text that is looked at."""
        look = self._look
        wanted = self._wanted((self._cases[self._place],))
        if wanted is not None and look is not None and look.is_text:
            self.handing.copy(wanted, look)

    def _wanted(self, case_ids: tuple[int, ...]) -> Wanted | None:
        """Return what is to leave the desk; ``None`` when something must be said first, which is asked for."""
        lacks = self.choosing.lacks()
        if lacks is not None:
            sentence, place = lacks
            self._back()
            self._say(good=False, sentence=sentence)
            self.choosing.show_lack(place)
            return None
        disclosure = self.choosing.form.disclosure(self.choosing.excess.given)
        return Wanted(case_ids, self.choosing.paper, disclosure)

    def _remember(self) -> None:
        self._counter.remembered.keep_recipient(self.choosing.form.recipient)

    # Telling

    def _say(self, good: bool, sentence: str) -> None:
        self._written = None
        self.folder.hide()
        self.said.say(sentence, good=good)

    def _say_nothing(self) -> None:
        self._say(good=True, sentence="")

    def _offer_folder(self, path: Path) -> None:
        self._written = path
        self.folder.show()

    def _show_standing(self, standing: Sequence[Path], total: int, folder: Path) -> None:
        self.stack.setCurrentWidget(self.standing)
        self.standing.show_files(standing, total, folder)

    def _show_running(self, head: str, total: int) -> None:
        self.stack.setCurrentWidget(self.running)
        self.running.begin(head, total)

    def _show_end(self, ended: BatchSum) -> None:
        target = ended.batch.target
        self._written = target if ended.batch.together else target / "papers"
        self.stack.setCurrentWidget(self.end)
        self.end.show_end(ended)

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.first)
        self.choosing.list.setFocus()

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def reject(self) -> None:
        """Go a step back; what is under way is stopped first, never left half done."""
        if self.handing.busy:
            self.handing.cancel()
            self._say(good=True, sentence="Stopping… The sheet can be closed in a moment.")
        elif self.stack.currentWidget() is self.standing:
            self._back()
        else:
            self.maker.forget()
            super().reject()


def offered(papers: Papers) -> list[tuple[PaperFacts, str]]:
    """Return what is known of each paper that can be made, and the ending of its file, in the order of the list."""
    made = {}
    for paper in papers.all_papers:
        suffix = ".pdf" if isinstance(paper, LetterCopy) else paper.suffix
        made[paper.name] = (facts_of(paper.name, paper.label), suffix)
    order = {facts.name: place for place, facts in enumerate(PAPER_FACTS)}
    return sorted(made.values(), key=lambda pair: order.get(pair[0].name, len(order)))
