"""What the database itself guards, rule by rule: whoever drops one says so here.

Most are second nets: a lock or a form is there first, so that no other test would
notice when one goes.
"""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
ROOMS = ("portal.", "inquiry.", "casestudies.")
RULES = """
    a_co_author_has_accepted a_decline_has_its_reason a_form_begins_one_inquiry
    a_message_is_sent_or_given_up a_milestone_ends_after_it_begins
    a_published_case_study_has_an_address a_state_of_the_table
    board_closes_after_it_begins editions_has_one_row frozen_outside_draft
    in_a_network_once
    one_account_an_address one_answer_a_question one_answer_version_a_number
    one_co_author_an_address one_consent_a_tick one_membership_each one_network_a_name
    one_note_a_question one_open_revision one_organisation_a_name one_part_a_key
    one_published_revision one_question_a_key one_revision_a_number one_set_aside_a_place
    one_set_aside_each one_source_a_key one_tip_a_key one_version_a_number
    only_what_waits_is_claimed what_is_held_waits_or_was_declined owners_are_approved
    published_has_its_date scheduled_has_its_date search_generation_has_one_row
    search_word_stands_once
    submitted_has_its_date what_is_held_is_nobodys what_is_open_was_confirmed
    who_publishes_has_checked_identity withdrawn_has_its_date
"""


def models():
    return [one for one in apps.get_models() if one.__module__.startswith(ROOMS)]


def in_the_database(model):
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, model._meta.db_table)


def test_the_database_has_every_rule_of_the_list():
    kept = {}
    for model in models():
        names = {one.name for one in model._meta.constraints}
        assert names <= in_the_database(model).keys(), model
        kept |= dict.fromkeys(names)

    assert kept.keys() == set(RULES.split())


def test_the_columns_of_each_rule_are_those_of_its_model():
    for model in models():
        found = in_the_database(model)
        for rule in model._meta.constraints:
            fields = map(model._meta.get_field, getattr(rule, "fields", ()))
            columns = [field.column for field in fields]
            if columns:
                assert (found[rule.name]["columns"], found[rule.name]["unique"]) == (
                    columns,
                    True,
                ), rule.name


def test_what_stands_once_stands_once_in_the_database():
    for model in models():
        unique = [each["columns"] for each in in_the_database(model).values()
                  if each["unique"] or each["primary_key"]]  # fmt: skip
        for field in model._meta.concrete_fields:
            if field.unique:
                assert [field.column] in unique, (model, field.name)
