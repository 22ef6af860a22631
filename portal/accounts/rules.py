"""Who a person is to the portal: roles are groups."""

import rules

MODERATOR = "moderator"
LEAD_MODERATOR = "lead moderator"
ADMINISTRATOR = "administrator"
SAFEGUARDING_CONTACT = "safeguarding contact"
ROLES = [MODERATOR, LEAD_MODERATOR, ADMINISTRATOR, SAFEGUARDING_CONTACT]

is_lead_moderator = rules.Predicate(rules.is_group_member(LEAD_MODERATOR))
is_moderator = rules.Predicate(rules.is_group_member(MODERATOR)) | is_lead_moderator
is_administrator = rules.is_group_member(ADMINISTRATOR)
is_safeguarding_contact = rules.Predicate(rules.is_group_member(SAFEGUARDING_CONTACT))
needs_second_factor = (
    is_moderator | is_administrator | is_safeguarding_contact | rules.is_staff
)

# Django's administration: administrators look after people.
rules.add_perm("accounts", is_administrator)
rules.add_perm("accounts.view_user", is_administrator)
rules.add_perm("accounts.change_user", is_administrator)
# Roles have fixed names, addresses belong to people, and jobs are code: not even a
# superuser changes them in a browser.
for kind in ["auth.{}_group", "account.{}_emailaddress", "django_q.{}_schedule"]:
    for verb in ["add", "change", "delete"]:
        rules.add_perm(kind.format(verb), rules.always_deny)
# Second factors and sessions are made by signing in; a superuser may only end them.
for kind in ["mfa.{}_authenticator", "usersessions.{}_usersession"]:
    for verb in ["add", "change"]:
        rules.add_perm(kind.format(verb), rules.always_deny)
