import { expect, it } from 'vitest';
import { notUnderstood } from '../../../../shared/guards/migrations/rules/not-understood.ts';
import { expecting, found, projectOf } from '../made.ts';

it('is unknown for each file that could not be understood, with its line', () => {
  const problems = [{ file: 'versions/4f2a.py', line: 7, message: 'revision is computed' }];
  const expectation = expecting({ projects: [projectOf([], { tool: 'alembic', problems })] });
  expect(found(notUnderstood, { expectation })).toMatchObject([
    {
      unknown: true,
      subject: { kind: 'file', name: 'versions/4f2a.py' },
      message: 'versions/4f2a.py:7 could not be understood: revision is computed',
    },
  ]);
});

it('is a warning alone where the file was understood, and is a mistake', () => {
  const problems = [{ file: 'drizzle/0002_age.sql', message: 'Drizzle never runs it', certain: true as const }];
  const expectation = expecting({ projects: [projectOf([], { tool: 'drizzle', problems })] });
  const [finding] = found(notUnderstood, { expectation });
  expect(finding).toMatchObject({ severity: 'warn', message: 'drizzle/0002_age.sql: Drizzle never runs it' });
  expect(finding?.unknown).toBeUndefined();
});
