import { describe, expect, it } from 'vitest';
import { effectText } from '../../../shared/guards/migrations/effects.ts';
import type { History } from '../../../shared/guards/migrations/history.ts';
import { keyOf, type Wanted } from '../../../shared/guards/migrations/presence.ts';
import { reconcile } from '../../../shared/guards/migrations/reconcile.ts';
import { extraStanding, missingObjects, unrecordedOf, wantedOf } from '../../../shared/guards/migrations/stamped.ts';
import type { Migration } from '../../../shared/model/manifest.ts';
import { expecting, historyOf, projectOf } from './made.ts';

type Made = Partial<Migration> & { id: string };

/** Looks into a database that has nothing but these. */
const only =
  (...there: Wanted[]) =>
  (object: Wanted) =>
    there.some((each) => keyOf(each) === keyOf(object));

/** What is missed of these migrations in an empty database: `id +kind name`, and who may have taken it. */
function missed(migrations: Made[], history: History, isThere = only()): string[] {
  const standing = reconcile(projectOf(migrations), history);
  return missingObjects(standing, isThere).map(
    ({ migration, effect, doubt }) => `${migration} ${effectText(effect)}${doubt === null ? '' : ` (${doubt})`}`,
  );
}

const one: Made = { id: '1', effects: ['+table users', '+column users.id', '+index by_id'] };

describe('what applied migrations add and is not there', () => {
  it('is missed; of a missing table its columns go without saying', () => {
    expect(missed([one], historyOf(['1']))).toEqual(['1 +table users', '1 +index by_id']);
    expect(missed([one], historyOf(['1']), only({ kind: 'table', path: ['users'] }))).toEqual([
      '1 +column users.id',
      '1 +index by_id',
    ]);
    expect(missed([one], historyOf([]))).toEqual([]);
  });

  it('is not missed where a later one dropped or renamed it', () => {
    const later: Made = { id: '2', effects: ['>column users.id key', '-index by_id'] };
    const table = only({ kind: 'table', path: ['users'] });
    expect(missed([one, later], historyOf(['1', '2']), table)).toEqual(['1 +column users.key']);
    expect(missed([one, later], historyOf(['1']), table)).toEqual(['1 +column users.id', '1 +index by_id']);
  });

  it('is in doubt where a later one could not be read, or the repository does not have one', () => {
    const opaque: Made = { id: '2', opaque: true };
    expect(missed([one, opaque], historyOf(['1', '2']))).toEqual(['1 +table users (2)', '1 +index by_id (2)']);
    expect(missed([{ ...one, opaque: true }], historyOf(['1']))).toEqual(['1 +table users', '1 +index by_id']);
    expect(missed([one], historyOf(['1', '7']))).toEqual(['1 +table users (7)', '1 +index by_id (7)']);
  });

  it('is sure where what the repository does not have is to be ignored', () => {
    const standing = reconcile(projectOf([one]), historyOf(['1', '7']));
    const missing = missingObjects(standing, only(), (id) => id === '7');
    expect(missing.map(({ doubt }) => doubt)).toEqual([null, null]);
  });

  it('is not expected of what failed, which may have dropped what was there', () => {
    const half: Made = { id: '2', effects: ['-table users', '+table people'] };
    expect(missed([one, half], historyOf(['1', { id: '2', status: 'failed' }]))).toEqual([]);
  });

  it('is tables and columns alone of what a baseline stands for: names of the rest may be others', () => {
    const baseline = historyOf([{ id: '2', status: 'baseline' }]);
    expect(missed([one, { id: '2' }], baseline)).toEqual(['1 +table users']);
  });
});

it('looks for every object under every name that it ever had', () => {
  const two: Made = { id: '2', effects: ['>table users people', '-table people'] };
  const wanted = wantedOf(expecting({ projects: [projectOf([one, two])] }));
  expect(wanted.map(keyOf)).toEqual(
    [
      ['table', 'users'],
      ['column', 'users', 'id'],
      ['index', 'by_id'],
      ['table', 'people'],
      ['column', 'people', 'id'],
    ].map((each) => JSON.stringify(each)),
  );
});

it('says what is there of a project of which nothing is recorded', () => {
  const users = only({ kind: 'table', path: ['users'] });
  const fresh = reconcile(projectOf([one]), null);
  expect(unrecordedOf([fresh], users)).toMatchObject([{ there: ['table users'], asked: 2 }]);
  expect(unrecordedOf([reconcile(projectOf([one]), historyOf(['1']))], users)).toEqual([]);
});

it('says what a file beside the migrations makes that is not there', () => {
  const effects = ['+constraint orders.positive', '+trigger orders.watch', '-trigger orders.watch'];
  expect(extraStanding({ file: 'extra.sql', text: '', effects }, only()).missing.map(effectText)).toEqual([
    '+constraint orders.positive',
  ]);
});

it('takes no longer for hostile manifests: forty thousand objects of one name, columns of one table', () => {
  const effects = Array.from({ length: 40_000 }, (_, at) => (at % 2 ? `+table s${at}.t` : `+column t.c${at}`));
  const began = performance.now();
  wantedOf(expecting({ projects: [projectOf([{ id: '1', effects: [...effects, '+table "a\0b"', '-table t'] }])] }));
  expect(performance.now() - began).toBeLessThan(8000);
});
