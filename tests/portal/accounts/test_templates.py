"""No page or letter of the libraries comes out in their own words."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.forms import Form
from django.template.loader import get_template, render_to_string

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = settings.BASE_DIR / "templates"
LETTERS = [*THEIRS.glob("account/email/*_message.txt"), *THEIRS.glob("mfa/email/*_m*")]
# Never reached: sign-up by telephone or passkey, several addresses, links for codes,
# codes where a password or a second factor is asked again.
UNUSED = {
    "account/base_entrance.html",
    "account/base_manage.html",
    "account/base_manage_email.html",
    "account/base_manage_password.html",
    "account/base_manage_phone.html",
    "account/confirm_phone_verification_code.html",
    "account/confirm_reauthentication_code.html",
    "account/email.html",
    "account/email_confirm.html",
    "account/password_reset_done.html",
    "account/phone_change.html",
    "account/request_reauthentication_code.html",
    "account/signup_by_passkey.html",
    "account/snippets/already_logged_in.html",
    "account/snippets/warn_no_email.html",
    "account/verification_sent.html",
    "account/verified_email_required.html",
    "mfa/base_entrance.html",
    "mfa/base_manage.html",
    "mfa/recovery_codes/base.html",
    "mfa/totp/base.html",
    "mfa/trust.html",
    "mfa/webauthn/base.html",
    "mfa/webauthn/signup_form.html",
    "mfa/webauthn/snippets/login_script.html",
    "usersessions/base_manage.html",
}


@pytest.mark.parametrize("room", ["account", "mfa", "usersessions"])
def test_every_page_that_can_be_reached_is_ours(room):
    theirs = {path.relative_to(THEIRS).as_posix() for path in THEIRS.rglob("*.html")}
    ours = {path.relative_to(OURS).as_posix() for path in OURS.rglob("*.html")}

    missing = {name for name in theirs - ours - UNUSED if name.startswith(f"{room}/")}

    assert missing == set()


def test_a_key_is_never_replaced_by_a_password():
    """Whoever has a second factor is asked for that: a password would be refused."""
    page = render_to_string("mfa/webauthn/reauthenticate.html", {"form": Form()})

    assert "password" not in page.lower()


@pytest.mark.parametrize("letter", [path.name for path in LETTERS])
def test_every_letter_is_ours(letter):
    kind = letter.removesuffix("_message.txt").removesuffix(".txt")
    unused = {"base", "password_reset_key", "base_notification"}

    if kind not in unused:
        assert get_template(f"mail/account_{kind}.txt")
