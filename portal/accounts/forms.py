"""Forms of the account pages."""

from allauth.account import forms as account_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

EMAIL = _("E-mail address")
PASSWORD_HINT = _("At least 8 characters. Three words that do not belong together do.")


class PlainWords:
    """Our labels and hints in the place of allauth's."""

    labels = {}
    hints = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class SignUpForm(PlainWords, account_forms.SignupForm):
    labels = {"email": EMAIL, "password1": _("Password")}
    hints = {
        "name": _("People you tell a story with will see it."),
        "email": _("Best your address at work. We send a code to it."),
        "organisation": _(
            "Type its name, or a part of it. You can pick it from a list, or add it, in "
            "the next step."
        ),
        "password1": PASSWORD_HINT,
    }
    field_order = ["name", "email", "organisation", "password1"]


class SignInForm(PlainWords, account_forms.LoginForm):
    labels = {"login": EMAIL, "password": _("Password")}


class RequestCodeForm(PlainWords, account_forms.RequestLoginCodeForm):
    labels = {"email": EMAIL}


class ConfirmCodeForm(PlainWords, account_forms.ConfirmLoginCodeForm):
    labels = {"code": _("Code")}
    hints = {"code": _("It is in the e-mail, such as ABC-DEF.")}


class ConfirmAddressForm(PlainWords, account_forms.ConfirmEmailVerificationCodeForm):
    labels = ConfirmCodeForm.labels
    hints = ConfirmCodeForm.hints


class ConfirmResetForm(PlainWords, account_forms.ConfirmPasswordResetCodeForm):
    labels = ConfirmCodeForm.labels
    hints = ConfirmCodeForm.hints


class ChangeAddressForm(PlainWords, account_forms.ChangeEmailForm):
    labels = {"email": EMAIL}


class AddAddressForm(PlainWords, account_forms.AddEmailForm):
    labels = {"email": _("New e-mail address")}
    hints = {
        "email": _("We send a code to it. Until you type the code, nothing changes.")
    }


class ForgottenPasswordForm(PlainWords, account_forms.ResetPasswordForm):
    labels = {"email": EMAIL}


class NewPasswordForm(PlainWords, account_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(PlainWords, account_forms.SetPasswordForm):
    labels = NewPasswordForm.labels
    hints = NewPasswordForm.hints


class ChangePasswordForm(PlainWords, account_forms.ChangePasswordForm):
    labels = {"oldpassword": _("Password of today"), **NewPasswordForm.labels}
    hints = NewPasswordForm.hints


class ConfirmItIsYouForm(PlainWords, account_forms.ReauthenticateForm):
    labels = {"password": _("Password")}


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Your name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
