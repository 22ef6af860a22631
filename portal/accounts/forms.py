"""Forms of the account pages: allauth's, in our words."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

EMAIL = _("E-mail address")
PASSWORD_HINT = _(
    "At least 8 characters. Three words that do not belong together work well."
)
NO_ADDRESS = _("Type an e-mail address, such as name@example.org.")
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


class SignUpForm(PlainWords, account.SignupForm):
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


class SignInForm(PlainWords, account.LoginForm):
    labels = {"login": EMAIL, "password": _("Password")}


class RequestCodeForm(PlainWords, account.RequestLoginCodeForm):
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


class ChangeAddressForm(PlainWords, account.ChangeEmailForm):
    labels = {"email": EMAIL}


class AddAddressForm(PlainWords, account.AddEmailForm):
    labels = {"email": _("New e-mail address")}
    hints = {
        "email": _("We send a code to it. Until you type the code, nothing changes.")
    }


class ForgottenPasswordForm(PlainWords, account.ResetPasswordForm):
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


class SecondStepForm(PlainWords, second_factor.AuthenticateForm):
    labels = {"code": _("Code")}


class ConfirmByCodeForm(PlainWords, second_factor.ReauthenticateForm):
    labels = {"code": _("Code")}


class SetUpAppForm(PlainWords, ActivateTOTPForm):
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
