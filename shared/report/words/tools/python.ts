import type { ToolWords } from './entry.ts';

export const pythonTools: ToolWords[] = [
  {
    tool: 'alembic',
    found:
      'By `alembic.ini` (also under similar names) and `[tool.alembic]` of `pyproject.toml`: `script_location`, `version_locations` with their separators, `recursive_version_locations`, `%(here)s`. Else a folder `versions` with files that say `down_revision`. `env.py` is read, not run: `version_table`, `version_table_schema`, `transaction_per_migration`, and an import of `flask`, which makes it Flask-Migrate with its own commands.',
    joined:
      '`revision` is `version_num`. The order is the graph of `down_revision` and `depends_on`. The table holds heads only, so that all that comes before them counts as applied. Branches with labels may have a head each.',
    edited: 'Alembic keeps no checksum, so that an edited revision does not show by itself, only by what is missing.',
    failed: 'Revisions run in a transaction: nothing is left of a failure.',
    locks: 'None.',
    sql: '`upgrade()` is read: the operations on tables, columns, indexes, constraints and comments, `op.execute` and `op.bulk_insert` with plain values, `batch_alter_table`, `autocommit_block`. Loops, conditions, and what asks the database first are not: such a revision counts as known in part. Where a naming convention of the metadata makes the names of constraints, those are not looked for.',
    more: '`alembic current` and `check` believe the table. A database that was stamped and never upgraded shows by the objects that are not there (`migrations/stamped`). Two heads show before the deploy that would fail over them. Where the database is at a revision that the repository lacks and all that the repository adds is there, it is `migrations/database-ahead`: a rollback of the code, which is never blocked.',
    late: 'There is none: the table holds heads, and whatever comes before one counts as applied.',
    unknown:
      'When a revision was applied, and by whom. A revision whose `revision` or `down_revision` is computed is `migrations/not-understood`.',
    sample: { id: '4f2a91c03b7d', heads: ['4f2a91c03b7d', '9c01d2e7a5b3'], parent: '77b0c2d4e1f8' },
    variants: [
      { variant: 'flask', title: 'with Flask-Migrate' },
      { variant: 'branches', title: 'with labelled branches' },
    ],
  },
  {
    tool: 'django',
    found:
      'Below every `manage.py`: applications whose `migrations/*.py` hold a class `Migration`. The label of an application is that of its `AppConfig`, else the name of its folder. `AUTH_USER_MODEL` is read from the settings.',
    joined:
      '`app.name` is the row. The order is the graph of `dependencies` and `run_before`, with `__first__`, `__latest__` and `swappable_dependency`. Rows of installed packages, which no repository has, are left alone.',
    edited: 'Django keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed: 'A row is written when all is done. Of one with `atomic = False` a part may be there without a row.',
    locks: 'None.',
    sql: 'The operations are translated over the models as the migrations before left them, those of `django.contrib.postgres` too. `RunSQL` with plain text is read; `RunPython`, operations and fields of your own are not: such a migration counts as known in part.',
    more: 'Two leaves of an application, and a migration that is not applied while one that depends on it is (`InconsistentMigrationHistory`), are told before the deploy. A squash counts as applied when all that it replaces is; where only a part was applied, and the files of the rest are gone, it is `migrations/partially-applied`. `--fake` shows by the objects that are not there.',
    unknown: 'By whom a migration was applied, how long it took, and what `RunPython` did.',
    sample: {
      id: 'shop.0002_add_email',
      heads: ['shop.0002_add_email', 'shop.0002_add_phone'],
      parent: 'shop.0001_initial',
    },
  },
];
