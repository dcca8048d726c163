import { expect, it } from 'vitest';
import { reconcile } from '../../../../shared/guards/migrations/reconcile.ts';
import { unlinted } from '../../../../shared/guards/migrations/rules/unlinted.ts';
import { expecting, found, historyOf, projectOf } from '../made.ts';

it('is unknown where the migrations to come could not be judged', () => {
  expect(found(unlinted, { unlinted: '3.sql is larger than 10 MB' })).toMatchObject([
    { unknown: true, message: 'the migrations to come could not all be judged: 3.sql is larger than 10 MB' },
  ]);
  expect(found(unlinted, {})).toEqual([]);
});

it('names the command that makes a manifest with the SQL of all that is to come', () => {
  const sql = [{ line: 1, text: 'SELECT 1' }];
  const project = projectOf(['1', 'it is 2', '3', { id: '4', sql }]);
  const commandsWith = (applied: string[], source: 'call' | 'repository' = 'call') => {
    const standings = [reconcile(project, historyOf(applied))];
    const expectation = expecting({}, { source });
    return found(unlinted, { unlinted: 'the SQL of 3 is not known', standings, expectation })[0]?.remedy.commands;
  };
  expect(commandsWith(['1', 'it is 2'])).toEqual(["lockstep manifest --since 'it is 2' > manifest.json"]);
  expect(commandsWith([])).toEqual(['lockstep manifest --all-sql > manifest.json']);
  expect(commandsWith(['1', 'it is 2', '3'])).toBeUndefined();
  expect(commandsWith(['1', 'it is 2'], 'repository')).toBeUndefined();
});
