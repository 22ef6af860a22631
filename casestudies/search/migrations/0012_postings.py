from django.db import migrations

from casestudies.search.backends import backend


def add(apps, schema_editor):
    backend(schema_editor.connection).add_postings(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0011_common_words")]

    # Going back to nothing takes the whole table away.
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
