from django.db import migrations, models


def forwards(apps, schema_editor):
    pass


class Migration(migrations.Migration):

    dependencies = [('zoo', '0004_concurrent')]

    operations = [
        migrations.RunPython(forwards),
        migrations.AlterUniqueTogether(name='cage', unique_together=set()),
        migrations.AlterField(model_name='animal', name='notes', field=models.TextField()),
    ]
