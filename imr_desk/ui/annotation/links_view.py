"""The links of an annotation, and making one: pick the other annotation, then say how the two hang together."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from imr_desk.model.annotations import Annotation, Link, LinkKind
from imr_desk.model.review import Review
from imr_desk.ui.annotation.entry_form import quiet_label
from imr_desk.ui.annotation.words import link_words, shortened
from imr_desk.ui.choice_boxes import ChoiceBox
from imr_desk.ui.dress import plain_label


class LinksView(QFrame):
    """Shows the links of the current annotation and offers a new one.

    Signals:
        link_requested: link from one annotation to another (kind, source, target).
        unlink_requested: take a ``Link`` away.
        other_requested: show the annotation at the other end.
    """

    link_requested = Signal(object, str, str)
    unlink_requested = Signal(object)
    other_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotationLinks")
        self._current: Annotation | None = None
        self._from: Annotation | None = None
        self._lines: list[QWidget] = []
        self.start = QPushButton("Link…  (L)")
        self.start.setObjectName("quietButton")
        self.start.setToolTip("Say how this annotation hangs together with another one")
        self.told = quiet_label("")
        self.kind = ChoiceBox("How the two hang together")
        self.kind.addItems([kind.value for kind in LinkKind])
        self.make, self.leave = QPushButton("Link"), QPushButton("Cancel")
        for button in (self.make, self.leave):
            button.setObjectName("quietButton")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(plain_label("annotationHead", "Links"))
        row = QHBoxLayout()
        row.addWidget(self.kind, 1)
        row.addWidget(self.make)
        row.addWidget(self.leave)
        self._column.addWidget(self.told)
        self._column.addLayout(row)
        self._column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        self.start.clicked.connect(self.pick)
        self.leave.clicked.connect(self.stop)
        self.make.clicked.connect(self._make)
        self._show_picking()

    @property
    def picking(self) -> bool:
        """Tell whether another annotation is being picked."""
        return self._from is not None

    def show_annotation(self, annotation: Annotation | None, review: Review) -> None:
        """Show the links of an annotation; ``None`` for a proposal, which has none."""
        self._current = annotation
        known = {made.id for made in review.annotations}
        if self._from is not None and self._from.id not in known:
            self._from = None
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = []
        if annotation is not None:
            for link in review.links:
                if annotation.id in (link.source, link.target):
                    self._add_line(link, review, annotation.id)
        self.setVisible(annotation is not None or self.picking)
        self._show_picking()

    def _add_line(self, link: Link, review: Review, current: str) -> None:
        line = QFrame()
        line.setObjectName("annotationLink")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = quiet_label(link_words(link, review, current))
        show, remove = QPushButton("Show"), QPushButton("Remove")
        other = link.target if link.source == current else link.source
        show.clicked.connect(lambda: self.other_requested.emit(other))
        remove.clicked.connect(lambda: self.unlink_requested.emit(link))
        row.addWidget(words, 1)
        for button, name in ((show, "Show the other end"), (remove, "Remove the link")):
            button.setObjectName("quietButton")
            button.setAccessibleName(f"{name}: {words.text()}")
            row.addWidget(button)
        self._column.insertWidget(1 + len(self._lines), line)
        self._lines.append(line)

    def pick(self) -> None:
        """Begin to link from the current annotation."""
        if self._current is not None:
            self._from = self._current
            self._show_picking()

    def stop(self) -> None:
        """Leave without a link."""
        if self._from is not None:
            self._from = None
            self._show_picking()

    def finish(self) -> bool:
        """Link with the annotation that is current now; ``False`` when there is nothing to link."""
        if not self.make.isEnabled() or not self.picking:
            return False
        self._make()
        return True

    def _make(self) -> None:
        if self._from is None or self._current is None:
            return
        kind, source, target = tuple(LinkKind)[self.kind.currentIndex()], self._from.id, self._current.id
        self.stop()
        self.link_requested.emit(kind, source, target)

    def _show_picking(self) -> None:
        picking, ready = self.picking, False
        if self._from is not None:
            ready = self._current is not None and self._current.id != self._from.id
            first = f"“{shortened(self._from.text)}”"
            self.told.setText(
                f"{first} … this one. Enter links, Escape leaves."
                if ready
                else f"{first}: go to the other annotation in the list."
            )
        for widget in (self.told, self.kind, self.make, self.leave):
            widget.setVisible(picking)
        self.make.setEnabled(ready)
        self.start.setVisible(not picking and self._current is not None)
