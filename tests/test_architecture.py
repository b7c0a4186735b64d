"""The house keeps its order: imports go down, folders stay empty of definitions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "reportnlp"
# From the roof to the ground; a module may import from its own layer and those below it.
LAYERS = (
    ("cli",),
    ("training", "evaluation"),
    ("archive",),
    ("drafting",),
    ("filling",),
    ("collecting",),
    ("rendering",),
    ("checking",),
    ("extraction",),
    ("formats",),
    ("annotations", "facts"),
    ("document", "errors", "patterns", "resources"),
)
HEAVY = frozenset(
    (
        "docx",
        "lxml",
        "openpyxl",
        "yaml",
        "rich",
        "jieba",
        "sklearn",
        "numpy",
        "torch",
        "transformers",
        "tokenizers",
        "safetensors",
        "pandas",
        "pypdfium2",
        "distributed",
    )
)


def _layer(module: str) -> int:
    part = module.split(".")[1]
    return next(index for index, names in enumerate(LAYERS) if part in names)


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(("reportnlp", *path.relative_to(SOURCE).with_suffix("").parts))
        if path.name not in ("__init__.py", "__main__.py"):
            yield name, ast.parse(path.read_text("utf-8"))


MODULES = dict(_modules())


def _imports(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    for imported, _ in _imports(MODULES[module]):
        if imported.startswith("reportnlp."):
            assert _layer(imported) >= _layer(module), f"{module} imports {imported}"


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_are_imported_inside_functions(module: str) -> None:
    tree = MODULES[module]
    for node in tree.body:
        for imported, _ in _imports(node) if isinstance(node, ast.Import | ast.ImportFrom) else ():
            assert imported.split(".")[0] not in HEAVY, f"{module} imports {imported} at its top"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(MODULES[module])


def test_folders_define_nothing() -> None:
    for path in SOURCE.rglob("__init__.py"):
        if path.parent == SOURCE:
            continue
        body = ast.parse(path.read_text("utf-8")).body
        assert all(isinstance(node, ast.Expr) for node in body), path
