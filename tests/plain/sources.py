"""All that the project itself says to people, by the file that says it."""

import ast
import json
import re
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
FLOORS = ["portal", "inquiry", "casestudies"]
SAYS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
STRING = r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
IN_TEMPLATE = re.compile(rf"gettext\(\s*u?({STRING})(?:\s*,\s*u?({STRING}))?")
TAG = re.compile(r"<[^>]+>")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
# Texts of these fixtures that people read; examples are their tellers' own words.
READ = {"prompt", "help", "hint", "description", "purpose", "for_whom", "body", "note"}
FIXTURES = [
    "inquiry/protocols/fixtures",
    "portal/taxonomy/fixtures",
    "portal/learning/fixtures",
    "portal/pages/fixtures",
]


def texts() -> dict[str, list[str]]:
    """What each file says, by its path: templates, Python, and fixtures of ours."""
    said = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        said[path] = _of_template(path.read_text())
    for path in sorted((ROOT / "templates").rglob("*.txt")):
        said[path] = _of_template(path.read_text())
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts and "node_modules" not in path.parts:
                said[path] = _of_python(path.read_text())
    for folder in FIXTURES:
        for path in sorted((ROOT / folder).glob("*.json")):
            said[path] = list(_of_fixture(json.loads(path.read_text())))
    return {
        str(path.relative_to(ROOT)): [_filled(one) for one in found]
        for path, found in said.items()
        if found
    }


def _filled(text):
    """A name or number stands where the page will have one; tags are not read."""
    return TAG.sub("", PLACEHOLDER.sub("one", text))


def _of_template(source):
    found = []
    for match in IN_TEMPLATE.finditer(templatize(source)):
        found += [ast.literal_eval(literal) for literal in match.groups() if literal]
    return found


def _of_python(source):
    return [
        part.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYS
        for part in node.args
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def _of_fixture(value, key=""):
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _of_fixture(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _of_fixture(one, key)
    elif isinstance(value, str) and key in READ:
        yield value
