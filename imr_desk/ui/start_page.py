"""What a person sees before the first letter: what the program is for, and the three steps of the work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from imr_desk.ui.bars import KeyOf, with_key
from imr_desk.ui.dress import Dress, plain_label
from imr_desk.ui.pieces import only_down
from imr_desk.ui.theme import GRID

_WIDTH = 660
"""Pixels at 100 % text: lines that are read at a glance."""

_PURPOSE = (
    "Reads California Independent Medical Review letters and fills in the review form beside them. "
    "You check each value against the letter, decide, and hand on the summary."
)
_MEANING = (
    "Overturned means the treatment is approved. Upheld means it stays denied. Letters never leave this computer."
)


class StartPage(QScrollArea):
    """Stands in for the panels while the case log is empty."""

    open_requested = Signal()
    samples_requested = Signal()
    keys_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        only_down(self, "startPage")
        self.open = QPushButton("Open letters…")
        self.open.setObjectName("mainButton")
        self.open.setProperty("ready", True)
        self.samples = QPushButton("Open the sample letters")
        self.samples.setAccessibleDescription("Opens a second window on made-up letters, in a case log of their own.")
        self.keys = QPushButton("Keys")
        self.open.clicked.connect(self.open_requested)
        self.samples.clicked.connect(self.samples_requested)
        self.keys.clicked.connect(self.keys_requested)
        self._heads = [plain_label("stepHead", head) for head in ("Bring letters in", "Check and decide", "Finish")]
        self._words = [plain_label("stepWords") for _ in self._heads]
        self._sheet = QWidget()
        self._sheet.setObjectName("startSheet")
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(GRID * 6, GRID * 6, GRID * 6, GRID * 6)
        column.setSpacing(GRID * 3)
        column.addWidget(plain_label("startTitle", "Welcome to imr_desk"))
        column.addWidget(self._prose("startPurpose", _PURPOSE))
        column.addSpacing(GRID * 2)
        column.addLayout(self._steps())
        column.addSpacing(GRID * 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID * 2)
        for button in (self.open, self.samples, self.keys):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(GRID)
        column.addWidget(self._prose("stepWords", _MEANING))
        ground = QWidget()
        ground.setObjectName("startGround")
        middle = QGridLayout(ground)
        middle.addWidget(self._sheet, 1, 1)
        middle.setRowStretch(0, 2)
        middle.setRowStretch(2, 3)
        middle.setColumnStretch(0, 1)
        middle.setColumnStretch(2, 1)
        self.setWidget(ground)

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 3)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, (head, words) in enumerate(zip(self._heads, self._words, strict=True)):
            number = plain_label("stepNumber", str(row + 1))
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setWordWrap(True)
            grid.addWidget(number, row * 3, 0)
            grid.addWidget(head, row * 3, 1)
            grid.addWidget(words, row * 3 + 1, 1)
            grid.setRowMinimumHeight(row * 3 + 2, GRID)
        return grid

    @staticmethod
    def _prose(name: str, words: str) -> QWidget:
        label = plain_label(name, words)
        label.setWordWrap(True)
        return label

    def show_keys(self, key_of: KeyOf) -> None:
        """Name the keys of the steps."""
        files = with_key("files", key_of("open"))
        folder = with_key("a folder", key_of("import_folder"))
        finish, paper = with_key("Finish", key_of("finish")), with_key("Hand out papers", key_of("hand_out"))
        decide = " and ".join(key for act in ("overturn", "uphold") if (key := key_of(act)))
        steps = (
            f"Drop them onto this window, or choose {files} or {folder}.",
            "Enter accepts what the program read"
            + (f", {look} goes to the next value that wants a look" if (look := key_of("next_wanting")) else "")
            + (f", {decide} decide a treatment" if decide else "")
            + ".",
            f"{finish} and the next case opens. {paper} for the adjuster.",
        )
        for label, words in zip(self._words, steps, strict=True):
            label.setText(words)
        self.keys.setText(with_key("Keys", key_of("keys")))

    def dress(self, dress: Dress) -> None:
        """Take on a look."""
        self._sheet.setMaximumWidth(dress.kind.px(_WIDTH))
        self._sheet.setMinimumWidth(min(dress.kind.px(_WIDTH), 900))

    def take_focus(self) -> None:
        """Put the keyboard on the first step."""
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)
