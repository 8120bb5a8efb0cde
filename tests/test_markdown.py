"""The `:::` lines of the site: what each becomes, and what is said when one is wrong."""

import re

import markdown
import pytest

import small_course
from course.errors import CourseError
from course.markdown import CourseExtension, expand, solutions_of
from course.solutions import Solutions

EXTENSIONS = ["admonition", "attr_list", "tables", "toc", "pymdownx.details"]
EXTENSIONS += ["pymdownx.highlight", "pymdownx.superfences"]


@pytest.fixture
def solutions(tmp_path):
    return Solutions(small_course.write(tmp_path) / "solutions")


@pytest.fixture
def html(solutions):
    """Convert a page as the site does."""

    def convert(text: str) -> str:
        root = str(solutions.folder.parent)
        return markdown.markdown(text, extensions=[CourseExtension(root=root), *EXTENSIONS])

    return convert


def words(html: str) -> str:
    """What a reader sees."""
    text = re.sub(r"<[^>]+>", "", html)
    return re.sub(r"\s+", " ", text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("app/half.py::halve", 'def halve(x: int) -> int:\n    """Half of an even number."""\n'),
        ("app/calc.py", '"""Arithmetic."""\n\n\ndef double(x: int)'),
        ("app/rules.yaml#/paths/~1half", "/half:\n  get: {}\n"),
        ("tests/test_1_1_halve.py::test_it_halves", "def test_it_halves():\n"),
    ],
)
def test_a_listing_is_the_code_of_the_phases_solution(solutions, symbol, code):
    text = expand(f"::: listing 01 {symbol}", solutions)
    assert code in text
    assert f'title="Phase 01 · {re.split("::|#", symbol)[0]}"' in text


def test_a_listing_that_holds_a_fence_is_fenced_by_more_ticks(solutions, html):
    assert "````" in expand("::: listing 00 app/calc.py::Box.get", solutions)
    assert "Box().get()" in words(html("::: listing 00 app/calc.py::Box.get"))


def test_a_listing_inside_a_fold_is_indented_with_it(html):
    page = html('??? question "Why?"\n\n    Because:\n\n    ::: listing 01 app/half.py::halve\n')
    assert page.index("<details") < page.index("halve") < page.index("</details>")


def test_lines_inside_fences_stay(solutions):
    text = "```\n::: listing 99 nothing\n```\n\n~~~~ text\nx\n~~~~\n"
    assert expand(text, solutions) == text


def test_the_box_of_an_exercise_has_files_requirements_hints_and_the_command(html):
    page = html("::: exercise 0.1")
    text = words(page)
    assert "Your turn, 0.1. Double a *number*" in text
    assert "You write: app/calc.py (double)." in text
    assert "double(2) answers 4, and <any> number_of others." in text
    assert "Twice 0 is 0." in text
    assert "course watch 00" in text
    assert re.findall(r"<summary>(.*?)</summary>", page) == [
        "A nudge",
        "Where to look",
        "Nearly there",
    ]
    assert "Look at <operators>." in text
    assert 'id="0.1-test_zero_stays"' in page


def test_the_points_of_a_requirement_are_a_list_below_it(solutions, html):
    path = next(solutions.folder.glob("00-*/tests/test_0_1_*.py"))
    points = "Of nothing:\n\n    * of 0,\n    * of *no*\n      thing.\n    "
    text = path.read_text(encoding="utf-8").replace("Twice 0 is 0.", points)
    path.write_text(text, encoding="utf-8")
    page = re.sub(r"\s*\n\s*", "", html("::: exercise 0.1"))
    listed = "Of nothing:<ul><li>of 0,</li><li>of *no* thing.</li></ul></li>"
    assert f'<li id="0.1-test_zero_stays">{listed}' in page


def test_the_box_of_an_exercise_with_one_hint_has_a_nudge(html):
    assert re.findall(r"<summary>(.*?)</summary>", html("::: exercise 1.1")) == ["A nudge"]


def test_the_mistakes_are_what_the_wrong_answers_say(html):
    text = words(html("::: mistakes 00"))
    assert "0.1 Double a *number*" in text
    assert "The number is squared: 2 hides it, 3 * 3 does not." in text


def test_the_changes_are_a_diff_by_file_with_new_and_dropped_files(html, solutions):
    text = expand("::: changes 01", solutions)
    assert "New libraries: `fastapi`." in text
    assert "[`app/half.py`](/solutions/01-more.md#app-half-py), 6 lines" in text
    assert "- `app/old.py`" in text
    assert "-    return 2 * x" in text
    assert "+    return x + x" in text
    assert "pyproject" not in text
    page = html("::: changes 01\n")
    assert page.count("<details") == 1


def test_the_solution_page_has_every_file_under_the_anchor_that_changes_link_to(html):
    page = html("::: solution 01")
    assert 'id="app-half-py"' in page
    assert "app/old.py" not in page
    assert "__init__" not in page


def test_a_file_of_an_earlier_phase_is_a_link_to_where_it_was_written(html, solutions):
    (solutions.folder / "00-plain" / "app" / "kept.py").write_text("KEPT = 1\n")
    page = html("::: solution 01")
    assert "As in phase 00" in words(page)
    assert 'href="/solutions/00-plain.md#app-kept-py"' in page
    assert "KEPT" in html("::: solution 00")
    assert "KEPT" not in page


def test_the_path_is_a_table_of_phases_and_names_those_to_come(html):
    page = html("::: phases")
    assert 'href="/phases/00-plain.md"' in page
    assert "Halves, too." in page
    assert "02 Still more" in words(page)


def test_a_roadmap_links_each_topic_to_lesson_and_test_and_shows_the_code(html):
    page = html("::: roadmap a")
    text = words(page)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == ["Start", "Later"]
    assert 'href="/phases/00-plain.md#double-a-number"' in page
    assert 'href="/phases/00-plain.md#0.1-test_it_doubles"' in page
    assert "assert double(2) == 4" in text
    assert "Code: app/calc.py::Box.get" in text  # of the section that teaches a.0.2
    assert "Thirds a.1.2 · comes with phase 02, Still more" in text
    assert 'id="a.1.2"' in page


def test_all_roadmaps_are_one_list_by_phase_and_show_each_test_once(tmp_path):
    twice = small_course.edited(
        "solutions/00-plain/phase.toml",
        '"a.0.1" = "test_it_doubles"',
        '"a.0.1" = "test_it_doubles"\n"a.0.2" = "test_it_doubles"',
    )
    key = "solutions/00-plain/phase.toml"
    twice[key] = twice[key].replace('"a.0.2" = "what-doubling-is"', "")
    root = small_course.write(tmp_path, twice)
    text = expand("::: roadmap all", Solutions(root / "solutions"))
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        "Phase 00: Plain code",
        "Phase 01: More code",
        "Phase 02: Still more",
    ]
    assert text.count("assert double(2) == 4") == 1
    assert "the code stands at [a.0.1](#a.0.1)" in text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("::: listing 01 app/half.py::half", "app/half.py has no half"),
        ("::: listing 01 app/hall.py", "There is no file 'app/hall.py'"),
        ("::: listing 01 app/rules.yaml#/paths/~1third", "app/rules.yaml has nothing at"),
        ("::: listing 07 app/half.py", "There is no phase '07'"),
        ("::: exercise 1.2", "There is no exercise '1.2'"),
        ("::: mistakes xy", "There is no phase 'xy'"),
        ("::: roadmap z", "There is no roadmap 'z'"),
        ("::: listig 01 app/half.py", "There is no directive '::: listig'"),
    ],
)
def test_a_wrong_line_is_named_by_its_number(solutions, line, sentence):
    with pytest.raises(CourseError) as caught:
        expand(f"# Title\n\n{line}\n", solutions)
    assert str(caught.value).startswith(f"line 3: {sentence}")


def test_a_changed_source_is_read_again(tmp_path):
    root = small_course.write(tmp_path)
    before = solutions_of(root)
    assert solutions_of(root) is before
    (root / "solutions/01-more/app/new.py").write_text("X = 1\n", encoding="utf-8")
    assert "X = 1" in expand("::: listing 01 app/new.py", solutions_of(root))
