"""Papers leave the desk through the real window: from the open case, from the queue, and as one calendar."""

from PySide6.QtCore import Qt

from imr_desk.services.recipients import RECIPIENTS
from imr_desk.ui.worklist.views import ALL


def exported(hands, case_id):
    return [event.detail for event in hands.window.workstation.log.events(case_id) if event.kind == "exported"]


def chosen(hands, sheet, name):
    facts = next(facts for facts in sheet.choosing.list.rows.papers if facts.name == name)
    sheet.choosing.list.choose(facts)
    hands.until(lambda: sheet.is_settled)


def selected(hands):
    """Show the queue and select all cases of it."""
    hands.window.actions_["queue_page"].trigger()
    page = hands.window.centre.queue
    page.show_view(ALL)
    hands.until(lambda: page.queue.is_answered and not page.queue.is_loading)
    page.table.selectAll()
    hands.until(hands.window.actions_["case_papers"].isEnabled)


def test_a_letter_with_highlights_and_a_redacted_one_leave_with_their_reasons(program, letters, tmp_path):
    def play(hands):
        case_id = hands.opened()
        hands.window.actions_["export_marked"].trigger()
        sheet = hands.papers()
        assert sheet.choosing.preview.pages.count == len(hands.session.letter.pages)
        hands.dialogs.answers["choose_target"] = tmp_path / "marked.pdf"
        sheet.save.click()
        hands.until(lambda: "Written" in sheet.said.text())
        chosen(hands, sheet, "letter-redacted")
        assert sheet.choosing.preview.waiting.text().startswith("Nothing is marked to be taken out.")
        assert not sheet.save.isEnabled()
        sheet.reject()
        assert exported(hands, case_id) == [
            "Letter with highlights; for the claim file; purpose: Keep the claim file complete"
        ]

    assert program(play, "open", letters(60, items=2)) == 0
    assert (tmp_path / "marked.pdf").read_bytes().startswith(b"%PDF")


def test_a_selection_in_the_queue_leaves_as_files_and_as_one_calendar(program, letters, tmp_path):
    paths = [letters(seed, f"in/letter-{seed}.pdf") for seed in (61, 62, 63)]
    folder = tmp_path / "papers"
    folder.mkdir()

    def play(hands):
        hands.opened()  # the first letter comes to the desk, and would put the queue aside
        hands.until(lambda: not hands.window.intake.running)
        selected(hands)
        hands.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        sheet = hands.papers()
        sheet.choosing.form.whom.setCurrentIndex([each.name for each in RECIPIENTS].index("employer"))
        hands.until(lambda: sheet.is_settled)
        hands.dialogs.answers["choose_papers_folder"] = folder
        sheet.save.click()
        hands.until(lambda: sheet.stack.currentWidget() is sheet.end)
        assert sheet.end.head.text() == "3 papers written."
        sheet.end.back.click()
        chosen(hands, sheet, "deadlines-ics")
        hands.dialogs.answers["choose_target"] = tmp_path / "all.ics"
        sheet.save.click()
        hands.until(lambda: sheet.stack.currentWidget() is sheet.end)
        assert sheet.end.head.text() == "3 cases written into one file."
        sheet.reject()
        for case_id in (1, 2, 3):
            assert [line.partition("; purpose")[0] for line in exported(hands, case_id)] == [
                "Case summary, employer copy (PDF); for the employer",
                "Deadlines (calendar); for the employer",
            ]

    assert program(play, "open", *paths) == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"case-{n} summary-employer.pdf" for n in (1, 2, 3)]
    lines = (tmp_path / "all.ics").read_text(encoding="utf-8").replace("\r\n ", "").splitlines()
    titles = [line for line in lines if line.startswith("SUMMARY:")]
    assert {title.rpartition(" — ")[2] for title in titles} == {f"case {n} of this log" for n in (1, 2, 3)}
    assert not any("CM99" in line for line in lines)
