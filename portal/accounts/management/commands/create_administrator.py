"""Make the first administrator, or a further one."""

import os
from getpass import getpass

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from portal.accounts.actions import add_administrator
from portal.accounts.models import User
from portal.post import outbox


class Command(BaseCommand):
    help = "Make an administrator. Asks for the password unless told otherwise."

    def add_arguments(self, parser):
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument(
            "--password-env",
            metavar="NAME",
            help="the environment variable that holds the password",
        )
        ways.add_argument(
            "--by-email",
            action="store_true",
            help="set no password; send a link to choose one",
        )

    def handle(self, *, email, name, password_env, by_email, **options):
        self._check_address(email)
        password = None if by_email else self._password(password_env)
        user = add_administrator(email=email, name=name, password=password)
        if by_email:
            address = f"{settings.SITE_URL}{reverse('account_reset_password')}"
            outbox.queue("account_welcome", to=user, context={"address": address})
        self.stdout.write(f"Administrator {user.name} <{user.email}> is made.")
        if by_email:
            self.stdout.write("A letter with a link to choose a password is queued.")
        if settings.SECOND_FACTOR_REQUIRED:
            self.stdout.write("The first sign-in asks to set up a second factor.")

    def _check_address(self, email):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is an account with the address {email} already.")

    def _password(self, variable):
        if variable:
            password = os.environ.get(variable, "")
            if not password:
                raise CommandError(f"The variable {variable} is empty.")
        else:
            password = getpass("Password: ")
            if getpass("Password again: ") != password:
                raise CommandError("The two passwords are not the same.")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
