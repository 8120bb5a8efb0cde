"""Topics against lessons and tests: what is counted, and each thing that can be wrong."""

import json

import pytest
from typer.testing import CliRunner

import small_course
from course.commands import (
    app,
    author,  # noqa: F401 - its commands add themselves
)
from course.coverage import claimed, load_topics
from course.errors import CourseError
from course.lesson import headings
from course.solutions import Solutions
from course.workspace import find_root

MANIFEST = "solutions/00-plain/phase.toml"


def checked(root):
    return claimed(Solutions(root / "solutions"))


def test_all_taught_and_practised(tmp_path):
    coverage = checked(small_course.write(tmp_path))
    assert coverage.problems == []
    assert list(coverage.rows())[-1] == {
        "phase": "all",
        "title": "",
        "topics": 3,
        "taught": 3,
        "counted": 2,
        "practised": 2,
        "share": 1.0,
    }
    first = next(iter(coverage.topic_rows()))
    assert first["lesson"] == "docs/phases/00-plain.md#double-a-number"
    assert (first["exercise"], first["test"]) == ("0.1", "test_it_doubles")


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            '"a.0.2" = "what-doubling-is"',
            "",
            ["00: nothing teaches a.0.2, Meaning (practice)."],
        ),
        (
            '"a.0.2" = "what-doubling-is"',
            '"a.0.2" = "what-is-it"',
            [f"{MANIFEST}: a.0.2: the lesson has no section #what-is-it."],
        ),
        (
            '"a.0.2" = "what-doubling-is"',
            '"a.0.2" = "what-doubling-is"\n"a.1.2" = "what-doubling-is"',
            [f"{MANIFEST}: a.1.2 belongs to phase 02, Still more."],
        ),
        (
            '"a.0.2" = "what-doubling-is"',
            '"a.0.2" = "what-doubling-is"\n"a.9.9" = "what-doubling-is"',
            [f"{MANIFEST}: there is no topic a.9.9."],
        ),
        (
            '"a.0.2" = "what-doubling-is"',
            '"a.0.2" = "what-doubling-is"\n"a.0.1" = "what-doubling-is"',
            [
                f"{MANIFEST}: a.0.1 is claimed twice, by [topics] and exercise 0.1.",
                "00: 0 of 1 topics are practised, fewer than 70%.",
            ],
        ),
        (
            '"a.0.1" = "test_it_doubles"',
            '"a.0.1" = "test_it_triples"',
            [f"{MANIFEST}: 0.1 has no test test_it_triples, which a.0.1 names."],
        ),
    ],
)
def test_each_mistake_of_a_manifest_is_named(tmp_path, old, new, problems):
    root = small_course.write(tmp_path, small_course.edited(MANIFEST, old, new))
    assert checked(root).problems == problems


def test_a_missing_lesson_is_named_once(tmp_path):
    root = small_course.write(tmp_path)
    (root / "docs/phases/00-plain.md").unlink()
    assert checked(root).problems == ["00: the lesson docs/phases/00-plain.md is missing."]


def test_a_guard_practises_nothing(tmp_path):
    guard = '\n[[guards]]\ntest = "test_it_doubles"\nreason = "…"\n'
    weak = {MANIFEST: small_course.FILES[MANIFEST] + guard}
    assert checked(small_course.write(tmp_path, weak)).problems == [
        f"{MANIFEST}: a.0.1: 0.1 test_it_doubles passes on the starter, so it practises nothing."
    ]


def test_nine_topics_in_one_exercise_are_refused(tmp_path):
    topics = "\n".join(f'"a.0.{n}" = "test_it_doubles"' for n in range(1, 10))
    change = small_course.edited(MANIFEST, '"a.0.1" = "test_it_doubles"', topics)
    with pytest.raises(CourseError, match="at most eight"):
        checked(small_course.write(tmp_path, change))


def test_a_broken_topic_list_is_named(tmp_path):
    root = small_course.write(tmp_path, {"docs/roadmap/topics.yaml": "topics: [{id: a.1}]\n"})
    with pytest.raises(CourseError, match=r"topics\.yaml cannot be read"):
        checked(root)


def test_a_test_file_with_a_syntax_error_is_named(tmp_path):
    tests = "solutions/00-plain/tests/test_0_1_double.py"
    root = small_course.write(tmp_path, {tests: "def test_it_doubles(:\n"})
    with pytest.raises(CourseError, match=r"test_0_1_double\.py, line 1"):
        checked(root)


def test_anchors_are_those_of_the_sites_table_of_contents():
    page = (
        "# One\n\n## `GET` and *others*\n\n```python\n# not one\n```\n\n"
        "## Twice\n\n### Twice\n\n## Own { #mine }\n"
    )
    found = headings(page)
    assert [h.id for h in found] == ["one", "get-and-others", "twice", "twice_1", "mine"]
    assert [h.line for h in found] == [1, 3, 9, 11, 13]


def test_the_command_prints_a_table_or_json_and_fails_on_problems(tmp_path, monkeypatch):
    root = small_course.write(tmp_path)
    monkeypatch.chdir(root)
    done = CliRunner().invoke(app, ["coverage"])
    assert done.exit_code == 0, done.output
    assert "00-plain" in done.output
    (root / "docs/phases/01-more.md").unlink()
    done = CliRunner().invoke(app, ["coverage", "01", "--json"])
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["problems"] == ["01: the lesson docs/phases/01-more.md is missing."]
    assert [row["phase"] for row in report["phases"]] == ["01-more", "all"]


def test_the_topic_list_of_the_course_is_whole():
    known = load_topics(find_root())
    assert len(known.topics) == 1078
    assert {topic.phase for topic in known.topics.values()} == set(known.phases)
    assert {topic.roadmap for topic in known.topics.values()} == set(known.roadmaps)


def test_the_phases_that_exist_teach_their_topics():
    solutions = Solutions(find_root() / "solutions")
    coverage = claimed(solutions)
    assert not coverage.problems, "\n".join(coverage.problems)
