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
