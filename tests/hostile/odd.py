"""Bytes that no form of ours sends, as parts of addresses, bodies and headers."""

from urllib.parse import quote

# Null, a lone surrogate, half a letter, an overlong slash; then controls, every kind
# of line end, marks of direction and letters that are none.
BROKEN = "a%00b%ED%A0%80%FF%C3%C0%AF%F5%80%80%80"
STRANGE = quote(
    "\x01\x0b\x1f\x7f\x85\u2028\u2029\r\n\u202e\u2066\ufeff\ufffe\uffff"
    "\U0010ffff\U000e0001\u0301\ue000\ue001é"
)
ALL = BROKEN + STRANGE
VALUES = {
    "huge": "9" * 400,
    "above 64 bits": "18446744073709551616",
    "negative": "-1",
    "no whole number": "1e309",
    "nan": "nan",
    "raised two": quote("²"),
    "Arabic three": quote("٣"),
    "empty": "",
    "path": quote("../../../../etc/passwd"),
    "page of another site": quote("//evil.test/\\@x"),
    "half an address": quote("http://[x"),
    "deep": quote('{"a":[' * 300),
    "format": quote("%s%(x)d{0.__class__}{{7*7}}"),
}
BOUNDARY = "multipart/form-data; boundary=x"


def pairs(fields):
    """A query string or form body of names and values that are encoded already."""
    return "&".join(f"{quote(name, safe='')}={value}" for name, value in fields)


def bodies(fields):
    """Bodies that are no form, or more of a form than anybody types: (name, how)."""
    urlencoded = "application/x-www-form-urlencoded"
    names = [name for name, _value in fields] or ["x"]
    part = 'Content-Disposition: form-data; name="{}"\r\n\r\nx'.format
    listed = [(f"{name}[]", "x") for name in names] + [
        (f"{n}[a][0]", "x") for n in names
    ]
    return {
        "arrays": (pairs(listed), urlencoded),
        "twice": (pairs([*fields, *((name, BROKEN) for name in names)]), urlencoded),
        "10,000 fields": (pairs([(f"x{n}", "x") for n in range(10_000)]), urlencoded),
        "1,900 of one name": (pairs([(names[0], "x")] * 1900), urlencoded),
        "JSON": ('{"' + names[0] + '": "x"}', "application/json"),
        "deep JSON": ("[" * 100_000, "application/json"),
        "JSON called a form": ('{"' + names[0] + '": ["x"]}', urlencoded),
        "no form at all": ("\x00\xff=%zz&&&=&%=%&;", urlencoded),
        "nonsense charset": (pairs(fields), f"{urlencoded}; charset=nonsense"),
        "UTF-16": (pairs(fields), f"{urlencoded}; charset=utf-16"),
        "UTF-7": (pairs(fields), f"{urlencoded}; charset=utf-7"),
        "no boundary": ("--x\r\n" + part(names[0]), "multipart/form-data"),
        "open boundary": ("--x\r\n" + part(names[0]), BOUNDARY),
        "wrong boundary": ("--y\r\n" + part(names[0]) + "\r\n--y--", BOUNDARY),
        "empty boundary": ("--\r\n\r\n", "multipart/form-data; boundary="),
        "odd part": ("--x\r\nContent-Type: \x00\r\n\r\n\x00\r\n--x--", BOUNDARY),
        "file for words": (
            "--x\r\n" + part(names[0] + '"; filename="a\x00/../b') + "\r\n--x--\r\n",
            BOUNDARY,
        ),
        "base64 part": (
            "--x\r\nContent-Transfer-Encoding: base64\r\n"
            + part(names[0])
            + "=\r\n--x--\r\n",
            BOUNDARY,
        ),
        "null part": (
            "--x\r\n" + part(names[0]) + "\x00\x00\r\n--x--\r\n",
            BOUNDARY,
        ),
    }  # fmt: skip
