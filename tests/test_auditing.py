"""Known holes are found in a copy of what is known, where the service is out of reach."""

import json
from datetime import UTC, datetime

import pytest
import yaml

from bench import auditing

HOLE = {
    "id": "PYSEC-2026-1",
    "published": datetime(2026, 7, 6, 8, tzinfo=UTC),
    "summary": "Anybody may read anything",
    "affected": [
        {
            "package": {"name": "left-pad", "ecosystem": "PyPI"},
            "ranges": [
                {
                    "type": "ECOSYSTEM",
                    "events": [{"introduced": "2.0"}, {"fixed": "2.0.4"}],
                }
            ],
        }
    ],
}


@pytest.fixture
def audited(tmp_path, capfd):
    """What the audit of one locked version ends with, and all that it said."""

    def audited(version, as_yaml=True, **changed):
        advisories = tmp_path / "a copy" / "vulns"
        advisories.mkdir(parents=True)
        if as_yaml:
            (advisories / "one.yaml").write_text(yaml.safe_dump(HOLE | changed))
        else:
            entry = json.dumps(HOLE | changed, default=auditing.moment)
            (advisories / "one.json").write_text(entry)
        lock = tmp_path / "lock.txt"
        lock.write_text(f"left-pad=={version} --hash=sha256:{'0' * 64}\n")
        code = auditing.main(str(tmp_path / "a copy"), str(lock))
        return code, "".join(capfd.readouterr())

    return audited


@pytest.mark.parametrize("as_yaml", [True, False])
def test_a_locked_version_with_a_hole_fails_and_says_which_and_where_it_is_mended(
    audited, as_yaml
):
    code, said = audited("2.0.3", as_yaml)

    assert code == 1
    assert "1 advisories of 1 packages, the newest of 2026-07-06" in said
    for words in ("left-pad", "2.0.3", "PYSEC-2026-1", "2.0.4"):
        assert words in said


def test_a_version_without_a_hole_passes(audited):
    code, said = audited("2.0.4")

    assert code == 0
    assert "No known vulnerabilities found" in said


def test_an_advisory_that_was_taken_back_counts_for_nothing(audited):
    code, said = audited("2.0.3", withdrawn="2026-07-07T08:00:00Z")

    assert code == 2
    assert "No advisory" in said


@pytest.mark.parametrize(
    ("events", "inside", "outside"),
    [
        ("introduced 0 fixed 1.10", ["0.1", "1.9", "1.10rc1"], ["1.10", "2"]),
        ("introduced 1 last_affected 1.4", ["1", "1.4"], ["0.9", "1.4.1", "2"]),
        ("introduced 2", ["2", "9"], ["1.9"]),
        ("fixed 1.4 introduced 1 introduced 2 fixed 2.1", ["1.3", "2.0"], ["1.5", "3"]),
    ],
)
def test_ranges_are_read_as_the_format_says(events, inside, outside):
    kinds = events.split()
    pairs = [{kind: at} for kind, at in zip(kinds[::2], kinds[1::2], strict=True)]

    def named(version):
        return auditing.within(pairs, auditing.Version(version))

    assert [version for version in inside + outside if named(version)] == inside


@pytest.mark.parametrize(("version", "expected"), [("2.0.3", 1), ("2.0.4", 0)])
def test_what_an_advisory_says_of_other_packages_is_not_said_of_ours(
    audited, version, expected
):
    always = {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}
    of_node = {"package": {"name": "left-pad", "ecosystem": "npm"}}
    told = {"published": None, "modified": HOLE["published"]}

    code, said = audited(
        version, affected=[always, of_node | always, *HOLE["affected"]], **told
    )

    assert code == expected
    assert "1 advisories of 1 packages, the newest of 2026-07-06" in said
    assert ("PYSEC-2026-1" in said) == bool(expected)


def test_a_version_may_be_named_without_a_range():
    package = {"name": "left-pad", "ecosystem": "PyPI"}
    entry = {"affected": [{"package": package, "versions": ["1.0.0", "odd words"]}]}

    assert auditing.affects(entry, "left-pad", auditing.Version("1.0"))
    assert not auditing.affects(entry, "left-pad", auditing.Version("1.1"))
    assert not auditing.affects(entry, "right-pad", auditing.Version("1.0"))
