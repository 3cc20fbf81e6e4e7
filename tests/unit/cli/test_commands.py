"""The commands without a window."""

import json

import pytest
from click.testing import CliRunner

from imr_desk import __version__
from imr_desk.cli.main import desk
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
