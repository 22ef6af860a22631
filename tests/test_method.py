"""Promise 10 of the design: each requirement of the method has a test with its number."""

import ast
import functools

import pytest
from django.conf import settings

MET = [1, 3, 12, 13, 16, 17, 18, 21, 22, 35, 36, 37, 38, 40, 43, 44, 45, 47]


@functools.cache
def names_of_tests():
    return [
        node.name
        for path in (settings.BASE_DIR / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]


@pytest.mark.parametrize("number", MET)
def test_a_requirement_that_is_met_has_a_test_of_its_number(number):
    start = f"test_method_{number}_"

    assert [name for name in names_of_tests() if name.startswith(start)]
