"""The commands without a window."""

import json

import pymupdf
import pytest
from click.testing import CliRunner

from imr_desk import __version__
from imr_desk.bootstrap.workstation import open_workstation
from imr_desk.cli.main import desk
from imr_desk.model.edits import Annotate
from tests.synthetic import make_letter, render_pdf, render_text


@pytest.fixture
def run(tmp_path):
    def call(*words):
        return CliRunner().invoke(desk, ["--log", str(tmp_path / "cases.db"), *map(str, words)])

    return call


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(render_pdf(make_letter("D", 61, items=2)))
    return path


def test_help_teaches_and_the_version_is_told(run):
    done = run("--help")
    assert done.exit_code == 0
    assert "Upheld means that the denial stands" in done.output
    assert "Examples" in done.output
    assert __version__ in run("--version").output


def test_wrong_usage_ends_with_2(run):
    assert run("extract").exit_code == 2
    assert run("no-such-command").exit_code == 2


def test_extract_prints_one_object_a_line_in_order(run, letter, tmp_path):
    plain = tmp_path / "plain.txt"
    plain.write_text(render_text(make_letter("C", 3)), encoding="utf-8")
    done = run("extract", plain, letter, plain, "--jobs", 2)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["file"] for record in records] == ["plain.txt", "letter.pdf", "plain.txt"]
    assert done.exit_code == 0
    assert records[1]["layout"] == "posted-short-form"
    assert records[1]["items"][0]["decision"]["value"] in ("upheld", "overturned")


def test_extract_goes_on_after_a_letter_that_cannot_be_read(run, letter, tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"")
    done = run("extract", bad, tmp_path / "gone.pdf", letter)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [record.get("error", {}).get("kind") for record in records] == ["empty", "gone", None]


def test_import_then_list_then_export(run, letter, tmp_path):
    done = run("import", letter)
    assert done.exit_code == 0
    assert "case 1" in done.output
    assert "already in the log as case 1" in run("import", letter).output
    listed = run("cases").output
    assert "new" in listed
    number = listed.split("\t")[1]
    papers = tmp_path / "papers"
    assert run("export", number, "--to", papers).exit_code == 0
    (paper,) = papers.iterdir()
    assert paper.read_bytes().startswith(b"%PDF")
    assert number not in paper.name


def test_export_asks_before_it_replaces(run, letter, tmp_path):
    run("import", letter)
    papers = tmp_path / "papers"
    run("export", 1, "--to", papers)
    done = run("export", 1, "--to", papers)
    assert done.exit_code == 1
    assert "--replace" in done.output
    assert run("export", 1, "--to", papers, "--replace").exit_code == 0


def test_the_letter_itself_leaves_by_command_too(run, letter, tmp_path):
    run("import", letter)
    done = run("export", 1, "--paper", "letter-marked", "--to", tmp_path / "papers")
    assert done.exit_code == 0, done.output
    (paper,) = (tmp_path / "papers").iterdir()
    with pymupdf.open(paper) as document:
        assert any(page.first_annot is not None for page in document)
    refused = run(
        "export", 1, "--paper", "letter-marked", "--to", tmp_path, "--for", "employer", "--purpose", "duties"
    )
    assert refused.exit_code == 1
    assert "3762(c)" in refused.output
    assert not list(tmp_path.glob("*letter-marked*"))


def label_as_private(log, field):
    """Label the words of the first case that a field was read from; return its value."""
    workstation = open_workstation(log)
    try:
        _, history = workstation.reviews.open(1)
        entry = history.review.fields[field]
        act = workstation.reviews.act(Annotate(entry.sources, "private"))
        workstation.reviews.record(1, act, history.done(act).review)
        return entry.value
    finally:
        workstation.close()


def test_the_redacted_letter_by_command_says_what_was_taken_out_and_none_is_written_before_words_are_marked(
    run, letter, tmp_path
):
    run("import", letter)
    papers = tmp_path / "papers"
    refused = run("export", 1, "--paper", "letter-redacted", "--to", papers)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Nothing is marked to be taken out.")
    assert not list(papers.iterdir())
    number = label_as_private(tmp_path / "cases.db", "case_number")
    done = run("export", 1, "--paper", "letter-redacted", "--to", papers)
    assert done.exit_code == 0, done.output
    assert "found none of the words" in done.stderr
    (paper,) = papers.iterdir()
    assert done.stdout.strip() == str(paper)
    with pymupdf.open(paper) as document:
        assert number not in "".join(page.get_text() for page in document)


def test_a_summary_is_printed_on_a4_where_that_is_asked_for(run, letter, tmp_path):
    run("import", letter)
    assert run("export", 1, "--size", "a4", "--to", tmp_path / "papers").exit_code == 0
    (paper,) = (tmp_path / "papers").iterdir()
    with pymupdf.open(paper) as document:
        assert round(document[0].rect.height) == 842
    assert run("export", 1, "--size", "a5").exit_code == 2


def test_of_several_cases_none_is_written_where_one_stands_already(run, letter, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(render_pdf(make_letter("D", 62)))
    run("import", letter, other)
    papers = tmp_path / "papers"
    run("export", 2, "--to", papers)
    done = run("export", 1, 2, "--to", papers)
    assert done.exit_code == 1
    assert [path.name for path in papers.iterdir()] == ["case-2 summary-pdf.pdf"]


def test_a_number_that_several_cases_bear_is_not_guessed_at(run, letter, tmp_path):
    again = tmp_path / "again.pdf"
    again.write_bytes(letter.read_bytes() + b"\n")
    run("import", letter, again)
    number = run("cases").output.split("\t")[1]
    done = run("export", number.lower(), "--to", tmp_path / "papers")
    assert done.exit_code == 1
    assert done.output.strip().endswith("Name one by its number in this log: 1, 2.")


def test_a_record_is_read_back_without_the_log(run, letter, tmp_path):
    run("import", letter)
    run("export", 1, "--paper", "case-json", "--to", tmp_path)
    (record,) = tmp_path.glob("case-1*.json")
    (tmp_path / "cases.db").unlink()
    done = run("read-record", record)
    assert done.exit_code == 0, done.output
    head, *items, made = done.stdout.splitlines()
    assert "DRAFT: not finished" in head
    assert [line.split("\t")[0] for line in items] == ["1", "2"]
    assert all("treatment approved" in line or "treatment stays denied" in line for line in items)
    assert "0 acts" in made
    assert not (tmp_path / "cases.db").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda words: {**words, "version": 99}, "not a whole case record"),
        (lambda words: {**words, "outcome": None}, "does not follow from the decisions"),
        (lambda words: {**words, "letter": {**words["letter"], "fingerprint": "0" * 64}}, "names two letters"),
    ],
)
def test_a_record_that_cannot_be_trusted_is_told(run, letter, tmp_path, change, sentence):
    run("import", letter)
    run("export", 1, "--paper", "case-json", "--to", tmp_path)
    (record,) = tmp_path.glob("case-1*.json")
    record.write_text(json.dumps(change(json.loads(record.read_text(encoding="utf-8")))), encoding="utf-8")
    done = run("read-record", record, tmp_path / "gone.json")
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert "gone.json: This file is not there" in done.stderr


@pytest.mark.parametrize("words", [("export", "7"), ("export", "CM00-1"), ("export", "1", "--paper", "novel")])
def test_what_is_not_there_gets_a_sentence(run, letter, words):
    run("import", letter)
    done = run(*words)
    assert done.exit_code == 1
    assert done.output.strip().endswith(".")
    assert "Traceback" not in done.output


def test_import_names_what_could_not_be_read_and_goes_on(run, letter, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.pdf").write_bytes(b"<html></html>")
    (tmp_path / "inbox" / "b.pdf").write_bytes(letter.read_bytes())
    done = run("import", tmp_path / "inbox")
    assert done.exit_code == 1
    assert "web page" in done.output
    assert "case 1" in done.output
