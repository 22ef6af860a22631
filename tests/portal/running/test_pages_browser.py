"""Maintenance as somebody meets it who is in the middle of writing."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from portal.accounts.models import User
from tests import factories
from tests.browser import PHONE

pytestmark = pytest.mark.browser
WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_words_wait_on_the_page_until_maintenance_is_over(script, visitor, axe):
    page = visitor(factories.UserFactory(), viewport=PHONE, java_script_enabled=script)
    page.goto(reverse("accounts:name"))
    page.locator("main").get_by_role("textbox").fill("Jo Smith")
    call_command("maintenance", "on", verbosity=0)

    page.locator("main form button").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Not sent yet")
    if script:
        axe(page)
        assert page.evaluate(WIDTH) <= 0
    call_command("maintenance", "off", verbosity=0)
    page.get_by_role("button", name="Send my words again").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Not sent yet")

    assert User.objects.filter(name="Jo Smith").exists()
