from django.db import migrations

from casestudies.search.backends import backend


def pack(apps, schema_editor):
    backend(schema_editor.connection).pack_matches(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0007_synonyms_key")]

    # Going back to nothing takes the whole table away.
    operations = [migrations.RunPython(pack, migrations.RunPython.noop)]
