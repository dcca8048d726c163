import type { ToolWords } from './entry.ts';

export const javaTools: ToolWords[] = [
  {
    tool: 'flyway',
    found:
      'Files `V<version>__<description>.sql` (also `.java` and `.kt`), `R__` and `B<version>__`. `flyway.conf`, `flyway.toml` and what `application.properties` or `.yml` of Spring says of Flyway are read: `locations`, `table`, `defaultSchema`, `schemas`, prefixes, separators, endings, `placeholders`, `group`. The directories of one file of settings are one history, with `postgresql` for `{vendor}`; folders called like another database beside them are left out.',
    joined:
      'The version, of which zeros in front and at the end do not count (`1.0` is `1`); of repeatable migrations the description. 1.10 comes after 1.9, repeatables last. What lies at or below a baseline is never run. Rows of undone and deleted migrations are taken off.',
    edited:
      'CRC32 of the lines as Flyway has it: line endings and a byte order mark do not count. A repeatable migration that changed is to be run again. Of one with placeholders the sum is not known, since Flyway fills them in first.',
    failed: 'A row without `success`. Flyway refuses to go on until `flyway repair`.',
    locks: 'None: the key of its advisory lock differs from table to table.',
    sql: 'All of it, with the placeholders that the settings give a value. With others, and in Java or Kotlin, nothing is read: such a migration counts as known in part.',
    more: 'What `flyway validate` refuses is told without a JVM. So is a migration that is recorded, and whose objects are missing, which Flyway does not look for.',
    unknown:
      'Placeholders from the environment or the command line, and that `outOfOrder` is set there. Callbacks are not read.',
    sample: { id: '2.1' },
  },
  {
    tool: 'liquibase',
    found:
      'The changelog that `liquibase.properties` or the settings of Spring name, else those in XML, YAML, JSON and formatted SQL that no other includes; with all that they include. Change sets for other databases, and those with `ignore`, are left out.',
    joined:
      'File, id and author together, written `file::id::author`. The file is compared by the end of its path too, since Liquibase writes it as it was started. The order is that of the changelog.',
    edited:
      'The checksum of Liquibase is of what it made of the change set and not of the file: nobody else can compute it, so that an edited change set does not show by itself, only by what is missing.',
    failed:
      'Liquibase writes no row for what failed; a change set runs in a transaction, unless it says `runInTransaction: false`. A row with `MARK_RAN` was not run, as a precondition said so.',
    locks:
      'The row of `databasechangeloglock`, which stays where a process was killed: `migrations/locked` blocks, and says since when and by whom.',
    sql: 'Formatted SQL, `sql`, `sqlFile`, and the changes of tables, columns, constraints, indexes, views and sequences. What holds a parameter in dollar-braces, a precondition or `modifySql`, and other changes, is not: such a change set counts as known in part.',
    more: 'A lock that was left behind, on which the next deploy would wait for minutes, is told before it. A change set that is recorded, and whose objects are missing, blocks.',
    unknown:
      'Whether a change set was edited. Contexts and labels are given when Liquibase runs, so that one which they leave out counts as pending.',
  },
];
