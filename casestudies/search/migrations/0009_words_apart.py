from django.db import migrations

from casestudies.search.backends import backend


def move(apps, schema_editor):
    backend(schema_editor.connection).move_words(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0008_packed_matches")]

    # Going back to nothing takes the whole table away.
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
