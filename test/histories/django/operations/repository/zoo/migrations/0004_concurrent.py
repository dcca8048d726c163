from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('zoo', '0003_rest')]

    operations = [
        AddIndexConcurrently('animal', models.Index(fields=['speed'], name='animal_speed')),
        RemoveIndexConcurrently('animal', 'animal_speed'),
    ]
