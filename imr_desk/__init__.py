"""imr_desk: review workstation for California Independent Medical Review (IMR) letters."""

__version__ = "0.1.0"
