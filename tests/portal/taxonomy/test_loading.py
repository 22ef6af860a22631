import copy
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from portal.taxonomy import loading
from portal.taxonomy.management.commands.load_taxonomy import DEFAULT
from portal.taxonomy.models import CareSetting, Enabler, IntegratedCareBoard, Theme

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
