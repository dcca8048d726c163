import { afterEach, expect, it } from 'vitest';
import { expectationFrom } from '../../functions/expectation.ts';
import { settingsFrom } from '../../shared/request/settings.ts';
import { folderWith } from '../support/command.ts';

const here = process.cwd();
afterEach(() => process.chdir(here));

it('takes a folder with too many files and no git for one without migrations, where nobody asked for them', async () => {
  process.chdir(folderWith({ 'a.txt': '', 'b.txt': '' }));
  expect(await expectationFrom({}, settingsFrom({}), { mostFiles: 1 })).toBeNull();
  await expect(expectationFrom({ repository: '.' }, settingsFrom({}), { mostFiles: 1 })).rejects.toMatchObject({
    code: 'usage/arguments',
    message: expect.stringContaining('has more than 1 files and no git'),
    next: 'run it inside of a git repository, or name a narrower --repository',
  });
  const configured = settingsFrom({ migrations: { projects: [{ tool: 'prisma' }] } });
  await expect(expectationFrom({}, configured, { mostFiles: 1 })).rejects.toThrow('no git');
});
