"""How people sign in: the part of the settings that no environment changes.

See https://docs.allauth.org/en/latest/account/configuration.html
"""

ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.signup.SignUpDetailsForm"
ACCOUNT_FORMS = {
    "add_email": "portal.accounts.forms.AddAddressForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "portal.accounts.forms.ConfirmAddressForm",
    "confirm_login_code": "portal.accounts.forms.ConfirmCodeForm",
    "confirm_password_reset_code": "portal.accounts.forms.ConfirmResetForm",
    "login": "portal.accounts.forms.SignInForm",
    "reauthenticate": "portal.accounts.forms.ConfirmItIsYouForm",
    "request_login_code": "portal.accounts.forms.RequestCodeForm",
    "reset_password": "portal.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.NewPasswordForm",
    "set_password": "portal.accounts.forms.SetPasswordForm",
    "signup": "portal.accounts.forms.SignUpForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# "Send again" and "use another address" would be offered, or take time, only where
# there is an account: people start again instead.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Seconds that a code works: mail is sent by the worker, and may take its time.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 1800
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 1800
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 1800
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# No code by e-mail: whoever reads the mailbox could take the second factor away.
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
# portal.limits counts instead: exactly, in one statement, for all rooms.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "portal.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "portal.accounts.forms.SetUpAppForm",
    "add_webauthn": "portal.accounts.forms.AddKeyForm",
    "authenticate": "portal.accounts.forms.SecondStepForm",
    "edit_webauthn": "portal.accounts.forms.NameKeyForm",
    "reauthenticate": "portal.accounts.forms.ConfirmByCodeForm",
}
