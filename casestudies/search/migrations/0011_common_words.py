from django.db import migrations

from casestudies.search.backends import backend


def keep(apps, schema_editor):
    backend(schema_editor.connection).keep_common_words(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0010_one_generation")]

    # Going back to nothing takes the whole table away.
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
