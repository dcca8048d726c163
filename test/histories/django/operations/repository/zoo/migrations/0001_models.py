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
