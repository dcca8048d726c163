# --- 0001_models
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Animal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, unique=True)),
                ('born', models.DateField(blank=True, null=True)),
                ('seen', models.DateTimeField(auto_now=True)),
                ('legs', models.PositiveSmallIntegerField(default=4)),
                ('weight', models.DecimalField(decimal_places=2, max_digits=6)),
                ('speed', models.FloatField()),
                ('notes', models.TextField(db_index=True)),
                ('slug', models.SlugField()),
                ('tame', models.BooleanField(default=False)),
                ('data', models.JSONField(default=dict)),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('photo', models.ImageField(upload_to='x')),
                ('file', models.FileField(upload_to='x')),
                ('mail', models.EmailField(max_length=254)),
                ('home', models.URLField()),
                ('ip', models.GenericIPAddressField()),
                ('span', models.DurationField()),
                ('raw', models.BinaryField()),
                ('clock', models.TimeField()),
                ('small', models.SmallIntegerField()),
                ('big', models.BigIntegerField(db_column='Large')),
                ('count', models.IntegerField(db_index=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='zoo.animal')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
            options={
                'ordering': ['name'],
                'unique_together': {('born', 'small')},
                'index_together': {('big', 'count')},
            },
        ),
        migrations.CreateModel(
            name='Cage',
            fields=[
                ('code', models.CharField(max_length=8, primary_key=True, serialize=False)),
                ('animals', models.ManyToManyField(to='zoo.Animal')),
                ('order', models.IntegerField()),
                ('keeper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={'db_table': 'cages'},
        ),
        migrations.CreateModel(
            name='Lion',
            fields=[
                ('animal_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='zoo.animal')),
                ('roar', models.IntegerField()),
            ],
            bases=('zoo.animal',),
        ),
        migrations.CreateModel(
            name='Ghost',
            fields=[('id', models.AutoField(primary_key=True, serialize=False))],
            options={'managed': False},
        ),
        migrations.CreateModel(
            name='Feeding',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('cage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='zoo.cage')),
                ('amount', models.IntegerField()),
            ],
        ),
        migrations.AddIndex(model_name='animal', index=models.Index(fields=['name', '-born'], name='animal_name_born')),
        migrations.AddConstraint(model_name='animal', constraint=models.CheckConstraint(check=models.Q(('legs__gte', 0), ('small__gt', models.F('legs'))), name='legs_ok')),
        migrations.AddConstraint(model_name='animal', constraint=models.UniqueConstraint(fields=('name', 'born'), name='one_birth')),
        migrations.AddConstraint(model_name='animal', constraint=models.UniqueConstraint(condition=models.Q(tame=True), fields=('owner',), name='one_pet')),
    ]
# --- 0002_fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('zoo', '0001_models')]

    operations = [
        migrations.AddField(model_name='animal', name='colour', field=models.CharField(default='grey', max_length=20)),
        migrations.AddField(model_name='animal', name='nickname', field=models.CharField(max_length=20, null=True)),
        migrations.AddField(model_name='animal', name='motto', field=models.TextField(blank=True)),
        migrations.AddField(model_name='animal', name='rank', field=models.PositiveIntegerField(default=7), preserve_default=False),
        migrations.AddField(model_name='animal', name='cage', field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='zoo.cage')),
        migrations.AddField(model_name='animal', name='friends', field=models.ManyToManyField(blank=True, related_name='_friends', to='zoo.Animal')),
        migrations.AddField(model_name='cage', name='built', field=models.DateField(db_index=True, null=True)),
        migrations.AlterField(model_name='animal', name='name', field=models.CharField(help_text='new', max_length=50, unique=True)),
        migrations.AlterField(model_name='animal', name='speed', field=models.FloatField(null=True)),
        migrations.AlterField(model_name='animal', name='nickname', field=models.CharField(default='none', max_length=20)),
        migrations.AlterField(model_name='animal', name='mail', field=models.EmailField(max_length=200)),
        migrations.AlterField(model_name='animal', name='count', field=models.BigIntegerField(db_index=True)),
        migrations.AlterField(model_name='cage', name='order', field=models.IntegerField(unique=True)),
        migrations.AlterField(model_name='feeding', name='amount', field=models.IntegerField(db_index=True)),
        migrations.RenameField(model_name='animal', old_name='raw', new_name='bytes'),
        migrations.RenameField(model_name='animal', old_name='big', new_name='large'),
        migrations.RemoveField(model_name='animal', name='clock'),
        migrations.RemoveField(model_name='animal', name='friends'),
    ]
# --- 0003_rest
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
# --- 0004_concurrent
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [('zoo', '0003_rest')]

    operations = [
        AddIndexConcurrently('animal', models.Index(fields=['speed'], name='animal_speed')),
        RemoveIndexConcurrently('animal', 'animal_speed'),
    ]
# --- 0005_dynamic
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
