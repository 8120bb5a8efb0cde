"""phases/ from solutions/: layers, blanks, answers; and that nobody's work is lost."""

import json
import shutil
from pathlib import Path

import pytest

from course.build import build
from course.errors import CourseError
from course.model import Phase
from course.solutions import Solutions, Tree, apply, write_tree
from course.workspace import Course
from making import CALC, MANIFEST, make, write

BLANK_CALC = CALC.replace("return 2 * x", 'raise NotImplementedError("exercise 4.1")')


def snapshot(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def phase_of(course: Course, number: str = "04") -> tuple[Solutions, Phase]:
    return course.solutions, course.solutions.phase(number)


def manifest(solves: str, *, number: int = 4, more: str = "") -> str:
    text = MANIFEST.format(number=number).replace('"app/calc.py::double"', solves)
    return text.replace("\n[[exercise]]", f"{more}\n[[exercise]]", 1)


# ---------------------------------------------------------------- a build


def test_a_build_writes_starter_tests_and_project_files(tmp_path: Path):
    course = make(tmp_path)
    report = build(course)
    folder = tmp_path / "phases/04-shop"
    assert (folder / "app/calc.py").read_text() == BLANK_CALC
    assert (folder / "app/__init__.py").read_text() == ""
    assert (folder / "tests/test_4_1_double.py").is_file()
    assert 'phase = "04"' in (folder / "pyproject.toml").read_text()
    readme = (folder / "README.md").read_text()
    assert "| 4.1 | Double | `app/calc.py` |" in readme
    assert "In the activated environment (`source .venv/bin/activate`" in readme
    assert not (folder / "phase.toml").exists()
    assert "04-shop/app/calc.py" in report.written
    assert [p.number for p in Course(tmp_path).phases.values()] == ["04"]


def test_a_second_build_has_nothing_to_do_and_one_elsewhere_gives_the_same_bytes(tmp_path: Path):
    build(make(tmp_path / "one"))
    build(make(tmp_path / "a place, ä"))
    first = snapshot(tmp_path / "one/phases")
    assert first == snapshot(tmp_path / "a place, ä/phases")
    again = build(Course(tmp_path / "one"))
    assert (again.written, again.removed, again.edited, again.stale) == ([], [], [], [])
    assert not any(b"\r" in content for content in first.values())


def test_leftovers_of_tools_are_no_source(tmp_path: Path):
    course = make(
        tmp_path,
        {"04-shop/app/__pycache__/x.pyc": "x", "04-shop/tests/.pytest_cache/x": "x"},
    )
    build(course)
    assert not [p for p in snapshot(tmp_path / "phases") if "cache" in p]


def test_a_change_of_the_source_reaches_the_phase(tmp_path: Path):
    build(make(tmp_path))
    course = write(tmp_path, {"04-shop/app/more.py": "A = 1\n"})
    assert build(course, check=True).stale == ["manifest.json", "04-shop/app/more.py"]
    assert not (tmp_path / "phases/04-shop/app/more.py").exists()
    assert build(course).written == ["04-shop/app/more.py", "manifest.json"]


def test_what_the_source_no_longer_has_is_removed(tmp_path: Path):
    course = make(tmp_path, {"04-shop/app/deep/more.py": "A = 1\n"})
    build(course)
    shutil.rmtree(tmp_path / "solutions/04-shop/app/deep")
    report = build(Course(tmp_path))
    assert sorted(report.removed) == ["04-shop/app/deep/__init__.py", "04-shop/app/deep/more.py"]
    assert not (tmp_path / "phases/04-shop/app/deep").exists()


def test_a_phase_that_is_gone_is_removed_but_not_what_a_learner_wrote_in_it(tmp_path: Path):
    build(
        make(
            tmp_path,
            {
                "05-more/phase.toml": manifest('"app/calc.py::double"', number=5),
                "05-more/app/calc.py": CALC,
            },
        )
    )
    mine = tmp_path / "phases/05-more/app/calc.py"
    mine.write_text("mine\n")
    shutil.rmtree(tmp_path / "solutions/05-more")
    report = build(Course(tmp_path))
    assert report.edited == ["05-more/app/calc.py"]
    assert list(snapshot(tmp_path / "phases/05-more")) == ["app/calc.py"]


# ---------------------------------------------------------------- learners' edits


def test_edits_deletions_and_files_of_learners_are_left_alone(tmp_path: Path):
    build(make(tmp_path))
    folder = tmp_path / "phases/04-shop"
    (folder / "app/calc.py").write_text("mine\n")
    (folder / "README.md").unlink()
    (folder / "app/mine.py").write_text("MINE = 1\n")
    before = snapshot(folder)
    course = write(tmp_path, {"04-shop/app/calc.py": CALC.replace("Twice", "Two times")})
    report = build(course)
    assert snapshot(folder) == before
    assert report.edited == ["04-shop/README.md", "04-shop/app/calc.py"]
    assert build(Course(tmp_path)).edited == report.edited  # and still after that


def test_a_file_of_the_learner_in_the_way_of_a_new_one_is_left_alone(tmp_path: Path):
    build(make(tmp_path))
    (tmp_path / "phases/04-shop/app/more.py").write_text("mine\n")
    report = build(write(tmp_path, {"04-shop/app/more.py": "A = 1\n"}))
    assert report.edited == ["04-shop/app/more.py"]
    assert (tmp_path / "phases/04-shop/app/more.py").read_text() == "mine\n"


def test_forced_a_build_keeps_copies(tmp_path: Path):
    build(make(tmp_path))
    folder = tmp_path / "phases/04-shop"
    (folder / "app/calc.py").write_text("mine\n")
    (folder / "README.md").unlink()
    report = build(Course(tmp_path), force=True)
    assert (folder / "app/calc.py").read_text() == BLANK_CALC
    assert (folder / "README.md").is_file()
    assert report.copies is not None
    assert report.copies.is_relative_to(tmp_path / ".course/copies")
    assert snapshot(report.copies) == {"04-shop/app/calc.py": b"mine\n"}


def test_a_check_writes_nothing_and_tells_edited_from_stale(tmp_path: Path):
    build(make(tmp_path))
    (tmp_path / "phases/04-shop/app/calc.py").write_text("mine\n")
    before = snapshot(tmp_path)
    report = build(Course(tmp_path), check=True, force=True)
    assert (report.edited, report.stale) == (["04-shop/app/calc.py"], [])
    report = build(write(tmp_path, {"04-shop/data.txt": "new\n"}), check=True)
    assert report.stale == ["manifest.json", "04-shop/data.txt"]
    after = snapshot(tmp_path)
    assert after.pop("solutions/04-shop/data.txt")
    assert after == before


def test_a_broken_manifest_stops_the_build_before_anything_is_overwritten(tmp_path: Path):
    build(make(tmp_path))
    (tmp_path / "phases/04-shop/app/calc.py").write_text("mine\n")
    (tmp_path / "phases/manifest.json").write_text("{")
    with pytest.raises(CourseError, match="cannot be read") as caught:
        build(Course(tmp_path), force=True)
    assert "git checkout" in caught.value.remedy
    assert (tmp_path / "phases/04-shop/app/calc.py").read_text() == "mine\n"


# ---------------------------------------------------------------- layers


LAYERS = {
    "05-more/phase.toml": manifest(
        '"app/more.py::half"',
        number=5,
        more='after = "04"\nremoves = ["old"]\ndependencies = ["x"]\n',
    ),
    "05-more/app/more.py": "def half(x: int) -> int:\n    return x // 2\n",
    "04-shop/old/a.py": "A = 1\n",
    "04-shop/data.txt": "04\n",
}


def test_a_phase_stands_on_the_solution_of_its_parent(tmp_path: Path):
    solutions, phase = phase_of(make(tmp_path, LAYERS), "05")
    tree = solutions.starter(phase)
    assert tree["app/calc.py"].decode() == CALC
    assert b'"exercise 5.1"' in tree["app/more.py"]
    assert tree["data.txt"] == b"04\n"
    assert not [path for path in tree if path.startswith(("old", "tests"))]
    assert solutions.dependencies(phase) == ["x"]
    assert [p.number for p in solutions.ancestors(phase)] == ["04"]


def test_removing_what_the_parent_has_not_is_refused(tmp_path: Path):
    text = LAYERS["05-more/phase.toml"].replace('"old"', '"odl"')
    solutions, phase = phase_of(make(tmp_path, LAYERS | {"05-more/phase.toml": text}), "05")
    with pytest.raises(CourseError, match=r"05-more/phase\.toml: key `removes` names odl"):
        solutions.starter(phase)


@pytest.mark.parametrize("other", ["07", "05", "4"])
def test_a_parent_that_is_not_there_is_refused(tmp_path: Path, other: str):
    text = LAYERS["05-more/phase.toml"].replace('after = "04"', f'after = "{other}"')
    course = make(tmp_path, LAYERS | {"05-more/phase.toml": text})
    with pytest.raises(CourseError, match=f"key `after` names phase '{other}'"):
        phase_of(course, "05")


def test_phases_are_found_by_number_or_folder_and_near_misses_are_named(tmp_path: Path):
    solutions = make(tmp_path, LAYERS).solutions
    for name in ("4", "04", "04-shop"):
        assert solutions.phase(name).slug == "04-shop"
    with pytest.raises(CourseError, match="Did you mean 04-shop"):
        solutions.phase("04-shpo")


def test_two_phases_of_one_number_and_broken_toml_are_refused(tmp_path: Path):
    course = make(tmp_path, {"04-shop/phase.toml": "title ="})
    with pytest.raises(CourseError, match=r"solutions/04-shop/phase\.toml is not TOML: "):
        phase_of(course)
    with pytest.raises(CourseError, match="04-other and 04-shop have one number"):
        phase_of(make(tmp_path, {"04-other/phase.toml": MANIFEST.format(number=4)}))


def test_a_copy_without_solutions_says_so(tmp_path: Path):
    with pytest.raises(CourseError, match="no solutions/ here"):
        _ = Course(tmp_path).solutions


# ---------------------------------------------------------------- blanks and answers


@pytest.mark.parametrize(
    "symbol", ["app/calc.py::gone", "app/gone.py", "app/gone.py::f", "data.yaml#/a/c"]
)
def test_a_symbol_that_the_phase_has_not_is_refused(tmp_path: Path, symbol: str):
    files = {
        "04-shop/phase.toml": manifest(f'"{symbol}"'),
        "04-shop/data.yaml": "a:\n  b: 1\n",
        "04-shop/answers/blank/4.1-x/data.yaml": "a: {}\n",
    }
    solutions, phase = phase_of(make(tmp_path, files))
    with pytest.raises(
        CourseError, match=r"exercise 4\.1 solves .*, which the phase does not have"
    ):
        solutions.starter(phase)


@pytest.mark.parametrize("symbol", ["app/model.py::Product", "Dockerfile", "data.yaml#/a/b"])
def test_a_blank_that_must_be_written_by_hand_is_asked_for(tmp_path: Path, symbol: str):
    files = {
        "04-shop/phase.toml": manifest(f'"{symbol}"'),
        "04-shop/app/model.py": "class Product:\n    price: int\n",
        "04-shop/Dockerfile": "FROM scratch\n",
        "04-shop/data.yaml": "a:\n  b: 1\n",
    }
    solutions, phase = phase_of(make(tmp_path, files))
    with pytest.raises(CourseError, match="cannot be derived") as caught:
        solutions.starter(phase)
    assert "answers/blank/4.1-<slug>/" in caught.value.remedy


BY_HAND = {
    "04-shop/phase.toml": manifest(
        '"app/model.py::Product", "app/model.py::Shop.sell", "Dockerfile", "data.yaml#/a/b"'
    ),
    "04-shop/app/model.py": """\
        class Product:
            price: int
            name: str


        class Shop:
            def buy(self) -> int:
                return 1

            def sell(self) -> int:
                return 2
        """,
    "04-shop/Dockerfile": "FROM scratch\nCOPY . .\n",
    "04-shop/data.yaml": "# Data.\na:\n  b: 1\n  c: 2\n",
    "04-shop/answers/blank/4.1-all/app/model.py": "class Product:\n    name: str\n",
    "04-shop/answers/blank/4.1-all/Dockerfile": "FROM scratch\n",
    "04-shop/answers/blank/4.1-all/data.yaml": "a: {}\n",
}


def test_blanks_by_hand_and_derived_ones_in_one_exercise(tmp_path: Path):
    solutions, phase = phase_of(make(tmp_path, BY_HAND))
    tree = solutions.starter(phase)
    model = tree["app/model.py"].decode()
    assert model.startswith("class Product:\n    name: str\n\n\nclass Shop:\n")
    assert "return 1" in model
    assert 'raise NotImplementedError("exercise 4.1")' in model
    assert tree["Dockerfile"] == b"FROM scratch\n"
    assert tree["data.yaml"] == b"# Data.\na:\n  c: 2\n"
    assert solutions.solution(phase)["data.yaml"] == b"# Data.\na:\n  b: 1\n  c: 2\n"


WRONG = {
    "04-shop/answers/wrong/4.1-thrice/app/calc.py": """\
        def double(x: int) -> int:
            return 3 * x
        """,
    "04-shop/answers/wrong/4.1-thrice/app/new.py": "A = 1\n",
    "04-shop/answers/wrong/4.1-thrice/answer.toml": 'says = "Three."\nfails = "test_it_doubles"\n',
}


def test_an_answer_is_swapped_in(tmp_path: Path):
    solutions, phase = phase_of(make(tmp_path, WRONG))
    (answer,) = solutions.answers(phase, "wrong")
    assert (answer.says, answer.fails) == ("Three.", "test_it_doubles")
    tree = solutions.project(phase, {"4.1"}, answer)
    assert tree["app/calc.py"].decode() == CALC.replace(
        '    """Twice x."""\n    return 2 * x', "    return 3 * x"
    )
    assert tree["app/new.py"] == b"A = 1\n"
    assert "answer.toml" not in tree


def test_an_answer_can_remove_names_and_files(tmp_path: Path):
    toml = 'says = "Gone."\nfails = "t"\nremoves = ["app/calc.py::double", "data.txt"]\n'
    files = {"04-shop/answers/wrong/4.1-gone/answer.toml": toml, "04-shop/data.txt": "x\n"}
    solutions, phase = phase_of(make(tmp_path, files))
    tree = solutions.project(phase, {"4.1"}, solutions.answers(phase, "wrong")[0])
    assert tree["app/calc.py"] == b'"""Numbers."""\n'
    assert "data.txt" not in tree


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"wrong/4.1-x/answer.toml": 'says = "x"'}, "key `fails` is missing"),
        ({"right/4.1-x/answer.toml": 'says = "x"\nfails = "y"'}, "`fails` does not belong there"),
        ({"right/4.1-x/app/calc.py": ""}, "key `says` is missing"),
        ({"right/4.1-x/answer.toml": 'says = "x"\nsay = "y"'}, "key `say` is not known"),
        ({"right/4.1-x/answer.toml": "says = "}, r"answer\.toml is not TOML"),
        ({"right/4.7-x/answer.toml": 'says = "x"'}, r"right/4\.7-x: There is no exercise '4\.7'"),
    ],
)
def test_answers_that_are_not_written_right(tmp_path: Path, files: dict[str, str], message: str):
    course = make(tmp_path, {f"04-shop/answers/{path}": text for path, text in files.items()})
    solutions, phase = phase_of(course)
    with pytest.raises(CourseError, match=message):
        solutions.answers(phase, next(iter(files)).partition("/")[0])


@pytest.mark.parametrize(
    ("removes", "message"),
    [
        ("app/calc.py::gone", r"answers/wrong/4\.1-x: app/calc\.py has no gone to remove"),
        ("app/gone.py", r"answers/wrong/4\.1-x: there is no app/gone\.py to remove"),
        ("data.yaml#/a", r"answers/wrong/4\.1-x: `removes` names a node of data\.yaml"),
    ],
)
def test_answers_that_do_not_fit(tmp_path: Path, removes: str, message: str):
    toml = f'says = "x"\nfails = "y"\nremoves = ["{removes}"]\n'
    course = make(tmp_path, {"04-shop/answers/wrong/4.1-x/answer.toml": toml})
    solutions, phase = phase_of(course)
    with pytest.raises(CourseError, match=message):
        apply(solutions.answers(phase, "wrong")[0], solutions.solution(phase))


def test_the_project_of_a_solution_is_written_whole(tmp_path: Path):
    solutions, phase = phase_of(make(tmp_path, {"04-shop/app/größe.txt": "ä\n"}))
    tree = solutions.solution(phase)
    write_tree(tree, tmp_path / "out")
    assert snapshot(tmp_path / "out") == dict(sorted(tree.items()))


def test_the_manifest_holds_what_a_learner_needs(tmp_path: Path):
    build(make(tmp_path))
    data = json.loads((tmp_path / "phases/manifest.json").read_text(encoding="utf-8"))
    assert list(data["phases"]) == ["04-shop"]
    assert data["phases"]["04-shop"]["phase"]["exercise"][0]["hints"] == ["Multiply."]
    assert "tests/test_4_1_double.py" in data["phases"]["04-shop"]["files"]


def test_the_original_of_an_edited_file_is_built_again(tmp_path: Path):
    build(make(tmp_path))
    course = Course(tmp_path)
    phase = course.phase("4.1")
    (course.folder(phase) / "app/calc.py").write_text("mine\n")
    assert list(course.changed_files(phase)) == ["app/calc.py"]
    assert course.as_built(phase, "app/calc.py").decode() == BLANK_CALC
    shutil.rmtree(tmp_path / "solutions")
    with pytest.raises(CourseError, match=r"original of app/calc\.py"):
        Course(tmp_path).as_built(phase, "app/calc.py")
