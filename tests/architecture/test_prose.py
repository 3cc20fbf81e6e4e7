"""The prose of the project says what the code does, and names nothing of the machine it was written on."""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from imr_desk import __version__
from imr_desk.cli.main import desk
from imr_desk.config.places import resources_folder
from imr_desk.export.registry import exporters
from imr_desk.model.draft import Decision
from imr_desk.model.review import EntryState
from imr_desk.services.paper_facts import PAPER_FACTS

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
CONTEXT = ROOT / "CONTEXT.md"
CHANGELOG = ROOT / "CHANGELOG.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PROSE = [README, ARCHITECTURE, CONTEXT, CHANGELOG, *DECISIONS]

FIRST_COMMAND = "python3 packaging/desk.py"
SECOND_COMMAND = f"{FIRST_COMMAND} test"


@cache
def words_of(path):
    return path.read_text(encoding="utf-8")


def name_of(path):
    return str(path.relative_to(ROOT))


def fenced(text):
    """Return the contents of the fenced code blocks."""
    return [block.strip() for block in re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)]


def code_words(text):
    """Return what stands between single backticks."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)


def section(text, heading):
    """Return what stands under a heading of the second rank."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {heading}"
    return found[1]


# What a newcomer is told


def test_the_readme_gives_the_two_commands_first_and_in_their_order():
    assert fenced(words_of(README))[:2] == [FIRST_COMMAND, SECOND_COMMAND]


def test_the_readme_opens_with_three_sentences_on_what_it_is_for_and_a_picture():
    title, opening, picture = words_of(README).split("\n\n")[:3]
    assert title.startswith("# ")
    assert len(re.findall(r"[.!?](?=\s|$)", opening)) == 3
    assert "denial stands" in opening
    assert "treatment is approved" in opening
    assert picture.startswith("![")


def test_the_readme_names_every_subcommand_and_no_other():
    named = set(re.findall(r"`imr-desk ([a-z-]+)", words_of(README)))
    assert named == set(desk.commands)


def test_the_readme_names_every_paper():
    row = next(line for line in words_of(README).splitlines() if "`imr-desk export" in line)
    named = set(code_words(row.rpartition("|")[0].rpartition("|")[2]))
    assert named == {facts.name for facts in PAPER_FACTS}
    assert named >= {paper.name for paper in exporters(resources_folder())}


@pytest.mark.parametrize("path", PROSE, ids=name_of)
def test_options_that_the_prose_names_exist(path):
    known = {"--json", "--help", "--version"}
    known |= {opt for command in (desk, *desk.commands.values()) for param in command.params for opt in param.opts}
    for code in code_words(words_of(path)):
        if code.startswith(("imr-desk", "--")):
            assert set(re.findall(r"--[a-z-]+", code)) <= known, code


def test_words_behind_desk_py_exist():
    told = subprocess.run(
        [sys.executable, "packaging/desk.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    commands = set(re.findall(r"^  desk\.py ([a-z]+)", told, re.MULTILINE))
    assert "test" in commands
    for path in PROSE:
        assert set(re.findall(r"\bdesk\.py ([a-z]+)[^`]*`", words_of(path))) <= commands, name_of(path)


def test_keys_in_the_readme_are_keys_of_the_window():
    from imr_desk.ui.actions import ACTIONS

    keys = {key for spec in ACTIONS for key in spec.keys} | {"Enter", "Shift+Enter", "Esc", "Delete", "Space"}
    named = [word for line in section(words_of(README), "Keys").splitlines() for word in code_words(line)]
    assert len(named) > 20
    assert set(named) <= keys


# Links and names


@pytest.mark.parametrize("path", PROSE, ids=name_of)
def test_links_and_pictures_lead_somewhere(path):
    targets = re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", words_of(path))
    inside = [target for target in targets if not target.startswith(("https://", "http://", "mailto:"))]
    for target in inside:
        file, _, heading = target.partition("#")
        found = (path.parent / file) if file else path
        assert found.exists(), target
        assert not heading or heading in anchors_of(found), target


def anchors_of(path):
    heads = re.findall(r"^#+ (.+)$", words_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PROSE, ids=name_of)
def test_files_that_the_prose_names_exist(path):
    tops = ("imr_desk/", "resources/", "tests/", "packaging/", "docs/")
    for code in code_words(words_of(path)):
        if code.startswith(tops) and "NAME" not in code:
            assert (ROOT / code).exists(), code


@pytest.mark.parametrize("path", [ARCHITECTURE, CONTEXT, *DECISIONS], ids=name_of)
def test_classes_and_tables_that_the_prose_names_exist(path):
    known = defined_names(ROOT / "imr_desk") | defined_names(ROOT / "packaging" / "setup_steps")
    known |= {"IMR_DESK_HOME", "FULL", "NORMAL", "None", "Mapping", "Union"}
    for code in code_words(words_of(path)):
        if re.fullmatch(r"[A-Z]\w+(?:\.\w+)?", code) and not re.match(r"NAME$|Q[A-Z]", code):
            for part in code.split("."):
                assert part in known, code


@cache
def defined_names(folder):
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(words_of(path))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return names


# The words


def model_classes():
    """Return the public classes of the model, each of which is a word of the field or of the program."""
    return sorted(
        node.name
        for path in (ROOT / "imr_desk" / "model").rglob("*.py")
        for node in ast.parse(words_of(path)).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )


def test_every_class_of_the_model_is_in_the_glossary():
    named = set(code_words(words_of(CONTEXT)))
    assert [name for name in model_classes() if name not in named] == []


@pytest.mark.parametrize("value", [*EntryState, *Decision], ids=lambda value: value.value)
def test_every_state_and_decision_has_an_entry_in_the_glossary(value):
    assert re.search(rf"^- \*\*{re.escape(value.value)}\*\*: \S", words_of(CONTEXT), re.MULTILINE)


def test_the_glossary_says_what_a_decision_means():
    text = words_of(CONTEXT)
    assert "**upheld**: the denial stands; the treatment stays denied." in text
    assert "**overturned**: the denial falls; the treatment is approved." in text


def test_no_word_has_two_entries_in_the_glossary():
    words = [word.lower() for word in re.findall(r"^(?:- )?\*\*([^*]+)\*\*", words_of(CONTEXT), re.MULTILINE)]
    assert len(words) > 60
    assert sorted({word for word in words if words.count(word) > 1}) == []


# Versions and decisions


def test_the_changelog_ends_at_this_version():
    released = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", words_of(CHANGELOG), re.MULTILINE)
    assert released[0] == ("Unreleased", "")
    assert released[1][0] == __version__
    assert all(day for _, day in released[1:])
    assert all(newer >= older for (_, newer), (_, older) in pairwise(released[1:]))


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_says_when_why_what_and_what_follows(path):
    text = words_of(path)
    number = int(path.name.split("-")[0])
    assert re.match(rf"# {number}\. \S.*\n\n\d{{4}}-\d\d-\d\d\. (?:Accepted|Superseded by \[\d+\]\(.+\))\.\n", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    for heading in ("Context", "Decision", "Consequences"):
        assert len(section(text, heading).split()) >= 10


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.name.split("-")[0]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


# What must stand nowhere

NOT_OURS = re.compile(r"\.git|\.venv.*|\..*cache|__pycache__|\.hypothesis|\.benchmarks|build|dist|.*\.egg-info")
"""What tools make; nothing of it belongs to the project. In a worktree `.git` is a file that holds a path."""


def texts_of_the_project():
    """Yield every text file that belongs to the project, with its text."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not NOT_OURS.fullmatch(name)]
        for name in names:
            path = Path(folder) / name
            if NOT_OURS.fullmatch(name) or not path.is_file():
                continue
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # fonts, pictures


def forbidden():
    """Return what no file may hold; put together here, so that this file does not hold it either."""
    dot, slash = ".", "/"
    hosts = [
        dot.join(("pypi", "org")),
        dot.join(("pythonhosted", "org")),
        dot.join(("registry", "npmjs", "org")),
        dot.join(("npmjs", "com")),
        dot.join(("crates", "io")),
        dot.join(("anaconda", "org")),
        dot.join(("proxy", "golang", "org")),
        dot.join(("ghcr", "io")),
        dot.join(("docker", "io")),
    ]
    folders = [slash + name + slash for name in ("work", "root")]
    # Where this copy lies, unless its path is so short that it may be a common word.
    here = [str(place) + slash for place in (ROOT, Path.home()) if len(place.parts) > 2]
    return [*hosts, *folders, *here]


def test_no_file_names_a_registry_or_a_path_of_a_machine():
    needles = forbidden()
    found = [(name_of(path), needle) for path, text in texts_of_the_project() for needle in needles if needle in text]
    assert found == []


def test_no_address_in_the_project_is_that_of_a_package_index():
    address = re.compile(r"https?://([^\s/\"'<>)\]]+)([^\s\"'<>)\]]*)")
    marks = ("pypi", "registry", "artifactory", "nexus", "mirror", "proxy")
    found = [
        (name_of(path), match[0])
        for path, text in texts_of_the_project()
        for match in address.finditer(text)
        if any(mark in match[1].lower() for mark in marks) or match[2].rstrip("/").endswith("/simple")
    ]
    assert found == []


@pytest.mark.parametrize("path", PROSE, ids=name_of)
def test_the_prose_speaks_only_of_the_project(path):
    text = words_of(path)
    assert "shared/" not in text
    assert "TODO" not in text
