import { beforeAll, describe, expect, it } from 'vitest';
import { lintRules } from '../../../../shared/guards/migrations/lint/index.ts';
import { type Judged, lint, nowhere } from '../../../../shared/guards/migrations/linting/lint.ts';
import { loadParser, parse } from '../../../../shared/guards/migrations/linting/parse.ts';
import type { LintRule } from '../../../../shared/guards/migrations/linting/rule.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { plainStatements, ruleSchema } from './examples.ts';

beforeAll(loadParser);

/** Rules that say nothing without a database at hand: their own tests have one. */
const onDatabase = new Set(['lock-timeout-unset', 'security-invoker-lost']);

/** What the rules say of an example, within a transaction or without; a rule that is off by default is asked too. */
function judgedOf(text: string, rule: LintRule, { version, transaction }: Way): Judged[] {
  const migration = { id: 'm', file: 'm.sql', sql: [{ line: 1, text }] };
  const settings = { lint: { [rule.name]: rule.class } };
  const project = { tool: 'flyway', transaction } as const;
  return lint([{ migration, project }], settings, nowhere(version)).flatMap(({ judged }) => judged);
}

interface Way {
  version: number;
  transaction: 'each' | 'none';
}

/** The first way in which the rule finds its unsafe example: some need a transaction, some need none. */
function found(rule: LintRule, version: number): Judged[] {
  const ways = (['each', 'none'] as const).map((transaction) =>
    judgedOf(rule.example.unsafe, rule, { version, transaction }).filter((each) => each.rule === rule),
  );
  return ways.find((judged) => judged.length > 0) ?? [];
}

describe.each(versions)('for PostgreSQL %i', (version) => {
  const rules = lintRules.map((rule) => [rule.name, rule] as const);
  let shop: TestDatabase;
  beforeAll(async () => {
    shop = await database('', { version });
  });

  it.each(rules)('%s finds its unsafe example, and no rule calls its safe one dangerous', (name, rule) => {
    if (name === 'add-column-virtual-generated' && version >= 18) return;
    if (!onDatabase.has(name)) expect(found(rule, version)).not.toEqual([]);
    const transaction = /CONCURRENTLY/.test(rule.example.safe) ? 'none' : 'each';
    const dangerous = judgedOf(rule.example.safe, rule, { version, transaction }).filter(
      ({ entry }) => entry.class === 'dangerous',
    );
    expect(dangerous.map(({ entry }) => entry.message)).toEqual([]);
  });

  it.each(rules)('%s gives SQL that runs', async (_, rule) => {
    const judged = found(rule, version);
    if (!judged.some(({ hit }) => hit.sql && hit.sql.length > 0)) return;
    await shop.query(`${ruleSchema(rule)}; ${rule.example.setup}`);
    for (const { sql } of plainStatements(rule.example.unsafe)) {
      const hit = judged.find(({ statement }) => statement.sql === sql)?.hit;
      for (const each of hit?.sql ?? [sql]) {
        expect(parse(each).faults).toEqual([]);
        await shop.query(each);
      }
    }
  });
});
