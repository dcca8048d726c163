import type { At, Scenario } from '../scenario.ts';

// Flyway is a Java program that cannot be installed here: tables and rows are made as its sources and documents have them.
// https://github.com/flyway/flyway flyway-database/flyway-database-postgresql .../PostgreSQLDatabase.java (the table)
// https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html (the rows), flyway-core
// .../internal/info/MigrationInfoImpl.java (what they mean). Checksums were computed with Python's zlib.crc32.

async function table(at: At, name = 'public.flyway_schema_history'): Promise<void> {
  await at.query(`
    CREATE TABLE ${name} (
      installed_rank int NOT NULL CONSTRAINT flyway_schema_history_pk PRIMARY KEY,
      version varchar(50),
      description varchar(200) NOT NULL,
      type varchar(20) NOT NULL,
      script varchar(1000) NOT NULL,
      checksum int,
      installed_by varchar(100) NOT NULL,
      installed_on timestamp NOT NULL DEFAULT now(),
      execution_time int NOT NULL,
      success boolean NOT NULL
    )`);
}

type Row = [version: string | null, description: string, type: string, script: string, checksum: number | null];

async function rows(at: At, all: (Row | [...Row, success: boolean])[], name = 'public.flyway_schema_history') {
  for (const [index, [version, description, type, script, checksum, success = true]] of all.entries()) {
    const text = (value: string | null) => (value === null ? 'NULL' : `'${value}'`);
    const values = [index + 1, text(version), text(description), text(type), text(script), checksum ?? 'NULL'];
    await at.query(`INSERT INTO ${name} VALUES (${values}, 'deploy', '2024-03-01 12:00:00.5', 18, ${success})`);
  }
}

const users = 'CREATE TABLE users (\n  id int PRIMARY KEY\n);\n';
const names = 'CREATE VIEW names AS SELECT id FROM users;\n';
const column = 'ALTER TABLE users ADD name text;\n';

function project(at: At): void {
  at.write('src/main/resources/db/migration/V1__create_users.sql', users.replaceAll('\n', '\r\n'));
  at.write('src/main/resources/db/migration/R__names.sql', names);
  at.write('src/main/resources/db/migration/V1_9__nothing.sql', column.replace('name', 'nothing'));
  at.write('src/main/resources/db/migration/V1.10.0__add_name.sql', `\uFEFF${column}`);
  at.write('src/main/resources/db/migration/afterMigrate.sql', 'SELECT 1;\n');
}

const schemas: Row = [null, '<< Flyway Schema Creation >>', 'SCHEMA', '"public"', null];
const first: Row = ['1', 'create users', 'SQL', 'V1__create_users.sql', 482209088];
const repeatable: Row = [null, 'names', 'SQL', 'R__names.sql', 1560351745];
const tenth: Row = ['1.10.0', 'add name', 'SQL', 'V1.10.0__add_name.sql', 758612320];
const older: Row = [null, 'names', 'SQL', 'R__names.sql', 5];

export const scenarios: Record<string, Scenario> = {
  /** of a repeatable the last row counts; 1.9 lies before 1.10, and was never run */
  'out-of-order': async (at) => {
    project(at);
    await table(at);
    await rows(at, [schemas, first, older, tenth, repeatable]);
  },
  edited: async (at) => {
    project(at);
    await table(at);
    const nine: Row = ['1.9', 'nothing', 'SQL', 'V1_9__nothing.sql', 1];
    await rows(at, [first, nine, tenth, older]);
  },
  /** a failure that was not rolled back, one that was undone, one that was deleted by `flyway repair` */
  failed: async (at) => {
    project(at);
    await table(at);
    await rows(at, [
      first,
      ['0.5', 'gone', 'SQL', 'V0.5__gone.sql', 3],
      ['0.5', 'gone', 'DELETE', 'V0.5__gone.sql', 3],
      ['0.7', 'missing', 'SQL', 'V0.7__missing.sql', 3],
      tenth,
      ['1.10.0', 'add name', 'UNDO_SQL', 'U1.10.0__add_name.sql', 7],
      [...(['1.9', 'nothing', 'SQL', 'V1_9__nothing.sql', 1] as const), false],
    ]);
  },
  baseline: async (at) => {
    project(at);
    at.write(
      'flyway.toml',
      '[flyway]\nlocations = ["classpath:db/migration"]\ntable = "applied"\ndefaultSchema = "ops"\n',
    );
    await at.query('CREATE SCHEMA ops');
    await table(at, 'ops.applied');
    await rows(at, [['1.9', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', null]], 'ops.applied');
  },
};
