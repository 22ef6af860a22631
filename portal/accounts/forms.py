"""Forms of the account pages: allauth's, in our words."""

import contextlib
import uuid

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from portal import names
from portal.accounts import alike, bots
from portal.accounts.models import User
from portal.limits import counting, tries
from portal.limits.rates import CODE

EMAIL = _("E-mail address")
PASSWORD_HINT = _(
    "At least 8 characters. Three words that do not belong together work well."
)
NO_ADDRESS = _("Type an e-mail address, such as name@example.org.")
LONGEST = 128
TOO_LONG = _("A password can have at most 128 characters.")
EMPTY = {
    "code": _("Type the code."),
    "email": NO_ADDRESS,
    "login": NO_ADDRESS,
    "name": _("Type a name."),
    "oldpassword": _("Type the password that you have today."),
    "organisation": _("Type the name of your organisation."),
    "password": _("Type your password."),
    "password1": _("Choose a password."),
    "password2": _("Type the new password again."),
}


class PlainWords:
    """Our labels, hints and sentences in the place of allauth's."""

    labels = {}
    hints = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = EMPTY.get(name, _("Type an answer."))
            field.error_messages["invalid"] = NO_ADDRESS
            if isinstance(field.widget, forms.PasswordInput):
                # No maxlength in the page: it would cut what is pasted, unseen.
                field.validators.append(MaxLengthValidator(LONGEST, TOO_LONG))


class SignUpForm(PlainWords, bots.TrapForm, account.SignupForm):
    labels = {"email": EMAIL, "password1": _("Password")}
    hints = {
        "name": _("People you tell a story with will see it."),
        "email": _("Your work address is best. We send a code to it."),
        "organisation": _(
            "Type its name, or a part of it. You can pick it from a list, or add it, in "
            "the next step."
        ),
        "password1": PASSWORD_HINT,
    }
    field_order = ["name", "email", "organisation", "password1"]

    def try_save(self, request):
        """Make the account, or do the same work for nothing.

        Whether there is an account, and whether this is a program, shows neither in
        the answer nor in its time.
        """
        self.hashed_password = make_password(self.cleaned_data["password1"])
        request.mails_nobody = self.is_a_program
        if not self.is_a_program and not self.account_already_exists:
            with contextlib.suppress(IntegrityError):  # sent twice at the same moment
                return self._save(request), None
        else:
            self._rehearse(request)
        self.account_already_exists = True
        return super().try_save(request)

    @transaction.atomic
    def _save(self, request, *, undo=False):
        """Something is counted in either case, so that both end by writing."""
        address = self.cleaned_data["email"]
        counting.once_more(counting.name("signing up", address), seconds=1)
        savepoint = transaction.savepoint()
        user = self.save(request)
        if undo:
            transaction.savepoint_rollback(savepoint)
        else:
            transaction.savepoint_commit(savepoint)
        return user

    def _rehearse(self, request):
        address = self.cleaned_data["email"]
        self.account_already_exists = False
        self.cleaned_data["email"] = f"{uuid.uuid4().hex}@example.invalid"
        self._save(request, undo=True)
        alike.as_after_signing_up(address)
        self.cleaned_data["email"] = address


class SignInForm(PlainWords, account.LoginForm):
    labels = {"login": EMAIL, "password": _("Password")}


class AlikeForm(forms.Form):
    """Known and unknown addresses cost the same."""

    def clean_email(self):
        email = super().clean_email()
        alike.look_up(email)
        return email


class RequestCodeForm(AlikeForm, PlainWords, account.RequestLoginCodeForm):
    labels = {"email": EMAIL}


class ConfirmCodeForm(PlainWords, account.ConfirmLoginCodeForm):
    labels = {"code": _("Code")}
    hints = {"code": _("Letters and numbers, as they stand in the e-mail.")}


class ConfirmAddressForm(PlainWords, account.ConfirmEmailVerificationCodeForm):
    labels = ConfirmCodeForm.labels
    hints = ConfirmCodeForm.hints


class ConfirmResetForm(PlainWords, account.ConfirmPasswordResetCodeForm):
    labels = ConfirmCodeForm.labels
    hints = ConfirmCodeForm.hints


class AddAddressForm(PlainWords, account.AddEmailForm):
    labels = {"email": _("New e-mail address")}
    hints = {
        "email": _("We send a code to it. Until you type the code, nothing changes.")
    }


class ForgottenPasswordForm(AlikeForm, PlainWords, account.ResetPasswordForm):
    labels = {"email": EMAIL}


class NewPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(PlainWords, account.SetPasswordForm):
    labels = NewPasswordForm.labels
    hints = NewPasswordForm.hints


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    labels = {"oldpassword": _("Password of today"), **NewPasswordForm.labels}
    hints = NewPasswordForm.hints


class ConfirmItIsYouForm(PlainWords, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class CountedCode:
    """Codes of second factors that are not right are counted for the account."""

    def clean_code(self):
        request = context.request
        begun = tries.begin(CODE, request, address=self.user.email)
        if begun.wait:
            raise get_adapter().validation_error("too_many_codes")
        code = super().clean_code()
        begun.was_right()
        return code


class SecondStepForm(CountedCode, PlainWords, second_factor.AuthenticateForm):
    labels = {"code": _("Code")}


class ConfirmByCodeForm(CountedCode, PlainWords, second_factor.ReauthenticateForm):
    labels = {"code": _("Code")}


class SetUpAppForm(CountedCode, PlainWords, ActivateTOTPForm):
    labels = {"code": _("Code from your app")}


class AddKeyForm(PlainWords, AddWebAuthnForm):
    labels = {"name": _("Name of the key")}
    hints = {"name": _("So that you know it from others, such as “My phone”.")}


class NameKeyForm(PlainWords, EditWebAuthnForm):
    labels = AddKeyForm.labels


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Your name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        error_messages = {"name": {"required": EMPTY["name"]}}

    def clean_name(self):
        return names.of_a_person(self.cleaned_data["name"])
