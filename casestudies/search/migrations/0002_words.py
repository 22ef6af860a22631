from django.db import migrations

from casestudies.search.backends import backend


def create(apps, schema_editor):
    backend(schema_editor.connection).create(schema_editor.connection)
    apps.get_model("search", "Generation").objects.create(pk=1)


def drop(apps, schema_editor):
    backend(schema_editor.connection).drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
