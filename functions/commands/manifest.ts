import { writeFile } from 'node:fs/promises';
import { manifestText } from '../../shared/guards/migrations/manifest/text.ts';
import type { Manifest } from '../../shared/model/manifest.ts';
import { visible } from '../../shared/report/printable.ts';
import { loadSettings } from '../../shared/request/settings.ts';
import { command } from '../command.ts';
import { manifestHere, noMigrations } from '../expectation.ts';
import { commonOptions } from '../options.ts';
import { print } from '../output.ts';

const text = { type: 'string', requiresArg: true } as const;

export const manifest = command({
  usage: 'manifest',
  describe: 'Write down what the repository expects of the database; needs no database',
  options: {
    repository: commonOptions.repository,
    since: { ...text, describe: 'carry the SQL of all migrations after this one (of the newest)' },
    output: { ...text, alias: 'o', describe: 'write to this file in place of stdout' },
    config: commonOptions.config,
  },
  examples: [
    ['manifest > manifest.json', 'in CI, to send along with the call'],
    ['manifest --since 20240201000000_add_email', 'with the SQL of all that came after it, for lint'],
  ],
  async run(flags) {
    const settings = await loadSettings({ folder: process.cwd(), file: flags.config });
    const made = await manifestHere(flags, settings);
    if (made.projects.length === 0 && made.extra === undefined) throw noMigrations(flags.repository ?? '.');
    if (flags.output === undefined) await print(manifestText(made));
    else await writeFile(flags.output, manifestText(made));
    process.stderr.write(`${told(made).map(visible).join('\n')}\n`);
    return made.projects.some(({ problems }) => problems.length > 0) ? 3 : 0;
  },
});

function told({ projects, git }: Manifest): string[] {
  const found = projects.map(
    ({ tool, directory, migrations }) => `${tool}: ${migrations.length} migrations in ${directory || '.'}`,
  );
  const problems = projects.flatMap((project) =>
    project.problems.map(({ file, line, message }) => `not understood: ${file}${line ? `:${line}` : ''}: ${message}`),
  );
  const dirty = git?.dirty ? ['some of it is not committed yet'] : [];
  return [...found, ...dirty, ...problems];
}
