import { expect, it } from 'vitest';
import { missingFromRepository } from '../../../../shared/guards/migrations/rules/missing-from-repository.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

it('blocks with the last common and the first differing migration, and how many are ahead and behind', () => {
  const finding = findingOn(missingFromRepository, [projectOf(['1', '2', '4']), historyOf(['1', '2', '3'])]);
  expect(finding).toMatchObject({
    severity: 'block',
    subject: { kind: 'migration', name: '3' },
    message:
      'the database has 1 migration that the repository does not have: 3; they agree up to 2, and the repository has 1 other that the database has not',
    evidence: { lastCommon: '2', firstDiffering: '4', ahead: 1, behind: 1 },
  });
  expect(finding.remedy.commands).toContain("git log --all --oneline -- '*3*'");
});

it('blocks where one from the middle is gone, though nothing is pending', () => {
  expect(findingOn(missingFromRepository, [projectOf(['1', '3']), historyOf(['1', '2', '3'])])).toMatchObject({
    severity: 'block',
    evidence: { lastCommon: '1', firstDiffering: '3', behind: 0 },
  });
});

it('is not certain where a file of the repository could not be understood', () => {
  const project = projectOf(['1'], { problems: [{ file: '2.sql', message: 'a merge left its markers' }] });
  expect(findingOn(missingFromRepository, [{ ...project, migrations: [{ id: '9' }] }, historyOf(['2'])])).toMatchObject(
    {
      severity: 'warn',
      unknown: true,
    },
  );
});

it('leaves a database that is only ahead to the other rule', () => {
  expect(() => findingOn(missingFromRepository, [projectOf(['1']), historyOf(['1', '2'])])).toThrow('0 findings');
});

it('sees that a migration was only renamed, by its checksum', () => {
  const project = projectOf(['1', { id: '2_new', checksums: ['abc'] }]);
  const history = historyOf(['1', { id: '2_old', checksum: 'abc' }]);
  expect(findingOn(missingFromRepository, [project, history]).message).toContain(
    '2_new is one of them under another name',
  );
});

it('finds a row of Drizzle by the time that the journal had of it', () => {
  const project = projectOf([{ id: '0000_a', order: '100' }], { tool: 'drizzle', variant: 'journal' });
  const rows = [{ id: '50', order: '50' }];
  expect(findingOn(missingFromRepository, [project, historyOf(rows, { tool: 'drizzle' })]).remedy.commands).toEqual([
    "git log --all --oneline -S 50 -- '*_journal.json'",
  ]);
});
