"""All questions of the case at a glance: signs at the heads of items, a button with their number, and their list."""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from imr_desk.ui.dress import Dress
from imr_desk.ui.questions.case_talk import CaseTalk
from imr_desk.ui.questions.question_list import Asked, QuestionList
from imr_desk.ui.questions.words import number_of, place_name
from imr_desk.ui.review.panel import ReviewPanel
from imr_desk.ui.review.words import KeyOf, with_key
from imr_desk.ui.session import Place, Session

_IN_ORDER = ("warning", "accent", "good", "quiet")
"""The signs of threads, the most urgent first."""


class Overview(QObject):
    """Counts and lists the questions, each leading to its place.

    Signals:
        place_chosen: the place whose thread is to be shown.
        case_wished: somebody wants to ask about the case as a whole.

    Args:
        session: the case on the desk.
        panel: its form, whose foot takes the button and the list in.
        talk: what is asked about the case.
    """

    place_chosen = Signal(object)
    case_wished = Signal()

    def __init__(self, session: Session, panel: ReviewPanel, talk: CaseTalk) -> None:
        super().__init__(panel)
        self._session, self._panel, self._talk = session, panel, talk
        self.button = QPushButton()
        self.button.setObjectName("disclosure")
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        self.button.hide()
        self.list = QuestionList()
        panel.finish.take_in(self.button, self.list)
        self.button.clicked.connect(self._turn)
        panel.finish.left.toggled.connect(self._make_room)
        self.list.place_chosen.connect(self._go)
        self.list.case_wished.connect(self._ask_about_case)
        self.list.left.connect(self._put_away)

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.list.dress(dress)
        self.button.setIcon(dress.icon("question", "accent"))
        self.button.setIconSize(QSize(dress.kind.px(16), dress.kind.px(16)))

    def show_keys(self, key_of: KeyOf) -> None:
        """Name the key that shows the list."""
        self.button.setToolTip(with_key("Questions about this case", key_of("questions")))

    def show(self) -> None:
        """Show the list, the keyboard on its first line."""
        self.button.setChecked(True)
        self._turn()

    def clear(self) -> None:
        """Show nothing of a case that leaves the desk."""
        self.list.hide()
        self.button.setChecked(False)
        self.button.hide()

    def renew(self) -> None:
        """Count and list the questions as they stand."""
        self._sign_items()
        self._count()
        self._list()

    def order_tabs(self) -> None:
        """Lay the keyboard's way through the button and the list."""
        QWidget.setTabOrder(self.button, self.list.list)
        QWidget.setTabOrder(self.list.list, self.list.whole)

    def _turn(self) -> None:
        shown = self.button.isChecked()
        self.list.setVisible(shown)
        self.renew()
        if shown:
            self._panel.finish.left.setChecked(False)
            self.list.fit(self._panel.height() // 3)
            target: QWidget = self.list.list if self._talk.places else self.list.whole
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.order_tabs()

    def _go(self, place: Place) -> None:
        self._fold()
        self.place_chosen.emit(place)

    def _ask_about_case(self) -> None:
        self._fold()
        self.case_wished.emit()

    def _put_away(self) -> None:
        self._fold()
        self._panel.take_focus()

    def _fold(self) -> None:
        self.button.setChecked(False)
        self._turn()

    def _make_room(self, other_shown: bool) -> None:
        """One list at a time: together they would leave too little of the form."""
        if other_shown and self.button.isChecked():
            self._fold()

    def _count(self) -> None:
        questions, unsent = self._session.review.questions, self._talk.unsent
        open_, waiting = sum(each.is_open for each in questions), sum(each.waits for each in questions)
        number, kind = (open_, "question") if open_ else (len(questions), "closed question")
        self.button.setText(number_of(number, kind) if number else f"{unsent} not sent" if unsent else "Questions")
        self.button.setAccessibleName(f"Questions: {open_} open, {waiting} waiting for an answer, {unsent} not sent")
        self.button.setVisible(bool(number or unsent) or self.button.isChecked())

    def _list(self) -> None:
        review, lines = self._session.review, []
        for place in self._talk.places:
            line = self._talk.line_at(place)
            lines.append(Asked(place, f"{place_name(review, place)} · {line.words}", line.role))
        self.list.show_lines(tuple(sorted(lines, key=lambda line: _IN_ORDER.index(line.role))))

    def _sign_items(self) -> None:
        """Tell at the head of each item how many questions about it are open."""
        here, questions = self._talk.here, self._session.review.questions
        for card in self._panel.items.cards:
            header = card.header
            if not header.property("tiedToQuestions"):
                header.setProperty("tiedToQuestions", True)
                header.questions_chosen.connect(self._show_first_of)
            mine = [each for each in questions if each.item == header.item_id and each.is_open]
            waiting = sum(each.waits for each in mine)
            words = f"{number_of(len(mine), 'open question')} about this item, {waiting} waiting for an answer"
            role = "warning" if any(map(here.is_asked, mine)) else "accent" if waiting else "good"
            header.show_questions(len(mine), words, role)

    def _show_first_of(self, item: str) -> None:
        mine = [each for each in self._session.review.questions if each.item == item and each.is_open]
        for each in sorted(mine, key=lambda asked: not asked.waits)[:1]:
            self.place_chosen.emit(Place(each.item, each.field))
