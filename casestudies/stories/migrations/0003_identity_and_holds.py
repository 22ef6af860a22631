import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0002_decision_by_teller"),
        ("taxonomy", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="identity_checked",
            field=models.BooleanField(
                null=True, verbose_name="checked that nobody can be guessed"
            ),
        ),
        # Decisions of before keep None: nobody was asked then.
        migrations.AlterField(
            model_name="decision",
            name="identity_checked",
            field=models.BooleanField(
                default=False,
                null=True,
                verbose_name="checked that nobody can be guessed",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="held_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="held_reason",
            field=models.TextField(blank=True, verbose_name="why it is held"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["publish", "schedule"]), _negated=True),
                    ("by__isnull", True),
                    ("identity_checked", True),
                    ("identity_checked__isnull", True),
                    _connector="OR",
                ),
                name="who_publishes_has_checked_identity",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("held_at__isnull", True),
                        ("held_by__isnull", True),
                        ("held_reason", ""),
                    ),
                    models.Q(
                        ("held_at__isnull", False),
                        ("state", "submitted"),
                        models.Q(("held_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="only_what_waits_is_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_at__isnull", True),
                    ("claimed_by__isnull", True),
                    _connector="OR",
                ),
                name="what_is_held_is_nobodys",
            ),
        ),
    ]
