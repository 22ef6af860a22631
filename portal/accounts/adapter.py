"""How django-allauth is fitted to the portal."""

import base64
import hashlib

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from portal.accounts import alike, devices, signup
from portal.accounts.signup import ORGANISATION_WANTED
from portal.limits import places, tries
from portal.limits.rates import PASSWORD
from portal.post import outbox


class AccountAdapter(DefaultAccountAdapter):
    """Sends all mail from our own templates through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is already the e-mail address of your account."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both and try again."
        ),
        "email_taken": _("Another account uses this e-mail address."),
        "enter_current_password": _("This is not your password of today."),
        "incorrect_code": _(
            "This code is not right. Check the newest e-mail from us, or ask for a new "
            "code."
        ),
        "incorrect_password": _("This password is not right."),
        "rate_limited": _("That was a lot of tries. Wait a minute and try again."),
        "same_as_current": _("This is what it is already. Type a different one."),
        "too_many_codes": _(
            "That was a lot of tries. Wait five minutes and try again."
        ),
        "too_many_login_attempts": _(
            "That was a lot of tries. Wait five minutes and try again, or let us send "
            "you a code by e-mail."
        ),
    }

    def is_safe_url(self, url):
        """What is no address at all, such as http://[x, is not safe, and no fault."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def add_message(self, request, level, *args, message=None, **kwargs):
        """The library says how often one may sign in where a code was tried in vain."""
        if message == self.error_messages["too_many_login_attempts"]:
            message = _("That code no longer works. Ask for a new one.")
        super().add_message(request, level, *args, message=message, **kwargs)

    def send_mail(self, template_prefix, email, context):
        """``account/email/login_code`` becomes ``mail/account_login_code.txt``."""
        kind = f"account_{template_prefix.rpartition('/')[2]}"
        user = context.get("user")
        name = {"name": user.name} if user else {}
        # The old address is told as well, whatever a thief had us send to it before.
        is_old = kind == "account_email_changed"
        context = {**name, **context}
        return outbox.queue(kind, to=email, context=context, was_theirs=is_old)

    def send_account_already_exists_mail(self, email):
        if not getattr(self.request, "mails_nobody", False):
            super().send_account_already_exists_mail(email)

    def save_user(self, request, user, form, commit=True):
        """The password is hashed before, outside the transaction."""
        user.email = form.cleaned_data["email"]
        user.password = form.hashed_password
        user.save()
        return user

    def get_client_ip(self, request):
        return places.address(request)

    def authenticate(self, request, **credentials):
        """Passwords that are not right are counted, and right ones are not."""
        address = credentials.get("email", "")
        begun = tries.begin(PASSWORD, request, address=address)
        if begun.wait:
            raise self.validation_error("too_many_login_attempts")
        alike.look_up(address)
        user = super().authenticate(request, **credentials)
        if user:
            begun.was_right()
        return user

    def get_reauthentication_methods(self, user):
        """Whoever has a second factor shows that one: a stolen password is not enough
        to take it away. Whoever has neither, as after coming in by codes alone,
        chooses a password first."""
        methods = super().get_reauthentication_methods(user)
        factors = [one for one in methods if one["id"].startswith("mfa_")]
        return factors or methods or [_choosing_a_password()]

    def login(self, request, user):
        is_first = user.last_login is None
        if is_first and signup.password_is_anothers(request, user):
            user.set_unusable_password()
            user.save(update_fields=["password"])
        super().login(request, user)
        devices.signed_in(request, user, first=is_first)

    def post_login(self, request, user, **kwargs):
        """After signing up, ask for the organisation before anything else."""
        wanted = request.session.pop(ORGANISATION_WANTED, {})
        if wanted.get("by") == str(user.key):
            then = kwargs.get("redirect_url") or reverse(settings.LOGIN_REDIRECT_URL)
            query = urlencode({"q": wanted["name"], "next": then})
            kwargs["redirect_url"] = f"{reverse('organisations:find')}?{query}"
        return super().post_login(request, user, **kwargs)


def _choosing_a_password():
    address = reverse("account_reset_password")
    return {"id": "reset", "description": _("Choose a password"), "url": address}


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right. Type the code that your app shows now."
        ),
    }

    def generate_authenticator_name(self, user, kind):
        """What a key is called to whose name nobody types anything else."""
        count = Authenticator.objects.filter(user=user, type=kind).count()
        if not count:
            return gettext("My key")
        return gettext("My key %(number)d") % {"number": count + 1}

    def build_totp_svg(self, url):
        """The picture for an app, as markup that may stand in a page."""
        picture = qrcode.make(url, image_factory=SvgPathImage, box_size=16)
        return picture.to_string(encoding="unicode")

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def renew(self, encrypted_text):
        """The same secret, encrypted with the key of today."""
        return _cipher().rotate(encrypted_text.encode()).decode()


def _cipher():
    """The first key encrypts; the former keys of the site can still be read with."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(secret)) for secret in secrets])


def _fernet_key(secret):
    digest = hashlib.sha256(b"second factor of sign-in:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
