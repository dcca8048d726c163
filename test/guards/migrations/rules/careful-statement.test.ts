import { expect, it } from 'vitest';
import { carefulStatement } from '../../../../shared/guards/migrations/rules/careful-statement.ts';
import { found } from '../made.ts';

it('warns at the line of the statement', () => {
  const entry = { migration: '3', file: '3.sql', line: 7, rule: 'do-block', lock: null, message: 'nobody can tell' };
  expect(found(carefulStatement, { lint: [{ ...entry, class: 'careful' }] })).toMatchObject([
    { code: 'migrations/careful-statement', severity: 'warn', message: '3.sql:7: nobody can tell' },
  ]);
});
