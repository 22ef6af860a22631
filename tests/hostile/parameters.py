"""More than two hundred values that nobody types, for every parameter of every address.

They are encoded already, and some of them wrongly.
"""

from urllib.parse import quote

from tests.hostile import odd, patterns, strings

BYTES = [
    "%00", "a%00b", "%ff", "%ed%a0%80", "%c0%af", "%f5%80%80%80", "%e2%80", "%", "%z",
    "%%", "%u0041", "%1b[2J", "%0d%0aSet-Cookie:%20a=b", "%0a", "%0d", "+", "%20", "%09",
]  # fmt: skip
LETTERS = [
    "\u202e", "\u2066a\u2069", "\u200b", "\u200d", "\ufeff", "\ufffe", "\uffff", "\u2028",
    "\u2029", "\x85", "\u0301" * 500, "\ufdfa" * 100, "\U0010ffff", "\U000e0041", "\ue000",
    "\ue001", "İ", "ß", "ǆ", "ﬁ", "٣", "²", "①", "½", "Ⅷ", "👩‍👩‍👧", "\U0001d7d9", "z̷a̷l̷g̷o̷",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "00", "1.0", "1.5", "1e3", "1e309", "-1e309", "nan", "inf", "-inf",
    "0x1", "0b1", "1_000", " 1", "1 ", "9" * 19, "9" * 20, "9" * 400, "-" + "9" * 400,
    "2147483648", "9223372036854775808", "18446744073709551616", "1,2", "1;2", "true",
    "null", "None", "undefined", "[]", "{}", "1970-01", "9999-12", "0000-00", "10000-01",
    "2024-13", "2024-02-30", "-1-1", "NaN-NaN",
]  # fmt: skip
OPERATORS = [
    "'", '"', "''", "`", "\\", "\\'", "' OR 1=1 --", "1; DROP TABLE x", "%' --", "a*",
    "*", "NEAR(a b)", "a NEAR/2 b", "a AND", "OR", "NOT", "NOT a", "AND OR NOT", "(", ")",
    "((((", '"a', 'a"', '""', "-", "--", "-a", "a:b", "{a}:b", "^a", "a^2", "a & b", "!a",
    "a | b", "a <-> b", "<->", ":*", "a:*", "~", "a~2", "[a-z", "[a-z]+", "(a+)+$", ".*",
    "?", "_", "__class__", "$where", "$gt", "{{7*7}}", "{%25 x %25}", "${7*7}", "#{7*7}",
    "%s%s%s%n", "%(a)s", "{0}", "{0.__class__}", "|ls", "$(ls)", ";ls", "&&ls",
    "<script>__ran(1)</script>", "javascript:__ran(1)", "http://evil.test/",
    "//evil.test", "/\\evil.test", "\\\\evil.test\\a", "file:///etc/passwd",
    "../../../../etc/passwd", "..%2f..%2f", "....//....//", "C:\\a", "CON", ".git/config",
    "http://[x", "http://[::1", "http://a:b", "http://a:99999999", "http:///", "mailto:",
]  # fmt: skip
LONG = [
    "a" * 10_000,
    "a " * 5_000,
    '"' * 10_000,
    "-a " * 3_000,
    "é" * 3_000,
    "(" * 10_000,
]
SLUGS = [
    "no-such-thing", "food-drink,food-drink", "food-drink%00", "food-drink/../x", "-", "_",
    "FOOD-DRINK", "food-drink ", "a" * 300, "hospital-ward&theme=food-drink",
]  # fmt: skip
TYPED = [*LETTERS, *NUMBERS, *OPERATORS, *LONG, *SLUGS]
VALUES = list(dict.fromkeys([*BYTES, *odd.VALUES.values(), *map(quote, TYPED)]))
MORE = [*patterns.SEARCH[::3], *strings.STRINGS[::40]]
VALUES = list(dict.fromkeys([*VALUES, *map(quote, MORE)]))
# Ways to give a name a value, or many, or none.
SHAPES = [
    "{n}={v}", "{n}[]={v}", "{n}[0]={v}", "{n}[a][b]={v}", "{n}={v}&{n}={v}", "{n}",
    "{n}__gte={v}", "{n}__in={v}", "{n}.x={v}", "{n}={v}" + "&{n}={v}" * 200, "{v}={n}",
    ";{n}={v};", "&&&=&{n}==={v}",
]  # fmt: skip


def queries(names):
    """Query strings that give every one of the names every one of the values."""
    for number, value in enumerate(VALUES):
        shape = SHAPES[number % len(SHAPES)] if number % 2 else SHAPES[0]
        yield "&".join(shape.format(n=name, v=value) for name in names)
    for shape in SHAPES:
        yield "&".join(shape.format(n=name, v="x%00") for name in names)
