import { expect, it } from 'vitest';
import { databaseAhead } from '../../../../shared/guards/migrations/rules/database-ahead.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('warns and never blocks: an older commit may be rolled out again', () => {
  expect(findingOn(databaseAhead, [projectOf(['1', '2']), historyOf(['1', '2', '3', '4'])])).toMatchObject({
    severity: 'warn',
    message: 'the database is 2 migrations ahead of this commit: 3, 4',
    evidence: { ahead: 2, behind: 0, lastCommon: '2', firstDiffering: null },
  });
});

it('goes by the order of the rows where names tell nothing', () => {
  const ahead = [projectOf(['app.a', 'app.b']), historyOf(['app.a', 'app.b', 'app.c'])] as const;
  expect(findingOn(databaseAhead, [...ahead]).evidence).toMatchObject({ ahead: 1 });
  const middle = [projectOf(['app.a', 'app.b']), historyOf(['app.a', 'app.c', 'app.b'])] as const;
  expect(() => findingOn(databaseAhead, [...middle])).toThrow('0 findings');
});

it('is quiet where something of the repository is still to be applied', () => {
  expect(() => findingOn(databaseAhead, [projectOf(['1', '2']), historyOf(['1', '3'])])).toThrow('0 findings');
});
