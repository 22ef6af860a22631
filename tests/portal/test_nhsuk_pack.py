"""The form templates give the HTML that nhsuk-frontend's own examples give.

Where we differ on purpose: ids are Django's (``_helptext``, ``_error``, ``_0``), nothing
needs a script, and words left are told in our own sentence.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

EXAMPLES = json.loads(
    (Path(__file__).parent / "fixtures" / "nhsuk_components.json").read_text()
)["fixtures"]
IGNORED = {"aria-invalid", "cols", "data-module", "draggable", "required", "tabindex"}
VOID = {"br", "input"}


class Skeleton(HTMLParser):
    """Elements, classes, attributes and words, one a line, without white space."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def handle_starttag(self, tag, attrs):
        kept = {
            k: v for k, v in attrs if k not in IGNORED and not k.startswith("data-")
        }
        classes = ".".join(sorted((kept.pop("class", "") or "").split()))
        rest = " ".join(f"{key}={value}" for key, value in sorted(kept.items()))
        self.lines.append(f"<{tag} .{classes} {rest}>")

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.lines.append(f"</{tag}>")

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.lines.append(words)


def skeleton(html):
    parser = Skeleton()
    parser.feed(html)
    return parser.lines


def ours(html):
    """Our HTML with Django's ids written as nhsuk-frontend writes them."""
    html = html.replace("_helptext", "-hint").replace("_error", "-error")
    html = re.sub(r"(example)_0\b", r"\1", html)
    return re.sub(r"(example)_(\d)", lambda m: f"{m[1]}-{int(m[2]) + 1}", html)


def theirs(component, name, prefix="with-hint-error"):
    return EXAMPLES[component][name]["html"].replace(prefix, "example")


def options(component, name):
    return EXAMPLES[component][name]["options"]


def rendered(field, *, error=""):
    """One field named ``example``, as the heading of its page."""
    form = type("OneField", (forms.Form,), {"example": field})(
        {} if error else None, auto_id="%s"
    )
    if error:
        form.errors["example"] = form.error_class([error])
    return render_to_string("nhsuk/question.html", {"field": form["example"]})


def with_hint_and_error(component, field_class, widget, **more):
    given = options(component, "with error message and hint")
    heading = given.get("label") or given["fieldset"]["legend"]
    hint = given["hint"]
    field = field_class(
        label=heading["heading"],
        help_text=hint.get("text") or Template(hint["html"]).render(Context()),
        required=False,
        widget=widget,
        **more,
    )
    return rendered(field, error=given["errorMessage"]["text"])


def choices_of(given):
    return [(item["value"], item["text"]) for item in given["items"]]


def test_a_text_input_with_hint_and_error_matches():
    attrs = {
        "class": "nhsuk-input--code nhsuk-input--width-10",
        "inputmode": "numeric",
        "spellcheck": "false",
    }

    html = with_hint_and_error("input", forms.CharField, forms.TextInput(attrs))

    expected = theirs("input", "with error message and hint")
    assert skeleton(ours(html)) == skeleton(expected)


def test_a_textarea_with_hint_and_error_matches():
    html = with_hint_and_error(
        "textarea", forms.CharField, forms.Textarea({"rows": "5"})
    )

    expected = theirs("textarea", "with error message and hint")
    assert skeleton(ours(html)) == skeleton(expected)


def test_a_select_with_hint_and_error_matches():
    choices = choices_of(options("select", "with error message and hint"))

    html = with_hint_and_error(
        "select", forms.ChoiceField, forms.Select, choices=choices
    )

    expected = theirs("select", "with error message and hint")
    assert skeleton(ours(html)) == skeleton(expected)


def test_a_file_with_hint_and_error_matches():
    html = with_hint_and_error("file-upload", forms.FileField, forms.FileInput)

    expected = theirs("file-upload", "with error message and hint", "file-upload")
    expected = expected.replace("nhsuk-example", "nhsuk-file-upload")
    assert skeleton(ours(html)) == skeleton(expected)


@pytest.mark.parametrize(
    ("component", "field_class", "widget"),
    [
        ("radios", forms.ChoiceField, forms.RadioSelect),
        ("checkboxes", forms.MultipleChoiceField, forms.CheckboxSelectMultiple),
    ],
)
def test_choices_with_hint_and_error_match(component, field_class, widget):
    choices = choices_of(options(component, "with error message and hint"))

    html = with_hint_and_error(component, field_class, widget, choices=choices)

    expected = theirs(component, "with error message and hint")
    assert skeleton(ours(html)) == skeleton(expected)


@pytest.mark.parametrize(
    ("component", "field_class", "widget"),
    [
        ("radios", forms.ChoiceField, forms.RadioSelect),
        ("checkboxes", forms.MultipleChoiceField, forms.CheckboxSelectMultiple),
    ],
)
def test_hints_of_single_choices_match(component, field_class, widget):
    given = options(component, "with hints on items")
    field = field_class(
        label=given["fieldset"]["legend"]["heading"],
        help_text=given.get("hint", {}).get("text", ""),
        choices=choices_of(given),
        widget=widget,
    )
    field.choice_hints = {
        item["value"]: item["hint"]["text"] for item in given["items"] if "hint" in item
    }

    html = rendered(field)

    expected = theirs(component, "with hints on items", "with-hint-item")
    assert skeleton(ours(html)) == skeleton(expected)


def test_a_month_and_a_year_match():
    given = options("date-input", "month and year")
    widget = PartsInput(
        {
            "month": forms.TextInput(
                {"class": "nhsuk-input--width-2", "inputmode": "numeric"}
            ),
            "year": forms.TextInput(
                {"class": "nhsuk-input--width-4", "inputmode": "numeric"}
            ),
        }
    )
    widget.labels = ["Month", "Year"]
    field = forms.CharField(
        label=given["fieldset"]["legend"]["heading"],
        help_text=given["hint"]["text"],
        widget=widget,
    )

    html = rendered(field)

    expected = theirs("date-input", "month and year")
    expected = expected.replace('name="month"', 'name="example_month"')
    expected = expected.replace('name="year"', 'name="example_year"')
    html = html.replace("example_0", "example-month").replace(
        "example_1", "example-year"
    )
    assert skeleton(ours(html)) == skeleton(expected)


class PartsInput(forms.MultiWidget):
    def decompress(self, value):
        return [None, None]


def test_a_limit_of_words_is_tied_to_its_textarea():
    given = options("character-count", "with count type 'words'")
    field = forms.CharField(
        label=given["label"]["heading"],
        widget=forms.Textarea({"rows": "5", "data-max-words": "50"}),
    )

    html = ours(rendered(field)).replace("_words", "-info")

    expected = theirs("character-count", "with count type 'words'", given["id"])
    lines = skeleton(expected.replace(" nhsuk-js-character-count", ""))
    at = lines.index("</textarea>")
    assert skeleton(html)[: at + 1] == lines[: at + 1]
    assert "You can use up to 50 words" in html
    assert 'class="cl-words" id="example-info"' in html


def test_the_error_summary_matches():
    links = [
        (error["href"], error["text"])
        for error in options("error-summary", "with multiple errors")["errorList"]
    ]

    html = render_to_string("components/error_summary.html", {"links": links})

    assert skeleton(html) == skeleton(theirs("error-summary", "with multiple errors"))


@pytest.mark.parametrize(
    ("component", "name", "template"),
    [
        ("inset-text", "default", "{% inset_text %}<p>{{ text }}</p>{% endinset_text %}"),
        ("details", "default", "{% details summary=summary.text %}{{ text }}{% enddetails %}"),
        (
            "details",
            "open",
            "{% details summary=summary.text is_open=True %}{{ text }}{% enddetails %}",
        ),
        ("tag", "default", "{% tag text=text %}"),
        ("button", "default", "{% button text=text %}"),
        ("button", "secondary", "{% button text=text kind='secondary' %}"),
    ],
)  # fmt: skip
def test_a_component_matches(component, name, template):
    html = Template(template).render(Context(options(component, name)))

    assert skeleton(html) == skeleton(theirs(component, name))


def test_a_breadcrumb_matches():
    template = (
        "{% breadcrumb back_href='#' back_text='Hospitals' %}"
        "{% for item in items %}{% crumb href=item.href text=item.text %}{% endfor %}"
        "{% endbreadcrumb %}"
    )

    html = Template(template).render(Context(options("breadcrumb", "default")))

    assert skeleton(html) == skeleton(theirs("breadcrumb", "default"))


def test_a_summary_list_with_change_links_matches():
    rows = options("summary-list", "with actions")["rows"]
    for row in rows:
        html = row["value"].get("html") or row["value"]["text"]
        row["safe"] = Template(html).render(Context())
        row["link"] = row["actions"]["items"][0]
    template = (
        "{% summary_list %}{% for row in rows %}"
        "{% summary_row key=row.key.text href=row.link.href"
        " change=row.link.visuallyHiddenText %}{{ row.safe }}{% endsummary_row %}"
        "{% endfor %}{% endsummary_list %}"
    )

    html = Template(template).render(Context({"rows": rows}))

    assert skeleton(html) == skeleton(theirs("summary-list", "with actions"))
