import uuid

from django.db import migrations, models


def fill(apps, schema_editor):
    model = apps.get_model("search", "Synonyms")
    for one in model.objects.all():
        one.key = uuid.uuid4()
        one.save(update_fields=["key"])


def field(**more):
    return models.UUIDField(default=uuid.uuid4, editable=False, **more)


class Migration(migrations.Migration):
    dependencies = [("search", "0006_vocabulary")]

    operations = [
        migrations.AddField("synonyms", "key", field()),
        migrations.AddField("historicalsynonyms", "key", field(db_index=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("synonyms", "key", field(unique=True)),
    ]
