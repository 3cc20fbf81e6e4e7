"""The floor of a start: a bare Qt window that shows one page drawn by MuPDF."""

import sys

import pymupdf
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

app = QApplication([])
window = QMainWindow()
page = pymupdf.open(sys.argv[1])[0]
drawn = page.get_pixmap(matrix=pymupdf.Matrix(1.2, 1.2), alpha=False)
image = QImage(drawn.samples, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888).copy()
label = QLabel()
label.setPixmap(QPixmap.fromImage(image))
window.setCentralWidget(label)
window.resize(1280, 800)
window.show()


def ready() -> None:
    print("READY", flush=True)
    app.quit()


QTimer.singleShot(0, ready)
app.exec()
