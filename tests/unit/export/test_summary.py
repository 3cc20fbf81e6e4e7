"""The words of the case summary, before anything is drawn."""

import re

import msgspec
import pytest

from imr_desk.export.entry_words import Fact, Mark, fact_of
from imr_desk.export.summary import CONFIDENTIAL, Summary, summary_of
from imr_desk.model.case import CaseStatus
from imr_desk.model.draft import Decision, Finding, FindingState
from imr_desk.model.edits import (
    AddItem,
    ConfirmField,
    DecideItem,
    DropExcerpt,
    MoveItem,
    RemoveItem,
    ReopenReview,
    SetField,
    SettleFlag,
    SplitItem,
    WriteNote,
)
from imr_desk.model.fields import spec_of
from imr_desk.model.geometry import Span
from imr_desk.model.letter import LetterNote, NoteKind
from imr_desk.model.review import Entry, EntryState, FlagState, flag_key
from imr_desk.model.signature import Signature
from tests.unit.export.dossiers import (
    AMES,
    CONTRADICTION,
    FLAGS,
    LATE,
    RULINGS,
    SPECULATION,
    Bench,
    bench_of,
    draft_of,
    letter_of,
    letter_pages,
    many_rulings,
    one_item,
    plain_text,
    three_finished,
    three_half_done,
    three_unread,
    twenty_one,
)


def paper_of(bench: Bench) -> Summary:
    return summary_of(bench.dossier())


def fact(facts: tuple[Fact, ...], name: str) -> Fact:
    return next(found for found in facts if found.name == name)


# ---- the outcome ---------------------------------------------------------------------------------------------------

UP, OVER = Decision.UPHELD, Decision.OVERTURNED


@pytest.mark.parametrize(
    ("decisions", "line"),
    [
        ((OVER,), "OVERTURNED: the one item is approved"),
        ((OVER, OVER, OVER), "OVERTURNED: all 3 items approved"),
        ((UP,), "UPHELD: the one item stays denied"),
        ((UP, UP), "UPHELD: all 2 items stay denied"),
        ((OVER, UP, OVER), "PARTIALLY OVERTURNED: 2 of 3 items approved, 1 stays denied"),
        ((UP, OVER, UP), "PARTIALLY OVERTURNED: 1 of 3 items approved, 2 stay denied"),
        (
            (OVER, UP, Decision.NOT_ADDRESSED),
            "NO SINGLE OUTCOME: 1 of 3 items approved, 1 stays denied, 1 not addressed by the letter",
        ),
        ((Decision.UNCLEAR,), "NO SINGLE OUTCOME: 0 of 1 item approved, 1 unclear"),
    ],
)
def test_the_outcome_says_what_becomes_of_the_treatments(decisions, line):
    bench = bench_of(many_rulings(len(decisions)))
    for number, decision in enumerate(decisions, 1):
        bench.do(DecideItem(str(number), decision))
    outcome = paper_of(bench).outcome
    assert outcome.sentence == line
    assert outcome.confirmed


def test_what_only_the_program_says_is_never_told_as_decided():
    outcome = paper_of(three_unread()).outcome
    assert outcome.sentence == (
        "Proposed by the program, not confirmed by a person: "
        "PARTIALLY OVERTURNED: 2 of 3 items approved, 1 stays denied"
    )
    assert not outcome.confirmed


def test_one_unconfirmed_decision_among_confirmed_ones_keeps_the_outcome_a_proposal():
    outcome = paper_of(three_half_done()).outcome
    assert outcome.proviso == "Proposed by the program, not confirmed by a person in 1 of 3 items"
    assert not outcome.confirmed


def test_an_item_that_nobody_read_or_decided_leaves_no_outcome():
    bench = bench_of(RULINGS[:1]).do(DecideItem("1", UP), AddItem("Walking aid"))
    paper = paper_of(bench)
    assert paper.outcome.word == "NO OUTCOME YET"
    assert paper.outcome.detail == "0 of 2 items approved, 1 stays denied, 1 not decided yet"
    assert paper.items[1].decision.sentence == "Not decided: no decision has been read or taken yet"
    assert paper.items[1].decision.state == "Not decided by a person"


def test_a_case_without_items_says_so():
    bench = bench_of(RULINGS[:1]).do(RemoveItem("1"))
    paper = paper_of(bench)
    assert paper.outcome.sentence == "NO OUTCOME: the case has no disputed item yet"
    assert any("no disputed item" in point.words for point in paper.open_points)


# ---- the decision of an item ---------------------------------------------------------------------------------------


def test_each_decision_says_both_the_word_and_its_meaning():
    sentences = [item.decision.sentence for item in paper_of(three_finished()).items]
    assert sentences == [
        "Upheld: treatment stays denied",
        "Overturned: treatment approved",
        "Overturned: treatment approved",
    ]


def test_a_confirmed_decision_tells_who_when_and_where_the_letter_says_so():
    decision = paper_of(three_finished()).items[0].decision
    assert decision.state == "Confirmed by R. Ames, RN, 11/23/2026, 2:05 PM"
    assert decision.place.startswith("page 1, line")


def test_a_decision_against_the_reading_says_what_the_program_had_read_and_claims_no_evidence():
    decision = paper_of(three_half_done()).items[1].decision
    assert decision.state == "Decided by R. Ames, RN, 11/23/2026, 2:05 PM; the program had read: Overturned"
    assert decision.place == ""


# ---- how a value stands --------------------------------------------------------------------------------------------

LETTER = letter_of(["first line here\n\nsecond line 01/06/2017 there"])
HERE = (Span(1, 29, 39),)


@pytest.mark.parametrize(
    ("entry", "state", "mark"),
    [
        (Entry("2017-01-06", EntryState.PROPOSED, HERE), "as printed", Mark.PROPOSED),
        (Entry("2017-01-06", EntryState.PROPOSED), "read by the program", Mark.PROPOSED),
        (Entry("2017-01-06", EntryState.PROPOSED, HERE, doubtful=True), "not confirmed", Mark.DOUBT),
        (Entry("2017-01-06", EntryState.CONFIRMED, HERE, AMES), "as printed, confirmed", Mark.SETTLED),
        (Entry("2017-01-06", EntryState.CONFIRMED, (), AMES), "confirmed by R. Ames, RN", Mark.SETTLED),
        (Entry("2017-01-06", EntryState.CORRECTED, HERE, AMES), "corrected by R. Ames, RN", Mark.SETTLED),
        (Entry("2017-01-06", EntryState.TYPED, (), AMES), "typed by R. Ames, RN", Mark.SETTLED),
        (Entry("2017-01-06", EntryState.UNSURE, HERE, AMES), "marked unsure by R. Ames, RN", Mark.DOUBT),
        (
            Entry("2017-01-06", EntryState.AMBIGUOUS, HERE, doubtful=True),
            "can be read in more than one way, not confirmed",
            Mark.DOUBT,
        ),
        (Entry(), "not in the letter", Mark.ABSENT),
        (Entry(None, EntryState.MISSING, (), AMES), "not in the letter", Mark.ABSENT),
        (Entry(doubtful=True), "not found in the letter, not confirmed", Mark.DOUBT),
        (Entry(None, EntryState.UNREADABLE), "cannot be read, not confirmed", Mark.DOUBT),
        (Entry(None, EntryState.UNREADABLE, (), AMES), "marked unreadable by R. Ames, RN", Mark.DOUBT),
        (Entry(None, EntryState.NOT_APPLICABLE, (), AMES), "does not apply", Mark.ABSENT),
    ],
)
def test_each_state_has_its_words_and_its_shape(entry, state, mark):
    said = fact_of(spec_of("ur_denial_date"), entry, LETTER)
    assert (said.state, said.mark) == (state, mark)
    assert said.words == ("01/06/2017" if entry.value else "")
    assert said.place == ("page 1, line 2" if entry.sources else "")


def test_every_state_of_an_entry_has_words():
    for state in EntryState:
        for by in (None, AMES):
            for value in ("x", None):
                assert fact_of(spec_of("provider"), Entry(value, state, (), by), LETTER).state


def test_the_date_of_receipt_is_never_said_to_be_missing_from_the_letter():
    assert fact_of(spec_of("date_received"), Entry(), LETTER).state == "not entered"


def test_a_corrected_value_keeps_what_the_program_had_read():
    paper = paper_of(three_finished())
    denial = fact(paper.date_facts, "ur_denial_date")
    assert denial.words == "09/17/2026"
    assert denial.remark == "The program had read: 09/18/2026."


def test_a_note_on_a_value_stands_beside_it():
    paper = paper_of(three_finished())
    assert fact(paper.case_facts, "provider").remark == "Note: The stamp covers the signature."


def test_a_value_confirmed_as_read_has_no_remark():
    read = Finding("2017-01-06", FindingState.FOUND, HERE)
    entry = Entry("2017-01-06", EntryState.CONFIRMED, HERE, AMES)
    assert fact_of(spec_of("ur_denial_date"), entry, LETTER, read).remark == ""


def test_the_injured_worker_comes_first_and_is_said_to_be_missing_where_the_letter_is_redacted():
    first = paper_of(three_unread()).case_facts[0]
    assert (first.name, first.words, first.state) == ("employee", "", "not in the letter")


def test_the_clinical_part_age_and_sex_stay_out():
    bench = three_unread()
    bench.do(
        SetField(None, "age", 44),
        SetField(None, "sex", "male"),
        SetField(None, "clinical_summary", "CLINICALSUMMARYWORDS"),
        SetField(None, "documents_reviewed", "DOCUMENTSWORDS"),
    )
    words = msgspec.json.encode(paper_of(bench)).decode()
    assert "CLINICALSUMMARYWORDS" not in words
    assert "DOCUMENTSWORDS" not in words
    names = {said.name for said in (*paper_of(bench).case_facts, *paper_of(bench).date_facts)}
    assert not names & {"age", "sex"}


# ---- items ---------------------------------------------------------------------------------------------------------


def test_both_guideline_lines_are_always_there():
    bench = bench_of(RULINGS[:1]).do(
        SetField("1", "claims_admin_guideline", None), SetField("1", "imr_guideline", None)
    )
    lines = paper_of(bench).items[0].guidelines
    assert [(line.label, line.state) for line in lines] == [
        (spec_of("claims_admin_guideline").label, "not in the letter"),
        (spec_of("imr_guideline").label, "not in the letter"),
    ]


def test_an_item_shows_what_was_typed_and_leaves_out_what_is_empty():
    facts = paper_of(three_finished()).items[0].facts
    assert [said.name for said in facts] == ["disputed", "original_request", "authorized", "quantity"]


def test_the_printed_heading_stands_beside_another_disputed_treatment():
    bench = bench_of(RULINGS[:1]).do(SetField("1", "disputed", "Physical therapy, 6 of 12 visits"))
    facts = paper_of(bench).items[0].facts
    assert fact(facts, "treatment").words == RULINGS[0].treatment
    assert fact(facts, "disputed").words == "Physical therapy, 6 of 12 visits"


def test_quantity_and_the_like_stand_in_the_item_table():
    items = paper_of(three_finished()).items
    assert items[0].details == "Quantity: 12 visits"
    assert items[2].details == "Rendered: yes"


def test_the_item_table_leaves_out_what_the_treatment_says_itself_but_never_a_number_of_units():
    bench = three_unread().do(
        SetField("3", "drug", "Tramadol"), SetField("3", "quantity", "60"), SetField("3", "strength", "100 mg")
    )
    assert paper_of(bench).items[2].details == "Drug: Tramadol 100 mg; Quantity: 60"
    bench.do(SetField("3", "strength", "50 mg"))
    assert paper_of(bench).items[2].details == "Quantity: 60"


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (
            "Based outside of the MTUS. Decision based on Non-MTUS Citation ODG Low Back, Heat therapy.",
            "non-MTUS: ODG Low Back, Heat therapy",
        ),
        ("The Expert Reviewer did not cite any medical evidence for its decision.", "no medical evidence"),
        ("Sect. 12 of a book.", "Sect. 12 of a book."),
    ],
)
def test_the_item_table_names_the_guideline_and_not_the_sentence_around_it(printed, told):
    assert paper_of(three_unread().do(SetField("1", "imr_guideline", printed))).items[0].cited == told


def test_a_long_treatment_is_cut_in_the_heading_and_whole_below():
    words = "Durable medical equipment with a name that goes on and on " * 8
    item = paper_of(bench_of(RULINGS[:1]).do(SetField("1", "disputed", words))).items[0]
    assert len(item.short_title) <= 72
    assert item.short_title.endswith("…")
    assert fact(item.facts, "disputed").words == " ".join(words.split())


def test_an_excerpt_is_the_letters_own_words_with_page_and_lines():
    bench = three_finished()
    paper = paper_of(bench)
    for item, part in zip(bench.review.items, paper.items, strict=True):
        assert part.excerpt is not None
        assert item.excerpt is not None
        assert part.excerpt.text == bench.letter.quote_of(item.excerpt.spans)
        assert part.excerpt.place.startswith("Page 1, lines ")
        assert part.excerpt.confirmed
        assert part.excerpt.state.startswith("Confirmed by ")


def test_the_lines_of_an_excerpt_hold_its_first_and_last_words():
    bench = bench_of(RULINGS[:1])
    excerpt = paper_of(bench).items[0].excerpt
    assert excerpt is not None
    first, last = (int(part) for part in excerpt.place.removeprefix("Page 1, lines ").split("–"))
    lines = [line for line in bench.letter.page(1).text.split("\n") if line.strip()]
    assert "The chart mentions" in lines[first - 1]
    assert "medically necessary." in lines[last - 1]


def test_an_excerpt_over_a_page_end_names_both_pages():
    bench = bench_of(many_rulings(21))
    spans = (Span(1, len(bench.letter.page(1).text) - 4, len(bench.letter.page(1).text)), Span(2, 0, 6))
    bench.history = msgspec.structs.replace(
        bench.history,
        review=msgspec.structs.replace(
            bench.review,
            items=(
                msgspec.structs.replace(
                    bench.review.items[0],
                    excerpt=msgspec.structs.replace(bench.review.items[0].excerpt, spans=spans),
                ),
            ),
        ),
    )
    excerpt = paper_of(bench).items[0].excerpt
    assert excerpt is not None
    last = max(word.line for word in bench.letter.page(1).words) + 1
    assert excerpt.place == f"Page 1, line {last}; page 2, line 1"


def test_a_proposed_excerpt_says_so():
    excerpt = paper_of(three_unread()).items[0].excerpt
    assert excerpt is not None
    assert excerpt.state == "Proposed by the program, not confirmed by a person"


def test_plain_text_has_lines_but_no_pages():
    item = paper_of(plain_text()).items[0]
    assert item.excerpt is not None
    assert item.excerpt.place == "Lines 12–15"
    assert item.decision.place == "line 7"


def test_a_display_repair_inside_an_excerpt_is_told():
    item = paper_of(plain_text()).items[0]
    assert item.excerpt is not None
    assert item.excerpt.repaired == (
        "In 1 place the letter's file holds damaged characters, shown here repaired; the first reads Â§ in the file."
    )
    assert paper_of(plain_text()).items[1].excerpt.repaired == ""


def test_notes_keep_their_lines():
    item = paper_of(three_finished()).items[1]
    assert item.note == "Ask the provider for the date of service.\nCalled the office once; no answer."
    bench = bench_of(RULINGS[:1]).do(WriteNote(None, "  one\ntwo \n"))
    assert paper_of(bench).note == "one\ntwo"


def test_an_item_that_a_person_added_or_split_does_not_borrow_another_ones_reading():
    bench = bench_of(RULINGS).do(RemoveItem("1"), AddItem("Walking aid"), SplitItem("2", "Left side", "Right side"))
    paper = paper_of(bench)
    assert [part.title for part in paper.items] == ["Left side", "Right side", "Tramadol 50 mg #60", "Walking aid"]
    right, added = paper.items[1], paper.items[3]
    assert fact(right.facts, "disputed").remark == ""
    assert fact(added.facts, "disputed").remark == ""
    assert fact(paper.items[0].facts, "disputed").remark == f"The program had read: {RULINGS[1].treatment}."


# ---- what is open --------------------------------------------------------------------------------------------------


def about(paper: Summary, words: str) -> list[str]:
    return [point.about for point in paper.open_points if words in point.words]


def test_all_that_keeps_a_review_from_being_finished_is_named():
    bench = three_half_done()
    paper = paper_of(bench)
    assert [(point.about, point.words) for point in paper.open_points] == [
        ("The letter's file", "The file was damaged and has been repaired; text may be missing."),
        ("Item 1", f"serious flag: {CONTRADICTION.message.rstrip('.')}"),
        ("Item 2", "excerpt not confirmed"),
        ("Item 3", "decision not confirmed by a person"),
        ("The letter", f"to look at: {spec_of('ur_denial_date').label}"),
        ("Flags", "3 flags are open (1 serious)."),
    ]


@pytest.mark.parametrize("make", [three_unread, three_half_done, twenty_one, plain_text])
def test_every_problem_of_the_review_is_behind_an_open_point(make):
    bench = make()
    places = {item.id: f"Item {number}" for number, item in enumerate(bench.review.items, 1)}
    said = {
        f"Item {number}"
        for point in paper_of(bench).open_points
        for first, last in re.findall(r"(\d+)(?:–(\d+))?", point.about)
        for number in range(int(first), int(last or first) + 1)
    } | {point.about for point in paper_of(bench).open_points}
    problems = bench.review.problems()
    assert problems
    assert {places.get(look.item or "", "The letter") for look in problems} <= said


def test_items_of_which_the_same_is_to_be_said_share_a_line():
    paper = paper_of(twenty_one())
    assert about(paper, "decision not confirmed by a person") == ["Item 1", "Items 2–21"]


def test_a_gap_in_the_numbers_is_kept():
    bench = bench_of(many_rulings(6)).do(DecideItem("3", UP))
    assert about(paper_of(bench), "decision not confirmed by a person") == ["Items 1–2, 4–6"]


def test_an_item_without_excerpt_is_named():
    bench = bench_of(RULINGS[:1]).do(DecideItem("1", UP), DropExcerpt("1"))
    paper = paper_of(bench)
    assert about(paper, "no rationale excerpt") == ["Item 1"]
    assert paper.items[0].excerpt is None


def test_a_flag_on_a_removed_item_is_told_with_the_letter():
    bench = bench_of(RULINGS, FLAGS).do(RemoveItem("1"))
    paper = paper_of(bench)
    assert [note.about for note in paper.letter_flags] == ["An item that was removed", "The letter"]
    assert about(paper, "serious flag") == ["An item that was removed"]


def test_a_flag_follows_its_item_to_another_place():
    bench = bench_of(RULINGS, FLAGS).do(MoveItem("1", 3))
    paper = paper_of(bench)
    assert [note.message for note in paper.items[2].flags] == [CONTRADICTION.message]
    assert paper.items[2].flags[0].about == "Item 3"


def test_nothing_missing_but_the_signature():
    bench = bench_of(RULINGS).settle_all()
    assert [(point.about, point.words) for point in paper_of(bench).open_points] == [
        ("The review", "nothing is missing but the signature"),
        ("Flags", "The checks raised no flag."),
    ]


def test_doubts_that_a_person_marked_outlast_the_review():
    points = {point.about: point.words for point in paper_of(three_finished()).open_points}
    assert points["Provider"] == (
        "unreadable, marked by R. Ames, RN, 11/23/2026, 2:05 PM: The stamp covers the signature."
    )
    assert points[f"Item 2, {spec_of('imr_guideline').label.lower()}"].startswith("unsure, marked by R. Ames, RN")


def test_a_caution_about_the_file_names_its_page():
    bench = bench_of(RULINGS[:1])
    note = LetterNote(NoteKind.NO_TEXT, "The page holds no text.", 3)
    bench.letter = msgspec.structs.replace(bench.letter, notes=(note,))
    assert paper_of(bench).open_points[0].words == "Page 3: The page holds no text."


# ---- flags ---------------------------------------------------------------------------------------------------------


def test_open_and_settled_flags_are_all_there_with_reasons():
    paper = paper_of(three_finished())
    contradiction, speculation = paper.items[0].flags[0], paper.items[1].flags[0]
    assert contradiction.state == "Dismissed by Ifeoma Okafor, 11/23/2026, 3:20 PM"
    assert contradiction.reason == "Read both; the rationale denies."
    assert speculation.state == "Confirmed by R. Ames, RN, 11/23/2026, 2:05 PM"
    assert (paper.letter_flags[0].state, paper.letter_flags[0].open) == ("Open", True)
    assert paper.letter_flags[0].weight == "Information"
    assert [note.place for note in paper.letter_flags] == ["page 1, line 2"]


def test_open_flags_come_before_settled_ones_and_the_gravest_first():
    slight = msgspec.structs.replace(LATE, item=0, rule="slight")
    grave = msgspec.structs.replace(CONTRADICTION, rule="grave")
    middling = msgspec.structs.replace(SPECULATION, item=0, rule="middling")
    bench = bench_of(RULINGS[:1], (slight, CONTRADICTION, middling, grave))
    bench.do(SettleFlag(flag_key(CONTRADICTION), FlagState.DISMISSED, "No."))
    notes = paper_of(bench).items[0].flags
    assert [(note.weight, note.open) for note in notes] == [
        ("Serious", True),
        ("To look at", True),
        ("Information", True),
        ("Serious", False),
    ]


def test_a_flag_opened_again_is_open():
    bench = bench_of(RULINGS, FLAGS)
    bench.do(
        SettleFlag(flag_key(SPECULATION), FlagState.DISMISSED, "No."),
        SettleFlag(flag_key(SPECULATION), FlagState.OPEN),
    )
    note = paper_of(bench).items[1].flags[0]
    assert (note.state, note.open, note.reason) == ("Open", True, "")


@pytest.mark.parametrize(
    ("flags", "settled", "words"),
    [
        ((), (), "The checks raised no flag."),
        ((LATE,), (), "1 flag is open."),
        (FLAGS, (), "3 flags are open (1 serious)."),
        (FLAGS, (LATE, SPECULATION), "1 flag is open (1 serious), 2 settled."),
        (FLAGS, FLAGS, "No flags are open, 3 settled."),
    ],
)
def test_the_count_of_flags(flags, settled, words):
    bench = bench_of(RULINGS, flags)
    bench.do(*(SettleFlag(flag_key(flag), FlagState.CONFIRMED, "yes") for flag in settled))
    assert paper_of(bench).open_points[-1].words == words


# ---- sign-off and the paper itself ---------------------------------------------------------------------------------


def test_a_paper_is_a_draft_until_the_review_is_finished():
    bench = bench_of(RULINGS)
    assert paper_of(bench).sign_off.word == "DRAFT"
    bench.finish()
    signed = paper_of(bench).sign_off
    assert (signed.finished, signed.word) == (True, "FINISHED")
    assert signed.sentence == "Review finished by Ifeoma Okafor, 11/23/2026, 3:20 PM (UTC−08:00)."


def test_a_reopened_review_is_a_draft_and_its_signature_void():
    bench = one_item().do(ReopenReview())
    bench.status = CaseStatus.REOPENED
    signed = paper_of(bench).sign_off
    assert (signed.finished, signed.word) == (False, "DRAFT")
    assert signed.sentence == "The review was opened again; its earlier signature is void."


def test_the_foot_says_what_the_paper_is_and_is_not():
    paper = paper_of(one_item())
    assert paper.footer == CONFIDENTIAL
    assert "the determination letter controls" in paper.footer
    assert "Not legal advice" in paper.footer


def test_the_letters_file_is_named_by_its_whole_fingerprint():
    bench = one_item()
    paper = paper_of(bench)
    whole = fact(paper.letter_facts, "fingerprint").words
    assert whole.replace(" ", "") == bench.letter.fingerprint
    assert paper.fingerprint.replace(" ", "") == bench.letter.fingerprint[:12]
    assert fact(paper.letter_facts, "file").words == "letter-0417.pdf, 1 page, 88,213 bytes"
    assert fact(paper.letter_facts, "printed").words == "11/24/2026 by R. Ames, RN, imr_desk 0.1.0"


def test_the_title_tells_no_name_and_no_number():
    """A viewer shows the title of a PDF in its window's frame."""
    assert paper_of(three_finished()).title == "IMR case summary"


def test_the_running_head_tells_cases_apart():
    assert paper_of(one_item()).running == "IMR case number CM26-0000417 · Claim number WC-2019-004411"
    assert paper_of(plain_text()).running == ""


def test_the_same_dossier_gives_the_same_words():
    assert summary_of(three_finished().dossier()) == summary_of(three_finished().dossier())


def test_a_confirmed_field_says_so_in_words_for_those_who_see_no_shapes():
    bench = bench_of(RULINGS[:1]).do(ConfirmField(None, "decision_date"))
    dates = paper_of(bench).date_facts
    assert fact(dates, "decision_date").state == "as printed, confirmed"
    assert fact(dates, "date_of_injury").state == "as printed"


def test_a_letter_without_header_still_gives_a_paper():
    rulings = RULINGS[:1]
    letter = letter_of(letter_pages(rulings))
    paper = paper_of(Bench(letter, draft_of(letter, rulings, header=False)))
    assert all(not said.words for said in paper.date_facts)


def test_who_is_taken_from_each_signature():
    other = Signature("B. Lee", "2026-11-23T09:00:00-08:00")
    bench = bench_of(RULINGS[:1]).do(DecideItem("1", UP), by=other)
    assert paper_of(bench).items[0].decision.state == "Confirmed by B. Lee, 11/23/2026, 9:00 AM"
