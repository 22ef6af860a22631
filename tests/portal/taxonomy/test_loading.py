import copy
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from portal.taxonomy import loading
from portal.taxonomy.management.commands.load_taxonomy import DEFAULT
from portal.taxonomy.models import CareSetting, Enabler, IntegratedCareBoard, Theme
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def data():
    return json.loads(DEFAULT.read_text(encoding="utf-8"))


def test_loading_again_changes_nothing_and_adds_no_history(data):
    history = Theme.history.count()

    report = loading.load(data)

    assert all(
        (changes.added, changes.changed, changes.retired) == ([], [], [])
        for changes in report.values()
    )
    assert Theme.history.count() == history


def test_a_changed_name_is_changed_and_leaves_history(data):
    data["themes"][0]["name"] = "Another name"
    slug = data["themes"][0]["slug"]

    report = loading.load(data)

    theme = Theme.objects.get(slug=slug)
    assert report["themes"].changed == [slug]
    assert theme.name == "Another name"
    assert theme.history.count() == 2


def test_a_term_that_left_the_file_is_retired_and_can_come_back(data):
    less = copy.deepcopy(data)
    gone = less["enablers"].pop()["slug"]

    retired = loading.load(less)["enablers"].retired
    was_there = Enabler.objects.get(slug=gone).retired
    back = loading.load(data)["enablers"].changed

    assert retired == [gone] == back
    assert was_there
    assert not Enabler.objects.get(slug=gone).retired


@pytest.fixture
def by_administrator():
    """``by_administrator(term, **changes)`` saves a term as the admin does."""

    def save(term, **changes):
        term._history_user = factories.administrator()
        for name, value in changes.items():
            setattr(term, name, value)
        term.save()
        return term

    return save


@pytest.mark.parametrize("changes", [{"name": "Our name"}, {"retired": True}])
def test_a_term_that_a_person_changed_stays_as_it_is(data, by_administrator, changes):
    theme = by_administrator(Theme.objects.first(), **changes)

    report = loading.load(data)["themes"]

    assert (report.changed, report.kept) == ([], [theme.slug])
    assert Theme.objects.filter(pk=theme.pk, **changes).exists()
    assert theme.history.count() == 2


def test_a_term_that_a_person_added_is_not_retired(data, by_administrator):
    theme = by_administrator(
        Theme(slug="ours", name="Ours", group_id=Theme.objects.first().group_id)
    )

    report = loading.load(data)["themes"]

    assert (report.retired, report.kept) == ([], ["ours"])
    assert not Theme.objects.get(pk=theme.pk).retired


def test_successors_that_a_person_chose_stay(data, by_administrator):
    frimley = by_administrator(IntegratedCareBoard.objects.get(slug="qnq"))
    frimley.successors.clear()

    report = loading.load(data)["integrated_care_boards"]

    assert (report.changed, report.kept) == ([], ["qnq"])
    assert not frimley.successors.exists()


def test_a_term_that_a_person_left_as_the_file_has_it_is_no_news(
    data, by_administrator
):
    by_administrator(Theme.objects.first())

    assert loading.load(data)["themes"] == loading.Changes()


def test_a_broken_file_changes_nothing(data):
    data["themes"][0]["name"] = "Another name"
    data["integrated_care_boards"][0]["region"] = "atlantis"
    del data["enablers"][0]["name"]

    with pytest.raises(loading.TaxonomyFileError):
        loading.load(data)

    assert not Theme.objects.filter(name="Another name").exists()


def test_a_file_that_cannot_be_read_gets_a_clear_message(tmp_path):
    broken = tmp_path / "taxonomy.json"
    broken.write_text("{", encoding="utf-8")

    with pytest.raises(CommandError, match="could not be loaded"):
        call_command("load_taxonomy", file=broken)


def test_the_command_reports_what_it_did(tmp_path, data, capsys):
    data["care_settings"][0]["description"] = "Other words."
    changed = tmp_path / "taxonomy.json"
    changed.write_text(json.dumps(data), encoding="utf-8")

    call_command("load_taxonomy", file=changed)

    slug = data["care_settings"][0]["slug"]
    line = f"care settings: 0 added, 1 changed, 0 retired ({slug})"
    assert line in capsys.readouterr().out.splitlines()
    assert CareSetting.objects.get(slug=slug).description == "Other words."


def test_the_command_names_what_it_kept(by_administrator, capsys):
    theme = by_administrator(Theme.objects.first(), name="Our name")

    call_command("load_taxonomy")

    line = (
        "themes: 0 added, 0 changed, 0 retired; "
        f"1 kept as people want them ({theme.slug})"
    )
    assert line in capsys.readouterr().out.splitlines()


def test_changed_boards_come_with_a_hint_to_rebuild_the_search(capsys):
    call_command("load_taxonomy")
    before = capsys.readouterr().out
    IntegratedCareBoard.objects.get(slug="qnq").successors.clear()

    call_command("load_taxonomy")

    assert "rebuild_search" not in before
    assert capsys.readouterr().out.endswith(
        "Run manage.py rebuild_search, "
        "so that stories are found under the right boards and by the new names.\n"
    )


def test_a_new_name_comes_with_a_hint_to_rebuild_the_search(
    tmp_path, data, by_administrator, capsys
):
    by_administrator(Theme.objects.first(), name="Our name")
    call_command("load_taxonomy")
    before = capsys.readouterr().out
    data["care_settings"][0]["name"] = "Another name"
    changed = tmp_path / "taxonomy.json"
    changed.write_text(json.dumps(data), encoding="utf-8")

    call_command("load_taxonomy", file=changed)

    assert "rebuild_search" not in before
    assert "rebuild_search" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "count"), [(date(2026, 3, 31), 42), (date(2026, 4, 1), 36)]
)
def test_method_38_boards_open_and_close_on_their_days(day, count):
    assert IntegratedCareBoard.objects.open_on(day).count() == count


def test_method_38_a_split_board_names_each_of_its_successors():
    frimley = IntegratedCareBoard.objects.get(slug="qnq")

    successors = set(frimley.successors.values_list("ods_code", flat=True))

    assert frimley.valid_to == date(2026, 3, 31)
    assert successors == {"S0E4D", "S9B9J", "QRL"}


def test_method_38_a_merged_board_knows_the_boards_before_it():
    sussex = IntegratedCareBoard.objects.get(ods_code="S9B9J")

    before = set(sussex.predecessors.values_list("name", flat=True))

    assert before == {"Frimley", "Surrey Heartlands", "Sussex"}
