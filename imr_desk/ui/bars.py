"""The bars of the window: what case this is, news where they belong, how the keys go, progress of an intake."""

from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QToolButton, QWidget

from imr_desk.model.case import OpenedCase
from imr_desk.model.review import Review
from imr_desk.ui.dress import Dress, plain_label, set_state
from imr_desk.ui.duties.due_chip import DueChip
from imr_desk.ui.intake_run import Step
from imr_desk.ui.review.words import long_date
from imr_desk.ui.session import SaveState
from imr_desk.ui.strip import Strip

_HINT_READ = "hints/work_read"

KeyOf = Callable[[str], str]
"""Tells the first key of an act as the system writes it; empty for an act without one."""


def with_key(words: str, key: str) -> str:
    """Return words with a key behind them, if there is one."""
    return f"{words} ({key})" if key else words


class CaseBar(QFrame):
    """One line over the panels: which case, its dates, how many values still want a look."""

    next_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseBar")
        self._dress: Dress | None = None
        self._wanting = 0
        self.number = plain_label("caseNumber")
        self.facts = plain_label("caseFacts")
        self.looks = QPushButton()
        self.looks.setObjectName("looksButton")
        self.looks.clicked.connect(self.next_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self.number)
        row.addWidget(self.facts, 1)
        self.due = DueChip()
        row.addWidget(self.due)
        row.addWidget(self.looks)

    def show_case(self, opened: OpenedCase, review: Review) -> None:
        """Show a case as it stands."""
        number = review.fields["case_number"].value
        self.number.setText(str(number) if number else f"Case {opened.case.id}")
        words = [opened.case.name] if number is None else []
        for label, name in (("decided", "decision_date"), ("received", "date_received")):
            if day := long_date(review.fields[name].value):
                words.append(f"{label} {day}")
        pages = len(opened.letter.pages)
        words.append(f"{pages} page{'' if pages == 1 else 's'}")
        if priority := review.fields["priority"].value:
            words.insert(0, str(priority))
        self.facts.setText("  ·  ".join(words))
        self._wanting = len(review.problems())
        self.looks.setText(f"{self._wanting} want you" if self._wanting != 1 else "1 wants you")
        self.looks.setVisible(review.finished is None)
        if not self._wanting:
            self.looks.setText("Ready to finish")
        set_state(self.looks, look=self._wanting > 0)
        self.show()
        self._sign()

    def show_keys(self, key_of: KeyOf) -> None:
        """Name the key of the button."""
        self.looks.setToolTip(with_key("Go to the next value that wants a look", key_of("next_wanting")))

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def _sign(self) -> None:
        if self._dress is not None:
            name, role = ("wants-look", "warning") if self._wanting else ("finish", "good")
            self.looks.setIcon(self._dress.icon(name, role))


class MessageBar(Strip):
    """A sentence over the panels, with an act where there is one to do. It stays until it is put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("messageBar", "messageWords", parent)
        self._dress: Dress | None = None
        self._kind = "info"
        self._do: Callable[[], object] | None = None
        self._stays = False
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.act = QPushButton()
        self.act.setObjectName("quietButton")
        self.act.clicked.connect(self._acted)
        self.away = QToolButton()
        self.away.setObjectName("barClose")
        self.away.setToolTip("Put this message away")
        self.away.setAccessibleName("Put this message away")
        self.away.clicked.connect(self.hide)
        self._row.setContentsMargins(16, 6, 8, 6)
        self._row.addWidget(self.act)
        self._row.addWidget(self.away)

    def tell(
        self,
        kind: str,
        sentence: str,
        act: str = "",
        do: Callable[[], object] | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Show a sentence until it is put away.

        ``kind`` is ``info``, ``good``, ``warning`` or ``error``; ``act`` names a button. What concerns more than the
        case on the desk ``stays`` when another case is opened.
        """
        self._kind, self._do, self._stays = kind, do, stays
        self.say(sentence)
        self.act.setText(act)
        self.act.setVisible(bool(act))
        set_state(self, kind=kind)
        self._sign()
        self.show()

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def _sign(self) -> None:
        if self._dress is None:
            return
        name, role = {
            "info": ("info", "accent"),
            "good": ("saved", "good"),
            "warning": ("warning", "warning"),
            "error": ("error", "error"),
        }[self._kind]
        self.sign.setPixmap(self._dress.pixmap(name, role, self))
        self.away.setIcon(self._dress.icon("close"))

    def leave_case(self) -> None:
        """Put away what was said of the case that leaves the desk."""
        if not self._stays:
            self.hide()

    def _acted(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()


class HintStrip(Strip):
    """How the keys of the work go, until a person has read it once; it takes no place after that.

    Args:
        settings: remember that it was put away.
    """

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__("hintStrip", "hintWords", parent)
        self._settings = settings
        self.away = QPushButton("Got it")
        self.away.setObjectName("quietButton")
        self.away.setAccessibleDescription("Puts this line away for good. All keys stand in Help, Keys.")
        self.away.clicked.connect(self.put_away)
        self._row.setContentsMargins(16, 4, 8, 4)
        self._row.addWidget(self.away)

    @property
    def is_wanted(self) -> bool:
        """Tell whether it was not put away yet."""
        return str(self._settings.value(_HINT_READ, "")) != "true"

    def offer(self) -> None:
        """Show it, unless it was put away once."""
        if self.is_wanted:
            self.show()

    def put_away(self) -> None:
        """Hide it for good."""
        self._settings.setValue(_HINT_READ, "true")
        self.hide()

    def show_keys(self, key_of: KeyOf) -> None:
        """Name the four steps of the work by their keys."""
        decide = " / ".join(key for act in ("overturn", "uphold") if (key := key_of(act)))
        steps = (
            ("Enter", "accept what the program read"),
            (key_of("next_wanting"), "next that wants a look"),
            (decide, "overturned (approved) or upheld (stays denied)"),
            (key_of("finish"), "finish and next case"),
        )
        self.say("   ·   ".join(f"{key}: {words}" for key, words in steps if key))

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self.sign.setPixmap(dress.pixmap("info", "accent", self))


class IntakeBar(QFrame):
    """How far an intake of letters is, with a way to stop it."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intakeBar")
        self.words = plain_label("intakeWords")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.cancel = QPushButton("Stop")
        self.cancel.setObjectName("quietButton")
        self.cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.hide()

    def show_step(self, step: Step) -> None:
        """Show how far it is."""
        self.words.setText(step.words)
        self.progress.setMaximum(step.total)
        self.progress.setValue(step.done)
        self.setVisible(step.total > 1 and step.done < step.total)


class StatusStrip(QStatusBar):
    """The foot of the window: what is saved, what undo would take back, who works on which log."""

    def __init__(self, person: str, log_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._dress: Dress | None = None
        self._state = SaveState.SAVED
        self.sign = QLabel()
        self.sign.setObjectName("statusSign")
        self.saved = plain_label("statusWords", "Everything is saved")
        self.undo = plain_label("statusQuiet")
        self._log_name = log_name
        self.who = plain_label("statusQuiet")
        self.who.setToolTip("Who works here, and the case log that is open")
        self.show_person(person)
        self.addWidget(self.sign)
        self.addWidget(self.saved)
        self.addWidget(self.undo, 1)
        self.addPermanentWidget(self.who)
        self.keys = plain_label("statusQuiet")
        self.addPermanentWidget(self.keys)

    def show_person(self, person: str) -> None:
        """Show who works here."""
        self.who.setText(f"{person}  ·  {self._log_name}")

    def show_keys(self, key_of: KeyOf) -> None:
        """Name the keys that lead to everything else."""
        acts = (("queue_page", "queue"), ("keys", "keys"), ("commands", "commands"))
        self.keys.setText("  ·  ".join(f"{key} {words}" for act, words in acts if (key := key_of(act))))

    def show_saved(self, state: SaveState, at: str) -> None:
        """Show how far the last act is on its way; ``at`` is the time of the last saving, empty for none yet."""
        self._state = state
        self.saved.setText(
            {
                SaveState.SAVED: f"Saved {at}" if at else "Everything is saved",
                SaveState.SAVING: "Saving…",
                SaveState.NOT_SAVED: "Not saved",
            }[state]
        )
        self._sign()

    def show_undo(self, label: str | None) -> None:
        """Show what undo would take back."""
        self.undo.setText(f"Undo: {label}" if label else "")

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._dress = dress
        self._sign()

    def _sign(self) -> None:
        if self._dress is not None:
            name, role = {
                SaveState.SAVED: ("saved", "good"),
                SaveState.SAVING: ("saving", "quiet"),
                SaveState.NOT_SAVED: ("not-saved", "error"),
            }[self._state]
            self.sign.setPixmap(self._dress.pixmap(name, role, self))
