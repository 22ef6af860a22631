"""A page with every kind of field, for tests of the look alone."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from portal.urls import urlpatterns as real

PAGE = """
{% extends "base.html" %}
{% load crispy_forms_filters static %}
{% block title %}Every field{% endblock %}
{% block breadcrumb %}{% back_link href="/about/" %}{% endblock %}
{% block content %}
  <h1>Every field</h1>
  <details data-close-on-small open><summary>Filters</summary><p>Inside</p></details>
  <form method="get" novalidate>{{ form|crispy }}{% button text="Save" %}</form>
{% endblock %}
{% block worry %}{% include "components/worry_note.html" %}{% endblock %}
{% block scripts %}
  <script type="module" src="{% static "js/words.js" %}"></script>
  <script type="module" src="{% static "js/toolbar.js" %}"></script>
{% endblock %}
"""


class EveryField(forms.Form):
    name = forms.CharField(help_text="As you would like it shown")
    secret = forms.CharField(
        label="Password",
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    story = forms.CharField(
        widget=forms.Textarea({"data-max-words": "5", "data-toolbar": ""}),
    )
    kind = forms.ChoiceField(
        choices=[("ward", "Ward"), ("clinic", "Clinic")], widget=forms.RadioSelect
    )
    kind.choice_hints = {"ward": "A place with beds"}
    themes = forms.MultipleChoiceField(
        choices=[
            ("Getting home", [("home", "Going home"), ("falls", "Falls")]),
            ("Kinder care", [("food", "Food and drink")]),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(help_text="Ask them first")


@login_not_required
def every_field(request):
    form = EveryField(request.GET or None)
    if request.GET:
        messages.error(request, "Not yet.")
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"form": form}, request))


RESULTS = """
{% extends "base.html" %}
{% block title %}{{ count }} stories{% endblock %}
{% block content %}
  <h1>Stories</h1>
  <form hx-get="/results/" hx-target="#results" hx-select="#results"
        hx-swap="outerHTML" hx-trigger="change">
    <input id="outside" type="checkbox" name="a" aria-label="Outside">
    <section id="results" data-title="{{ count }} stories - Creating Light">
      <h2 data-results-heading>{{ count }} stories</h2>
      <details id="facets" data-close-on-small open>
        <summary>Filters</summary>
        <input id="inside" type="checkbox" name="b" aria-label="Inside"{% if request.GET.b %} checked{% endif %}>
      </details>
      {% if not request.GET.b %}<input type="checkbox" name="c" aria-label="Fleeting">{% endif %}
    </section>
  </form>
{% endblock %}
"""


@login_not_required
def results(request):
    template = engines["django"].from_string(RESULTS)
    return HttpResponse(template.render({"count": len(request.GET)}, request))


urlpatterns = [
    path("every-field/", every_field),
    path("results/", results),
    *real,
]
