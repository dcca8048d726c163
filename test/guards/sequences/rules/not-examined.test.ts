import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

const log =
  "CREATE TABLE log (id bigserial, line text); INSERT INTO log (line) SELECT repeat('x', 1000) FROM generate_series(1, 2000)";

it('does not scan a large table whose column has no index, and says so', async () => {
  const report = await checked(log, { sequences: { scanMegabytes: 1 } });
  expect(report.verdict).toBe('unknown');
  expect(findingOf(report, 'sequences/not-examined').message).toMatch(/no index leads with log.id.*2 MB|3 MB/);
});

it('scans a small one', async () => {
  expect(entryOf(await checked(log), 'log_id_seq').status).toBe('healthy');
});

it('asks an index, however large the table', async () => {
  const report = await checked(`${log}; CREATE INDEX ON log (id)`, { sequences: { scanMegabytes: 0 } });
  expect(report.verdict).toBe('pass');
});

it.each([
  ['that leads with another column', 'CREATE INDEX ON log (line, id)'],
  ['that is partial', 'CREATE INDEX ON log (id) WHERE id > 5'],
  ['of another kind', 'CREATE INDEX ON log USING hash (id)'],
])('does not count on an index %s', async (_, index) => {
  const report = await checked(`${log}; ${index}`, { sequences: { scanMegabytes: 1 } });
  expect(entryOf(report, 'log_id_seq').status).toBe('unknown');
});

it('does not ask a foreign table', async () => {
  const report = await checked(`
    CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw; CREATE SEQUENCE s;
    CREATE FOREIGN TABLE f (id int DEFAULT nextval('s')) SERVER files OPTIONS (filename '/dev/null')`);
  expect(findingOf(report, 'sequences/not-examined').message).toContain('foreign table');
});
