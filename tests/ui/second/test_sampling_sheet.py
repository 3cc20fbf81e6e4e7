"""The sheet of the rule for second readings: told in words, tried as it is changed, kept, and drawn by."""

import random
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from imr_desk.model.facts import CaseFacts
from imr_desk.model.queue import DateRange
from imr_desk.model.second import SamplingRule
from imr_desk.services.people import NotAllowedError
from imr_desk.services.sampling import Drawn, FinishedReview, Forecast, forecast
from imr_desk.ui.background import Lane
from imr_desk.ui.second.sampling_runs import SamplingDraw
from imr_desk.ui.second.sampling_sheet import SamplingSheet
from imr_desk.ui.second.sampling_words import drawn_words, forecast_words, rule_words
from tests.ui.showing import show_active
from tests.unit.services.second_office import ANA, BEN, SAM, Office, overturned

EVERYTHING = DateRange()


class Desk:
    """Somebody at the sheet, over an office."""

    def __init__(self, office, dress, qtbot):
        self.office, self.dress, self.bot = office, dress, qtbot
        self.lane, self.asked, self.answer = Lane("case-log"), [], False
        self.workstation = SimpleNamespace(
            sampling=office.sampling, people=office.people, second_readings=office.readings, clock=office.clock
        )
        self.drawing = SamplingDraw(office.sampling, self.lane)
        self.open()

    def open(self):
        dialogs = SimpleNamespace(confirm=self.confirm)
        self.sheet = SamplingSheet(self.workstation, self.drawing, self.lane, dialogs, self.dress, None)
        self.sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # looked at after it is closed
        self.bot.addWidget(self.sheet)
        show_active(self.sheet)
        self.quiet()

    def confirm(self, title, question, accept):
        self.asked.append(question)
        return self.answer

    def quiet(self):
        def still():
            QApplication.processEvents()
            waits = self.drawing.is_running or self.sheet.card._look._job is not None or self.sheet._is_saving
            return not (waits or self.lane.busy)

        self.bot.waitUntil(still, timeout=20_000)
        QApplication.processEvents()
        self.bot.waitUntil(still, timeout=20_000)

    @property
    def form(self):
        return self.sheet.form

    @property
    def told(self):
        return self.sheet.card.told.text()

    @property
    def news(self):
        return self.sheet.news.words.text()

    def draw(self):
        self.sheet.card.draw.click()
        self.quiet()


@pytest.fixture
def office():
    """Six reviews finished this month: two overturned, one with an open flag."""
    office = Office()
    for number in range(3):
        office.finished(f"CM26-{number}")
    office.finished("CM26-3", overturned())
    office.finished("CM26-4", overturned(), by=BEN)
    office.finished("CM26-5", flags=True)
    return office.sit(SAM)


@pytest.fixture
def at_sheet(dress, qtbot):
    desks = []

    def make(office):
        desks.append(Desk(office, dress, qtbot))
        return desks[-1]

    yield make
    for desk in desks:
        desk.answer = True
        desk.sheet.close()
        desk.lane.close()


# Words


@pytest.mark.parametrize(
    ("rule", "has", "has_not"),
    [
        (
            SamplingRule(on=True),
            ("As soon as", "overturned item (treatment approved)", "5 % of the others"),
            ("Only",),
        ),
        (SamplingRule(), ("Only by “Draw now”", "an open flag", "fills up to 5"), ("As soon as",)),
        (SamplingRule(on=True, overturned=False, flags=False), ("5 % of all cases",), ("others", "overturned")),
        (SamplingRule(on=True, percent=0, least=0), ("every case with an open flag.",), ("random", "fills up")),
        (SamplingRule(blank=True), ("an empty form",), ("what the program read",)),
        (SamplingRule(overturned=False, flags=False, percent=0, least=0), ("draws nothing",), ("begins",)),
    ],
)
def test_the_rule_is_told_in_words(rule, has, has_not):
    words = rule_words(rule)
    assert all(part in words for part in has)
    assert not any(part in words for part in has_not)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            Forecast(214, 12, {"overturned (treatment approved)": 48, "open flags": 5}, 8),
            (
                "Of the 214 reviews finished this month about 61 would be read twice: 48 overturned, 5 with open "
                "flags, about 8 at random. 12 were sent to a second reading before."
            ),
        ),
        (Forecast(0), "No review was finished this month."),
        (Forecast(1), "Of the one review finished this month none would be read twice."),
        (
            Forecast(2_000, 1, {"open flags": 1_000}),
            (
                "Of the 2,000 reviews finished this month 1,000 would be read twice: 1,000 with open flags. 1 was "
                "sent to a second reading before."
            ),
        ),
    ],
)
def test_what_would_be_drawn_is_told(told, words):
    assert forecast_words(told, "this month") == words


def test_what_was_drawn_never_tells_what_first_readers_said():
    drawn = Drawn({"overturned (treatment approved)": 3}, 9)
    assert drawn_words(drawn) == "Of 9 reviews 3 were sent to a second reading now."
    for each in (drawn, Drawn({"overturned (treatment approved)": 1}, 9, stopped=True), Drawn({}, 9), Drawn({}, 0)):
        assert "overturned" not in drawn_words(each)


# What a rule would draw


@pytest.mark.parametrize(
    "rule",
    [
        SamplingRule(percent=0, least=0),
        SamplingRule(percent=100, least=0),
        SamplingRule(percent=0, least=3),
        SamplingRule(percent=0, least=1),
        SamplingRule(overturned=False, flags=False, percent=0, least=4),
        SamplingRule(percent=100, least=50),
    ],
)
def test_a_forecast_without_luck_is_what_is_drawn(office, rule):
    office.sampling.keep_rule(rule)
    reviews = [review for page in office.sampling.finished(EVERYTHING) for review in page]
    expected = forecast(rule, reviews)
    drawn = office.sampling.draw(EVERYTHING)
    assert drawn.number == expected.number
    assert drawn.sent.get("drawn at random", 0) == expected.by_chance
    after = forecast(rule, [review for page in office.sampling.finished(EVERYTHING) for review in page])
    assert (after.before, after.number) == (drawn.number, 0)


def test_chance_is_forecast_by_its_expectation():
    fresh = [FinishedReview(ANA, "2026-01", CaseFacts(), is_fresh=True)] * 200
    assert forecast(SamplingRule(percent=5, least=0), fresh).by_chance == 10
    assert forecast(SamplingRule(percent=5, least=30), fresh).by_chance == 30


def test_the_least_number_counts_for_each_month():
    office = Office(lot=random.Random(4).random)
    for number in range(3):
        office.finished(f"A-{number}")
    office.clock.moment = office.clock.moment.replace(month=2)
    for number in range(3, 6):
        office.finished(f"A-{number}")
    rule = SamplingRule(overturned=False, flags=False, percent=0, least=2)
    office.sit(SAM).sampling.keep_rule(rule)
    reviews = [review for page in office.sampling.finished(EVERYTHING) for review in page]
    assert forecast(rule, reviews).number == 4
    assert office.sampling.draw(EVERYTHING).number == 4
    months = [office.log.case(i).digest.finished_on[:7] for i in range(1, 7) if office.second(i) is not None]
    assert sorted(months) == ["2026-01", "2026-01", "2026-02", "2026-02"]


def test_a_rule_that_another_one_kept_counts_at_once(office):
    other = Office(office.log, alone=True).sit(SAM)
    other.sampling.keep_rule(SamplingRule(on=True, percent=100))
    case_id = office.finished("CM26-9")
    assert office.sampling.after_finish(case_id) == "drawn at random"


# The sheet


def test_the_forecast_follows_what_is_changed(office, at_sheet):
    desk = at_sheet(office)
    assert desk.told.startswith("Of the 6 reviews finished this month about ")
    desk.form.least.setValue(0)
    desk.form.percent.setValue(0)
    assert desk.told == (
        "Of the 6 reviews finished this month 3 would be read twice: 2 overturned, 1 with open flags."
    )
    desk.form.flags.click()
    assert desk.told.endswith("2 would be read twice: 2 overturned.")
    desk.form.overturned.click()
    assert desk.told == "Of the 6 reviews finished this month none would be read twice."
    desk.form.percent.setValue(100)
    assert desk.told.endswith("about 6 would be read twice: about 6 at random.")
    desk.sheet.card.period.choice.setCurrentIndex(1)
    desk.quiet()
    assert desk.told == "No review was finished last month."
    assert office.sampling.rule == SamplingRule()


def test_a_rule_is_saved_and_said_so(office, at_sheet):
    desk = at_sheet(office)
    assert not desk.sheet.save.isEnabled()
    desk.form.on.click()
    desk.form.percent.setValue(12)
    desk.form.blank.click()
    assert desk.news == "Changed, and not saved yet."
    desk.sheet.save.click()
    desk.quiet()
    assert desk.news.startswith("Saved. Cases are drawn as soon as")
    assert Office(office.log, alone=True).sit(SAM).sampling.rule == SamplingRule(on=True, percent=12, blank=True)
    assert not desk.sheet.save.isEnabled()
    assert desk.sheet.close()
    assert desk.asked == []


def test_changes_are_taken_back_or_asked_for(office, at_sheet):
    desk = at_sheet(office)
    desk.form.percent.setValue(40)
    QTest.keyClick(desk.sheet, Qt.Key.Key_Escape)
    assert desk.asked == ["The changed rule is not saved."]
    assert desk.sheet.isVisible()
    desk.sheet.discard.click()
    assert desk.form.rule == SamplingRule()
    QTest.keyClick(desk.sheet, Qt.Key.Key_Escape)
    assert not desk.sheet.isVisible()
    assert len(desk.asked) == 1


def test_others_only_look(office, at_sheet):
    desk = at_sheet(office.sit(ANA))
    assert "Only a supervisor or an administrator may send cases to a second reading" in desk.sheet.refused.text()
    assert desk.sheet.refused.isVisible()
    assert not any(box.isEnabled() for box in desk.form._boxes())
    assert not desk.sheet.save.isVisible()
    assert not desk.sheet.card.draw.isEnabled()
    assert desk.sheet.card.draw.toolTip() == desk.sheet.refused.text()
    assert desk.told.startswith("Of the 6 reviews")


def test_who_works_alone_is_led_to_the_people(at_sheet):
    desk = at_sheet(Office(alone=True))
    assert desk.sheet.alone.isVisible()
    assert not desk.sheet.card.draw.isEnabled()
    assert "Only one person works in this case log" in desk.sheet.card.draw.toolTip()
    asked = []
    desk.sheet.people_requested.connect(lambda: asked.append(True))
    desk.sheet.colleague.click()
    assert asked == [True]


def test_what_stands_in_the_form_outlives_a_lock_and_another_person(office, at_sheet):
    desk = at_sheet(office)
    desk.form.percent.setValue(33)
    desk.sheet.hide()  # as a cover does
    office.people.account = ANA
    office.people.sign_in(ANA, "")
    show_active(desk.sheet)
    QCoreApplication.sendEvent(desk.sheet, QEvent(QEvent.Type.WindowActivate))
    assert desk.form.rule.percent == 33
    assert not desk.sheet.save.isEnabled()
    assert not desk.form.percent.isEnabled()
    with pytest.raises(NotAllowedError):
        office.sampling.keep_rule(desk.form.rule)
    office.people.account = SAM
    office.people.sign_in(SAM, "")
    QCoreApplication.sendEvent(desk.sheet, QEvent(QEvent.Type.WindowActivate))
    desk.sheet.save.click()
    desk.quiet()
    assert office.sampling.renew().percent == 33


def test_a_refused_saving_is_told_and_loses_nothing(office, at_sheet):
    desk = at_sheet(office)
    desk.form.percent.setValue(33)
    office.people.account = ANA  # signed over behind the sheet's back
    office.people.sign_in(ANA, "")
    desk.sheet._save()
    desk.quiet()
    assert desk.news.startswith("Not saved. Only ")
    assert desk.form.rule.percent == 33
    assert office.log.kept("sampling") is None


def test_a_rule_that_cannot_be_read_is_told(office, at_sheet):
    office.log.keep("sampling", "{", office.reviews.sign())
    office.sampling.renew()
    assert "cannot be read" in at_sheet(office).news


# Drawing


def test_drawing_sends_cases_and_tells_how_many(office, at_sheet):
    office.sampling.keep_rule(SamplingRule(percent=0, least=0, blank=True))
    desk = at_sheet(office)
    steps = []
    desk.drawing.stepped.connect(lambda done, total: steps.append((done, total)))
    desk.draw()
    assert desk.news == "Of 6 reviews 3 were sent to a second reading now."
    assert desk.told.endswith("none would be read twice. 3 were sent to a second reading before.")
    assert [office.second(i).blank for i in range(1, 7) if office.second(i) is not None] == [True] * 3
    assert steps[-1] == (2, 3)
    assert desk.sheet.card.draw.isEnabled()
    desk.draw()
    assert desk.news.startswith("Nothing drawn: of 6 reviews")


def test_drawing_can_be_stopped(office, at_sheet):
    office.sampling.keep_rule(SamplingRule(percent=100))
    desk = at_sheet(office)
    shown = []

    def stop(done, total):
        shown.append((desk.sheet.news.stop.isVisible(), desk.sheet.card.draw.isEnabled()))
        if done == 2:
            desk.sheet.news.stop.click()

    desk.drawing.stepped.connect(stop)
    desk.draw()
    assert set(shown) == {(True, False)}
    assert desk.news.startswith("Stopped: ")
    sent = sum(office.second(i) is not None for i in range(1, 7))
    assert 2 <= sent < 6
    assert f"Stopped: {sent} were sent" in desk.news


def test_nothing_is_drawn_by_a_rule_that_is_not_saved(office, at_sheet):
    desk = at_sheet(office)
    desk.form.percent.setValue(100)
    assert not desk.sheet.card.draw.isEnabled()
    assert desk.sheet.card.draw.toolTip().startswith("Save the rule or discard the changes first")
    desk.sheet.discard.click()
    assert desk.sheet.card.draw.isEnabled()


def test_a_time_between_two_days(office, at_sheet):
    desk = at_sheet(office)
    period = desk.sheet.card.period
    assert period.days == DateRange("2026-01-01", "2026-01-06")
    period.choice.setCurrentIndex(1)
    assert period.days == DateRange("2025-12-01", "2025-12-31")
    period.choice.setCurrentIndex(2)
    assert period.between.isVisible()
    assert (period.days, period.words) == (DateRange(), "at any time")
    period.between.first.setText("01/07/2026")
    desk.quiet()
    assert desk.told == "No review was finished from 7 Jan 2026."
    period.between.last.setText("01/02/2026")
    assert period.days is None
    assert not desk.sheet.card.draw.isEnabled()
    assert desk.told.startswith("Write both days")
    period.between.last.setText("01/31/20")
    period.between.first.setText("01/0")
    assert period.days is None
    period.between.first.setText("01/05/2026")
    period.between.last.setText("01/31/2026")
    desk.quiet()
    assert desk.told.startswith("Of the 6 reviews finished from 5 Jan 2026 up to 31 Jan 2026 about")
    assert desk.sheet.card.draw.isEnabled()
