"""The rules of the house: how large things are, what may import what, what may stand in a file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
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


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(paths: list[Path]) -> Iterator[int]:
    """The length of each function in lines, decorators apart."""
    for path in paths:
        for node in statements(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


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
    half, nine_tenths = half_and_nine_tenths(list(functions(modules(*folders))))
    assert half < 10
    assert nine_tenths < 35


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT)) for path in modules(*FLOORS, "bench") if not ast.get_docstring(tree(path))
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
    found = {path: list(public(tree(path).body)) for path in modules(*FLOORS, "bench")}
    said = {
        name.rpartition(".")[2]
        for each in found.values()
        for name, node in each
        if "." in name and ast.get_docstring(node)
    } | OF_LIBRARIES
    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, each in found.items()
        for name, node in each
        if not ast.get_docstring(node)
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
    loose = []
    for path in modules(*FLOORS):
        for node in ast.walk(tree(path)):
            if is_log_call(node) and not (node.args and isinstance(node.args[0], ast.Constant)):
                loose.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert loose == []


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
