import { expect, it } from 'vitest';
import { extraMissing } from '../../../../shared/guards/migrations/rules/extra-missing.ts';
import { found } from '../made.ts';

const extra = [
  {
    extra: { file: 'db/add_constraints.sql', text: '', effects: [] },
    missing: [{ action: 'add' as const, kind: 'constraint' as const, path: ['orders', 'total_positive'] }],
  },
  { extra: { file: 'db/applied.sql', text: '', effects: [] }, missing: [] },
];

it('warns before a deploy and blocks after it, with the command that applies the file', () => {
  expect(found(extraMissing, { extra })).toMatchObject([
    {
      severity: 'warn',
      subject: { kind: 'file', name: 'db/add_constraints.sql' },
      message: 'db/add_constraints.sql is not applied, or not all of it: constraint orders.total_positive is missing',
      remedy: { commands: ['psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f db/add_constraints.sql'] },
    },
  ]);
  expect(found(extraMissing, { extra, operation: 'verify' })[0]?.severity).toBe('block');
});

it('is unknown where parts of the file could not be read, and what was read is there', () => {
  const opaque = { file: 'db/grants.sql', text: '', effects: [], opaque: true as const };
  expect(found(extraMissing, { extra: [{ extra: opaque, missing: [] }] })).toMatchObject([
    { unknown: true, message: expect.stringContaining('could not be told whether db/grants.sql is applied') },
  ]);
  const missing = extra[0]?.missing ?? [];
  expect(found(extraMissing, { extra: [{ extra: opaque, missing }] })[0]).toMatchObject({ severity: 'warn' });
});
