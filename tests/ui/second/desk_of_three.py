"""A real log on disk in which Ana read a case, Ben read it a second time, and Cleo settles the differences."""

from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.model.case import CaseStanding, CaseStatus
from imr_desk.model.people import Person, Role
from imr_desk.model.review import Review
from imr_desk.ports import NewLetter
from tests.ui.second.two_readings import Hand, content, letter, read_first, read_second

ANA, BEN, CLEO, DORA = "Ana Ruiz", "Ben Ode", "Cleo Park", "Dora Lind"


class Office:
    """The workstation of a log with four people; ``sit`` puts one of them at the desk.

    Each works under a computer account of their own, Cleo under that of whoever runs the tests.
    """

    def __init__(self, path, *, items=3):
        self.workstation = open_workstation(path)
        self._items = items
        self._people = self.workstation.people
        self._account = self._people.account
        if self._people.register is None:
            self._people.begin(CLEO)
            for name, role in ((ANA, Role.REVIEWER), (BEN, Role.SUPERVISOR), (DORA, Role.REVIEWER)):
                self._people.put(Person(name, role, name.casefold()))

    def sit(self, name):
        self._people.account = self._account if name == CLEO else name.casefold()
        self._people.sign_in(name, "")

    def finished(self, first=read_first):
        """Bring the letter in and let Ana read it to the end."""
        self.sit(ANA)
        ws, made = self.workstation, letter(self._items)
        case = ws.log.add(
            NewLetter("letter.pdf", content(self._items), made.text, made.draft),
            CaseStanding.of(Review.of(made.draft, made.text), CaseStatus.NEW),
            ws.reviews.sign(),
        )
        opened, history = ws.reviews.open(case.id)
        hand = Hand(
            opened.letter, history.review, ws.reviews.sign(), lambda act, to: ws.reviews.record(case.id, act, to)
        )
        first(hand)
        return case.id

    def compared(self, first=read_first, second=read_second):
        """Let Ana and Ben read it; return the number of the case."""
        case_id, ws = self.finished(first), self.workstation
        self.sit(BEN)
        ws.second_readings.send((case_id,), "drawn at random")
        opening = ws.second_readings.begin(case_id)
        round_ = opening.second.round
        hand = Hand(
            opening.opened.letter, opening.history.review, ws.reviews.sign(),
            lambda act, _review: ws.second_readings.record(case_id, round_, act),
        )  # fmt: skip
        second(hand)
        ws.second_readings.finish(case_id)
        self.sit(CLEO)
        return case_id
