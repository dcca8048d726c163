import { expect, it } from 'vitest';
import type { MigrationFacts } from '../../../../shared/guards/migrations/migration-facts.ts';
import { reconcile } from '../../../../shared/guards/migrations/reconcile.ts';
import { noHistory } from '../../../../shared/guards/migrations/rules/no-history.ts';
import { pending } from '../../../../shared/guards/migrations/rules/pending.ts';
import { found, historyOf, projectOf } from '../made.ts';

const standing = reconcile(projectOf(['1_init', '2_more'], { tool: 'prisma', directory: 'prisma' }), null);
const with_ = (there: string[], asked: number, tables: number): Partial<MigrationFacts> => ({
  standings: [standing],
  unrecorded: [{ standing, there, asked }],
  tables,
});

it('blocks where objects of the migrations are there, and names them in place of what is pending', () => {
  const facts = with_(['table users'], 5, 3);
  expect(found(noHistory, facts)).toMatchObject([
    {
      severity: 'block',
      message: 'Prisma Migrate has applied nothing here, but the database has table users, which its migrations make',
      remedy: { commands: expect.arrayContaining([expect.stringContaining('migrate resolve --applied 1_init')]) },
    },
  ]);
  expect(found(pending, facts)).toEqual([]);
});

it('is a first deploy where none of them is, whatever other tables there are', () => {
  expect(found(noHistory, with_([], 5, 3))).toEqual([]);
  expect(found(pending, with_([], 5, 3))).toHaveLength(1);
});

it('goes by the tables where nobody knows what the migrations make, unless they are of another tool', () => {
  expect(found(noHistory, with_([], 0, 3))).toMatchObject([{ message: expect.stringContaining('has 3 tables') }]);
  expect(found(noHistory, with_([], 0, 0))).toEqual([]);
  const other = reconcile(null, historyOf(['1']));
  expect(found(noHistory, { ...with_([], 0, 3), standings: [standing, other] })).toEqual([]);
});
