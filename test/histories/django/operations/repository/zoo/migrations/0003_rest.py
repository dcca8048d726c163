import django.contrib.postgres.indexes
import django.contrib.postgres.operations
from django.db import migrations, models


def forwards(apps, schema_editor):
    pass


class Migration(migrations.Migration):

    dependencies = [('zoo', '0002_fields')]

    operations = [
        migrations.AddIndex(model_name='animal', index=django.contrib.postgres.indexes.GinIndex(fields=['tags'], name='animal_tags')),
        migrations.AddIndex(model_name='animal', index=models.Index(condition=models.Q(('tame', True)), fields=['legs'], name='animal_tame')),
        migrations.AddIndex(model_name='animal', index=models.Index(fields=['name'], include=['born'], name='animal_ops', opclasses=['varchar_pattern_ops'])),
        migrations.RemoveIndex(model_name='animal', name='animal_name_born'),
        migrations.RemoveConstraint(model_name='animal', name='legs_ok'),
        migrations.RemoveConstraint(model_name='animal', name='one_pet'),
        migrations.AlterUniqueTogether(name='cage', unique_together={('order', 'built')}),
        migrations.AlterIndexTogether(name='cage', index_together={('built', 'order')}),
        migrations.RunSQL('CREATE VIEW zoo_view AS SELECT 1 AS one', reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(['SELECT 1', ('SELECT 2', None)]),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
        django.contrib.postgres.operations.BtreeGinExtension(),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("ALTER TABLE zoo_lion ADD COLUMN mane integer")],
            state_operations=[migrations.AddField(model_name='lion', name='mane', field=models.IntegerField(null=True))],
        ),
        migrations.RemoveField(model_name='lion', name='mane'),
        migrations.AlterModelOptions(name='animal', options={'ordering': ['id']}),
        migrations.AlterModelTable(name='cage', table='boxes'),
        migrations.RenameModel(old_name='Feeding', new_name='Meal'),
        migrations.DeleteModel(name='Lion'),
        migrations.DeleteModel(name='Ghost'),
    ]
