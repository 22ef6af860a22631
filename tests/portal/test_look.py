"""Components and pages of the look: what they show, and what they refuse."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from portal.components import error_links, register

ROOT = Path(settings.BASE_DIR)


def render(template, request=None, **context):
    return Template(template).render(Context({"request": request, **context}))


def test_a_misspelt_prop_is_refused():
    with pytest.raises(TemplateSyntaxError, match="sumary"):
        render("{% details sumary='x' %}{% enddetails %}")


def test_props_are_given_by_name_alone():
    with pytest.raises(TemplateSyntaxError):
        render("{% tag 'x' %}")


def test_what_people_typed_is_escaped():
    html = render("{% details summary=bad %}{{ bad }}{% enddetails %}", bad="<script>")

    assert html.count("&lt;script&gt;") == 2
    assert "<script>" not in html


def test_pagination_keeps_the_other_parameters():
    request = RequestFactory().get("/case-studies/?q=tea&theme=food&theme=falls&page=3")
    page = Paginator(range(300), 20).page(3)

    html = render("{% pagination page=page %}", request, page=page)

    assert "?q=tea&amp;theme=food&amp;theme=falls&amp;page=4" in html
    assert re.findall(r">(\d+)</a>", html) == ["1", "2", "3", "4", "15"]
    assert html.count("&ctdot;") == 1
    assert html.count("aria-current") == 1


def test_one_page_needs_no_page_numbers():
    html = render("{% pagination number=1 pages=1 %}", RequestFactory().get("/"))

    assert html.strip() == ""


def test_a_gap_is_shown_only_where_pages_are_left_out():
    html = render("{% pagination number=2 pages=3 %}", RequestFactory().get("/"))

    assert re.findall(r">(\d+)</a>", html) == ["1", "2", "3"]
    assert "&ctdot;" not in html


@pytest.mark.parametrize(
    ("kind", "role"),
    [("success", "status"), ("info", "status"), ("warning", "alert"), ("error", "alert")],
)  # fmt: skip
def test_only_what_is_wrong_interrupts(kind, role):
    template = "{% notification_banner kind=kind %}Hello{% endnotification_banner %}"

    assert f'role="{role}"' in render(template, kind=kind)


def test_every_level_of_message_has_a_kind():
    assert set(constants.DEFAULT_TAGS.values()) == {
        "debug", "info", "success", "warning", "error",
    }  # fmt: skip


def test_error_links_lead_to_the_first_choice_of_a_group():
    class OneForm(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)

    links = error_links(OneForm({}))

    assert [address for address, _ in links] == ["#id_name", "#id_kind_0"]


def test_errors_of_a_formset_are_linked_too():
    class OneForm(forms.Form):
        name = forms.CharField()

    formset = forms.formset_factory(OneForm, min_num=1, validate_min=True)
    rows = formset({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"})

    links = error_links(rows)

    assert links[0][0] == ""
    assert "#id_form-0-name" in [address for address, _ in links]


def test_a_form_without_errors_has_no_summary():
    html = render_to_string("components/error_summary.html", {"form": forms.Form()})

    assert "There is a problem" not in html


def test_a_form_renders_by_helper_and_by_filter():
    html = render(
        "{% load crispy_forms_tags %}{% crispy form %}",
        RequestFactory().get("/"),
        form=type("OneForm", (forms.Form,), {"name": forms.CharField()})(),
    )

    assert '<form  method="post" novalidate>' in html
    assert 'class="nhsuk-input"' in html


@pytest.mark.parametrize(
    ("state", "being_read", "words"),
    [
        ("draft", False, "Draft"),
        ("submitted", False, "Waiting to be read"),
        ("submitted", True, "Being read"),
        ("changes_requested", False, "Changes asked for"),
        ("scheduled", False, "Date set"),
        ("published", False, "Published"),
        ("withdrawn", False, "Taken down"),
        ("declined", False, "Not for publishing"),
    ],
)
def test_each_state_has_its_words(state, being_read, words):
    context = {"state": state, "being_read": being_read}

    assert f">{words}</strong>" in render_to_string(
        "components/state_tag.html", context
    )


def test_method_47_an_example_says_so_on_its_card():
    story = {"headline": "Tea", "summary": "We had tea.", "url": "/x/"}

    plain = render_to_string("components/story_card.html", {"story": story})
    example = render_to_string(
        "components/story_card.html", {"story": {**story, "is_example": True}}
    )

    assert "Example story" not in plain
    assert "Example story" in example


def test_method_45_the_worry_note_names_places_to_go():
    html = render_to_string("components/worry_note.html")

    assert "safeguarding lead" in html
    assert "call 999" in html


def test_the_page_for_our_own_faults_needs_nothing():
    with override_settings(ROOT_URLCONF="no.such.module"):
        html = render_to_string("500.html")

    assert "<h1>Sorry, something went wrong</h1>" in html


@pytest.mark.parametrize("code", [400, 403, 404, 410, 429])
def test_every_other_error_page_says_where_to_go(rf, code):
    html = render_to_string(f"{code}.html", {}, rf.get("/"))

    assert html.count("<h1>") == 1
    assert 'href="/"' in html


def test_the_style_sheet_has_no_source_map_nor_foreign_address():
    css = (ROOT / "static/css/site.css").read_text()

    assert "sourceMappingURL" not in css
    assert "Frutiger" not in css
    assert "//" not in "".join(re.findall(r"url\([^)]*\)", css))
    for address in re.findall(r'url\("?([^")]*)"?\)', css):
        assert (ROOT / "static/css" / address).resolve().exists(), address


def test_the_page_sets_our_own_font():
    css = (ROOT / "static/css/site.css").read_text()

    assert re.search(r'html\{[^}]*font-family:"?Source Sans 3', css)


def test_static_files_collect_under_hashed_names(tmp_path):
    storages = {
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        }
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)

    assert list((tmp_path / "css").glob("site.*.css"))


def test_every_tag_is_used_by_a_page():
    paths = (ROOT / "templates").rglob("*.html")
    words = "\n".join(path.read_text() for path in paths)

    used = {name for name in register.tags if f"{{% {name} " in words}

    assert set(register.tags) - used == set()


def test_files_that_pages_name_exist():
    for name in [
        "css/site.css", "js/site.js", "js/words.js", "js/toolbar.js",
        "img/favicon.ico", "img/favicon.svg", "img/touch-icon.png",
        "img/open-graph.png", "fonts/LICENSE.txt",
    ]:  # fmt: skip
        assert finders.find(name), name
