"""Components of our pages as template tags; every template has them (builtins)."""

from django import forms, template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

register = template.Library()

KINDS = (
    ("hidden", forms.HiddenInput),
    ("checkboxes", forms.CheckboxSelectMultiple),
    ("radios", forms.RadioSelect),
    ("checkbox", forms.CheckboxInput),
    ("parts", forms.MultiWidget),
    ("file", forms.FileInput),
    ("password", forms.PasswordInput),
    ("textarea", forms.Textarea),
    ("select", forms.Select),
)
CONTROL_CLASSES = {
    "checkbox": "nhsuk-checkboxes__input",
    "file": "nhsuk-file-upload__input",
    "password": "nhsuk-input nhsuk-password-input__input",
    "textarea": "nhsuk-textarea",
    "select": "nhsuk-select",
}
CHECKED = SafeString(" checked")


# Wrappers


@register.simple_block_tag
def inset_text(content):
    return format_html(
        '<div class="nhsuk-inset-text">'
        '<span class="nhsuk-u-visually-hidden">{} </span>{}</div>',
        gettext("Information:"),
        content,
    )


@register.simple_block_tag
def details(content, *, summary, is_open=False):
    return format_html(
        '<details class="nhsuk-details"{}>'
        '<summary class="nhsuk-details__summary">'
        '<span class="nhsuk-details__summary-text">{}</span></summary>'
        '<div class="nhsuk-details__text">{}</div></details>',
        flatatt({"open": bool(is_open)}),
        summary,
        content,
    )


@register.simple_block_tag
def notification_banner(content, *, kind="info", uid=""):
    """``kind`` is success, error, warning or info; ``uid`` is unique on the page."""
    uid = f"notice-{uid}"
    titles = {
        "success": gettext("Done"),
        "error": gettext("There is a problem"),
        "warning": gettext("Please note"),
    }
    variants = {"success": "nhsuk-notification-banner--success"}
    return format_html(
        '<div class="nhsuk-notification-banner {}" role="{}" aria-labelledby="{}-title">'
        '<div class="nhsuk-notification-banner__header">'
        '<h2 class="nhsuk-notification-banner__title" id="{}-title">{}</h2></div>'
        '<div class="nhsuk-notification-banner__content">{}</div></div>',
        variants.get(kind, "cl-banner--error" if kind == "error" else ""),
        "alert" if kind in {"error", "warning"} else "status",
        uid,
        uid,
        titles.get(kind, gettext("For you to know")),
        content,
    )


@register.simple_block_tag
def summary_list(content):
    """Holds ``summary_row`` blocks."""
    return format_html('<dl class="nhsuk-summary-list">{}</dl>', content)


@register.simple_block_tag
def summary_row(content, *, key, href="", change=""):
    """``change`` says what the link changes, for people who cannot see the row."""
    link = ""
    if href:
        link = format_html(
            '<dd class="nhsuk-summary-list__actions"><a class="nhsuk-link" href="{}">'
            '{}<span class="nhsuk-u-visually-hidden"> {}</span></a></dd>',
            href,
            gettext("Change"),
            change or key,
        )
    return format_html(
        '<div class="nhsuk-summary-list__row">'
        '<dt class="nhsuk-summary-list__key">{}</dt>'
        '<dd class="nhsuk-summary-list__value">{}</dd>{}</div>',
        key,
        content,
        link,
    )


@register.simple_block_tag
def breadcrumb(content, *, back_href, back_text):
    """Holds ``crumb`` tags; a phone shows only the link back to the last of them."""
    return format_html(
        '<nav class="nhsuk-breadcrumb" aria-label="{}">'
        '<ol class="nhsuk-breadcrumb__list">{}</ol>'
        '<a class="nhsuk-back-link" href="{}">'
        '<span class="nhsuk-u-visually-hidden">{} </span>{}</a></nav>',
        gettext("Breadcrumb"),
        content,
        back_href,
        gettext("Back to"),
        back_text,
    )


# Leaves


@register.simple_tag
def crumb(*, href, text):
    return format_html(
        '<li class="nhsuk-breadcrumb__list-item">'
        '<a class="nhsuk-breadcrumb__link" href="{}">{}</a></li>',
        href,
        text,
    )


@register.simple_tag
def back_link(*, href, text=""):
    """In a landmark of its own, since it stands before the main part of the page."""
    return format_html(
        '<nav aria-label="{}"><a class="nhsuk-back-link" href="{}">{}</a></nav>',
        gettext("Back"),
        href,
        text or gettext("Back"),
    )


@register.simple_tag
def tag(*, text, colour=""):
    css = f"nhsuk-tag nhsuk-tag--{colour}" if colour else "nhsuk-tag"
    return format_html('<strong class="{}">{}</strong>', css, text)


@register.simple_tag
def button(*, text, kind="", name="", value="", form=""):
    """A submit button; ``kind`` is empty, secondary, warm or warning."""
    attrs = {"name": name, "value": value, "form": form}
    return format_html(
        '<button class="{}" type="submit"{}>{}</button>',
        _button_classes(kind),
        flatatt({key: given for key, given in attrs.items() if given}),
        text,
    )


BOX = (
    '<div class="nhsuk-checkboxes__item">'
    '<input class="nhsuk-checkboxes__input" id="{0}-{1}" name="{0}" type="checkbox"'
    ' value="{1}"{2}><label class="nhsuk-label nhsuk-checkboxes__label" for="{0}-{1}">'
    '{3} <span class="cl-facet__count">{4}</span></label></div>'
)


@register.simple_tag
def counted_boxes(*, name, options):
    """A box for each option (value, label, count, is_chosen); ``name`` of them all.

    More than a hundred stand on a page, where a template would take half its time.
    """
    rows = (
        (name, one.value, CHECKED if one.is_chosen else "", one.label, here(one.count))
        for one in options
    )
    return format_html_join("\n", BOX, rows)


def here(number):
    text = ngettext(
        '{}<span class="nhsuk-u-visually-hidden"> story here</span>',
        '{}<span class="nhsuk-u-visually-hidden"> stories here</span>',
        number,
    )
    return format_html(text, intcomma(number))


@register.simple_tag
def chips(*, names, kind=""):
    """Words that tell what a story is about; they lead nowhere. Many on a page."""
    css = f"cl-chip cl-chip--{kind}" if kind else "cl-chip"
    spans = ((css, name) for name in names)
    return format_html_join("\n", '<span class="{}">{}</span>', spans)


@register.simple_tag
def link_button(*, href, text, kind=""):
    return format_html(
        '<a class="{}" href="{}" draggable="false">{}</a>',
        _button_classes(kind),
        href,
        text,
    )


def _button_classes(kind):
    more = {"": "", "warm": " cl-button-warm"}.get(kind, f" nhsuk-button--{kind}")
    return f"nhsuk-button{more}"


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, *, page=None, number=None, pages=None, param="page"):
    """Page numbers of a Paginator's page, or of plain ``number`` and ``pages``."""
    number = page.number if page else int(number)
    pages = page.paginator.num_pages if page else int(pages)
    query = context["request"].GET

    def item(at):
        return {"number": at, "query": _query(query, param, at) if at else ""}

    return {
        "items": [item(at) for at in _page_numbers(number, pages)],
        "number": number,
        "pages": pages,
        "previous": item(number - 1) if number > 1 else None,
        "next": item(number + 1) if number < pages else None,
    }


def _query(query, param, value):
    """The address of this view with one parameter changed."""
    query = query.copy()
    query[param] = value
    return f"?{query.urlencode()}"


def _page_numbers(number, pages):
    """First, last and the neighbours of this page; None stands for a gap."""
    near = {1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)}
    last = 0
    for at in sorted(near):
        if at - last > 1:
            yield None
        yield at
        last = at


# Fields of forms: what the templates in templates/nhsuk/ ask


@register.filter
def field_kind(field):
    """Name of the template in nhsuk/fields/ that renders this field."""
    widget = field.field.widget
    return next((kind for kind, cls in KINDS if isinstance(widget, cls)), "input")


@register.filter
def max_words(field):
    return field.field.widget.attrs.get("data-max-words")


@register.simple_tag
def control(field, *, described_by=""):
    """The bare control with our classes, tied to its hint, error and word count."""
    kind = field_kind(field)
    css = CONTROL_CLASSES.get(kind, "nhsuk-input")
    given = field.field.widget.attrs.get("class", "")
    has_style = field.errors and kind not in {"checkbox", "file"}
    error = f"{css.split()[0]}--error" if has_style else ""
    ids = [described_by, field.aria_describedby]
    attrs = {"class": " ".join(filter(None, [css, error, given]))}
    if described := " ".join(filter(None, ids)):
        attrs["aria-describedby"] = described
    if "data-toolbar" in field.field.widget.attrs:
        attrs |= _toolbar_words()
    return field.as_widget(attrs=attrs)


def _toolbar_words():
    """What static/js/toolbar.js writes on its buttons."""
    return {
        "data-toolbar-label": gettext("Format your text"),
        "data-toolbar-bold": gettext("Bold"),
        "data-toolbar-list": gettext("List"),
        "data-toolbar-link": gettext("Link"),
        "data-toolbar-quote": gettext("Quotation"),
        "data-toolbar-sample": gettext("words"),
    }


@register.simple_tag
def choice_groups(field):
    """Groups of a radio or checkbox field: ``label`` and ``options`` ready to render.

    Hints of single choices come from ``widget.choice_hints`` or
    ``field.choice_hints``, a dict from the choice's value to a sentence.
    """
    widget = field.field.widget
    hints = getattr(widget, "choice_hints", None)
    hints = hints or getattr(field.field, "choice_hints", {})
    attrs = field.build_widget_attrs({"id": field.auto_id, **widget.attrs})
    attrs.pop("aria-invalid", None)
    attrs.pop("required", None)
    chosen = widget.format_value(field.value())
    return [
        {"label": label, "options": [_option(one, hints) for one in options]}
        for label, options, _index in widget.optgroups(field.html_name, chosen, attrs)
    ]


def _option(option, hints):
    hint = hints.get(str(option["value"]), "")
    kind = "radios" if option["type"] == "radio" else "checkboxes"
    attrs = {**option["attrs"], "class": f"nhsuk-{kind}__input"}
    attrs.pop("aria-describedby", None)
    if hint:
        attrs["aria-describedby"] = f"{attrs['id']}-item-hint"
    return {
        "attrs": flatatt(attrs),
        "hint": hint,
        "id": attrs["id"],
        "label": option["label"],
        "name": option["name"],
        "type": option["type"],
        "value": option["value"],
    }


@register.simple_tag
def field_parts(field):
    """Sub-widgets of a several-part field, each with its label (``widget.labels``)."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id})
    context = widget.get_context(field.html_name, field.value(), attrs)
    parts = context["widget"]["subwidgets"]
    for part, label in zip(parts, widget.labels, strict=True):
        error = "nhsuk-input--error" if field.errors else ""
        names = ["nhsuk-input", error, "nhsuk-date-input__input"]
        names.append(part["attrs"].get("class", ""))
        part["attrs"]["class"] = " ".join(filter(None, names))
        part["label"] = label
    return parts


@register.filter
def error_links(form):
    """(address, sentence) for each error of a form, formset or list of forms."""
    if isinstance(form, forms.BaseFormSet):
        whole = [("", error) for error in form.non_form_errors()]
        return whole + error_links(list(form))
    if isinstance(form, list | tuple):
        return [link for one in form for link in error_links(one)]
    if not form or not getattr(form, "errors", None):
        return []
    links = [("", error) for error in form.non_field_errors()]
    for field in form:
        links += [(f"#{_first_id(field)}", error) for error in field.errors]
    return links


def _first_id(field):
    """Where focus should land: the first choice or part of a group."""
    if field_kind(field) in {"radios", "checkboxes", "parts"}:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
