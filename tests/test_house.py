"""The rules of the house: how large things are, what may import what, what may stand in a file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import quantiles
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("app", "bot", "console", "core", "flows", "ussd", "web", "locales", "migrations")
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
# what SQLAlchemy, logging, gunicorn and setuptools ask of a class of ours
OF_LIBRARIES = {"emit", "initialize", "msg", "process_bind_param", "process_result_value"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
LOGS = re.compile(r"\blog(ger)?\b")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: what git keeps, or all but what is made where there is no git."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
        return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())
    return tuple(
        path for folder in (*FLOORS, "tests", "docs", "bench") for path in (ROOT / folder).rglob("*.*")
    )


def modules(*folders: str) -> list[Path]:
    """The Python files of these folders."""
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


@dataclass(frozen=True)
class Module:
    """What the rules ask of a file. Its tree is not kept: whoever looks for garbage would go through it.

    `functions`: the length of each in lines, decorators apart. `public`: what others may use, by name, and
    whether it says what it is. `loose`: the lines that log other words than a literal.
    """

    says_what_for: bool
    functions: tuple[int, ...]
    public: tuple[tuple[str, bool], ...]
    loose: tuple[int, ...]


@cache
def module(path: Path) -> Module:
    text = path.read_text("utf-8")
    tree = ast.parse(text, str(path))
    defined = [node for node in statements(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return Module(
        says_what_for=bool(ast.get_docstring(tree)),
        functions=tuple((node.end_lineno or node.lineno) - node.lineno + 1 for node in defined),
        public=tuple((name, bool(ast.get_docstring(node))) for name, node in public(tree.body)),
        loose=tuple(loose(tree)) if LOGS.search(text) else (),
    )


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Those within, at any depth: far fewer than what `ast.walk` finds, and no `def` stands elsewhere."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield child
            yield from statements(child)


def half_and_nine_tenths(lengths: list[int]) -> tuple[float, float]:
    """The length that half of them do not exceed, and that which nine tenths do not."""
    tenths = quantiles(lengths, n=10, method="inclusive")
    return tenths[4], tenths[8]


@pytest.mark.parametrize("folders", [FLOORS, ("tests",)], ids=["house", "tests"])
def test_files_are_small(folders: tuple[str, ...]) -> None:
    half, nine_tenths = half_and_nine_tenths(
        [len(p.read_text("utf-8").splitlines()) for p in modules(*folders)]
    )
    assert half < 120
    assert nine_tenths < 350


@pytest.mark.parametrize("folders", [FLOORS, ("tests",)], ids=["house", "tests"])
def test_functions_are_small(folders: tuple[str, ...]) -> None:
    half, nine_tenths = half_and_nine_tenths(
        [length for path in modules(*folders) for length in module(path).functions]
    )
    assert half < 10
    assert nine_tenths < 35


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT)) for path in modules(*FLOORS, "bench") if not module(path).says_what_for
    ]
    assert silent == []


def public(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, Definition]]:
    """The classes, functions and methods that others may use, by their names."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield within + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{within}{node.name}.")


def test_whatever_others_may_use_says_what_it_is() -> None:
    """Once: for what a protocol or base asks for, there; for the only function of a module, above it."""
    found = {path: module(path).public for path in modules(*FLOORS, "bench")}
    said = {
        name.rpartition(".")[2] for each in found.values() for name, says in each if "." in name and says
    } | OF_LIBRARIES
    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, each in found.items()
        for name, says in each
        if not says
        and not ("." in name and name.rpartition(".")[2] in said)
        and not (name == "main" or sum("." not in other for other, _ in each) == 1)
    ]
    assert silent == []


def test_an_import_goes_down_the_floors_and_never_between_doors() -> None:
    checker = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([checker], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_no_file_names_a_machine_or_a_registry() -> None:
    here = [re.escape(str(path)) for path in (ROOT, Path.home()) if len(path.parts) > 2]
    machine = [*here, r"/roo[t]/", r"/wor[k]/", r"/User[s]/\w", r"/tm[p]/[a-z]+-?[a-z0-9]*/"]
    registry = [r"pypi\.or[g]", r"pythonhoste[d]\.org", r"registry\.npmj[s]", r"--(extra-)?index-ur[l]"]
    forbidden = re.compile("|".join(machine + registry).encode())
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]!r}"
        for path in tracked()
        if (hit := forbidden.search(path.read_bytes()))
    ]
    assert found == []


def test_the_words_of_a_log_line_are_a_literal() -> None:
    """What varies goes into fields, where the redaction can judge it."""
    found = [f"{path.relative_to(ROOT)}:{line}" for path in modules(*FLOORS) for line in module(path).loose]
    assert found == []


def loose(tree: ast.Module) -> Iterator[int]:
    """The lines that log what is no literal."""
    for node in ast.walk(tree):
        if is_log_call(node) and not (node.args and isinstance(node.args[0], ast.Constant)):
            yield node.lineno


def is_log_call(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether this is `log.info(…)` or another level."""
    called = node.func if isinstance(node, ast.Call) else None
    if not isinstance(called, ast.Attribute) or not isinstance(called.value, ast.Name):
        return False
    return called.value.id in ("log", "logger") and called.attr in LEVELS


def test_scripts_hold_no_khmer() -> None:
    khmer = re.compile(r"[\u1780-\u17ff\u19e0-\u19ff]")
    scripts = [
        path
        for path in tracked()
        if path.suffix in (".yaml", ".yml") and "flows" in path.parts and "tests" not in path.parts
    ]
    assert [path.name for path in scripts if khmer.search(path.read_text("utf-8"))] == []


def test_constraints_pin_everything_and_name_no_host() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    pinned = {normal(line) for line in lines}
    assert [each for each in wanted if normal(each) not in pinned] == []


def normal(requirement: str) -> str:
    """The package's name as registries compare it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else requirement


def test_hooks_before_a_commit_fetch_nothing() -> None:
    assert set(re.findall(r"repo: *(\S+)", (ROOT / ".pre-commit-config.yaml").read_text())) == {"local"}


def test_make_alone_tells_what_it_can_do() -> None:
    told = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^  make (\w+) ", told, re.MULTILINE)
    assert {"install", "run", "test", "check", "format", "translations", "compile"} <= set(targets)
