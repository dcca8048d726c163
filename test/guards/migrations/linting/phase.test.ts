import { beforeAll, expect, it } from 'vitest';
import { lint } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../../../../shared/guards/migrations/linting/parse.ts';
import { phaseOf } from '../../../../shared/guards/migrations/linting/phase.ts';

beforeAll(loadParser);

it.each([
  ['CREATE TABLE t (a int); CREATE INDEX i ON t (a)', 'expand'],
  ['ALTER TABLE t ADD a int', 'expand'],
  ['CREATE TABLE p PARTITION OF t DEFAULT', 'expand'],
  ['ALTER TABLE t DROP a', 'contract'],
  ['ALTER TABLE t RENAME a TO b', 'contract'],
  ['DROP TABLE t', 'contract'],
  ['ALTER TABLE t ADD a int; ALTER TABLE t DROP b', 'both'],
  ['CREATE TABLE s (a int); DROP TABLE s', undefined],
  ['DROP VIEW v; CREATE VIEW v AS SELECT 1', 'expand'],
  ['DROP INDEX CONCURRENTLY i', undefined],
  ['INSERT INTO t VALUES (1)', undefined],
])('%s: %s', (text, phase) => {
  const migration = { id: 'm', sql: [{ line: 1, text }] };
  const [linted] = lint([{ migration, project: { tool: 'flyway', transaction: 'each' } }], { lint: {} });
  expect(linted && phaseOf(linted)).toBe(phase);
});
