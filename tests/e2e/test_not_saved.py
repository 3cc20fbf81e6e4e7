"""The disk is full in the midst of work: what was done stays on the screen, in its order, until it can be saved."""

from imr_desk.model.draft import Decision
from imr_desk.model.edits import SetField, WriteNote
from imr_desk.model.errors import CaseLogError, CaseLogErrorKind
from imr_desk.ui.session import SaveState


def test_acts_that_cannot_be_saved_wait_in_their_order(program, letters, monkeypatch):
    full = "The disk is full. Free some space and save again."

    def play(hands):
        case_id = hands.opened()
        reviews = hands.window.workstation.reviews
        record, room = reviews.record, [False]

        def refusing(*act):
            if not room[0]:
                raise CaseLogError(CaseLogErrorKind.DISK_FULL, full)
            return record(*act)

        monkeypatch.setattr(reviews, "record", refusing)
        hands.window.review.decide(Decision.OVERTURNED)
        hands.until(lambda: hands.session.save_state is SaveState.NOT_SAVED)
        hands.session.act(SetField(None, "claim_number", "A-1"))
        hands.session.act(SetField(None, "employer", "B"))
        assert full in hands.message()
        assert hands.review.fields["employer"].value == "B"
        hands.window.desk.open(case_id)
        assert "not saved yet" in hands.message()

        hands.until(lambda: hands.session.save_state is SaveState.NOT_SAVED)
        room[0] = True
        hands.window.message.act.click()
        hands.saved()
        _, history = reviews.open(case_id)
        assert history.review == hands.review
        assert [step.label for step in history.past] == ["decide item 1", "change claim number", "change employer"]

    assert program(play, "open", letters(81)) == 0


def test_closing_with_unsaved_acts_asks_and_stays_when_the_person_says_so(program, letters, monkeypatch):
    def play(hands):
        hands.opened()
        reviews = hands.window.workstation.reviews
        record = reviews.record

        def refusing(*act):
            raise CaseLogError(CaseLogErrorKind.IO, "The disk cannot be written.")

        monkeypatch.setattr(reviews, "record", refusing)
        hands.session.act(SetField(None, "employer", "B"))
        hands.until(lambda: hands.session.save_state is SaveState.NOT_SAVED)
        hands.dialogs.answers["confirm"] = False
        hands.window.close()
        assert hands.window.isVisible()
        assert "would be lost" in hands.dialogs.asked[-1][1]
        monkeypatch.setattr(reviews, "record", record)
        hands.session.retry_saving()
        hands.saved()

    assert program(play, "open", letters(82)) == 0


def test_a_case_that_could_not_be_saved_is_named_while_the_next_one_is_on_the_desk(program, letters, monkeypatch):
    def play(hands):
        hands.until(lambda: not hands.window.intake.running)
        case_id = hands.opened()
        desk, reviews = hands.window.desk, hands.window.workstation.reviews
        desk.read_ahead(hands.window.worklist.query)  # the second letter may have come after the first was opened
        hands.until(lambda: desk._ahead is not None)
        record, room = reviews.record, [False]

        def refusing(*act):
            if not room[0]:
                raise CaseLogError(CaseLogErrorKind.DISK_FULL, "The disk is full.")
            return record(*act)

        monkeypatch.setattr(reviews, "record", refusing)
        hands.session.act(WriteNote(None, "the last act"))
        desk.open_next(hands.window.worklist.query)
        assert hands.session.case_id != case_id  # at once, while the act is being saved
        hands.until(lambda: hands.session.save_state is SaveState.NOT_SAVED)
        hands.until(
            lambda: f"those in case {case_id} are kept here until they are. The disk is full." in hands.message()
        )
        desk.open(case_id)
        assert hands.session.case_id != case_id
        hands.until(lambda: hands.session.save_state is SaveState.NOT_SAVED)
        room[0] = True
        hands.window.message.act.click()
        hands.saved()
        assert reviews.open(case_id)[1].review.note == "the last act"

    assert program(play, "open", letters(84), letters(85)) == 0
