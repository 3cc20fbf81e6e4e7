"""Every known layout of letters, once."""

from imr_desk.extraction.formats.cover_block import CoverBlock
from imr_desk.extraction.formats.notice_2013 import Notice2013
from imr_desk.extraction.formats.posted_short_form import PostedShortForm
from imr_desk.extraction.formats.professional_review import ProfessionalReview
from imr_desk.extraction.formats.sectioned_letter import SectionedLetter
from imr_desk.ports import LetterFormat

FORMATS: tuple[LetterFormat, ...] = (
    PostedShortForm(),
    SectionedLetter(),
    CoverBlock(),
    Notice2013(),
    ProfessionalReview(),
)
"""The layouts, newest first; the engine runs the one that fits a letter best."""
