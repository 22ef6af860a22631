"""Room for the names of terms in the table of words, and the first synonyms."""

import json
from pathlib import Path

from django.db import migrations

from casestudies.search.backends import backend

FIRST = Path(__file__).parent.parent / "fixtures" / "synonyms.json"


def upgrade(apps, schema_editor):
    backend(schema_editor.connection).upgrade(schema_editor.connection)


def fill(apps, schema_editor):
    groups = json.loads(FIRST.read_text(encoding="utf-8"))
    apps.get_model("search", "Synonyms").objects.bulk_create(
        apps.get_model("search", "Synonyms")(words="\n".join(group["words"]))
        for group in groups
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0004_synonyms")]

    operations = [
        migrations.RunPython(upgrade, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
