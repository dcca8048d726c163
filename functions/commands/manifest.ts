import { writeFile } from 'node:fs/promises';
import { manifestText } from '../../shared/guards/migrations/manifest/text.ts';
import type { Ran } from '../../shared/guards/migrations/replay/run-sql.ts';
import { UsageError } from '../../shared/model/errors.ts';
import type { Manifest } from '../../shared/model/manifest.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { visible } from '../../shared/report/printable.ts';
import { loadSettings } from '../../shared/request/settings.ts';
import { command } from '../command.ts';
import { isEmpty, manifestHere, noMigrations } from '../expectation.ts';
import { withHouse } from '../house.ts';
import { commonOptions } from '../options.ts';
import { print } from '../output.ts';

const text = { type: 'string', requiresArg: true } as const;

export const manifest = command({
  usage: 'manifest [command..]',
  describe: 'Write down what the repository expects of the database; needs no database',
  options: {
    repository: commonOptions.repository,
    since: { ...text, describe: 'carry the SQL of all migrations after this one (of the newest)' },
    allSql: { type: 'boolean', describe: 'carry the SQL of all migrations', conflicts: 'since' },
    replay: {
      type: 'boolean',
      describe: 'run them on an empty PostgreSQL and add the schema that they make [env: SHADOW_DATABASE_URL]',
    },
    output: { ...text, alias: 'o', describe: 'write to this file in place of stdout' },
    config: commonOptions.config,
  },
  examples: [
    ['manifest > manifest.json', 'in CI, to send along with the call'],
    ['manifest --since 20240201000000_add_email', 'with the SQL of all that came after it, for lint'],
    ['manifest --replay', 'Lockstep runs the SQL itself, and tells what each statement locked'],
    ['manifest --replay -- alembic upgrade head', 'the tool runs it, with DATABASE_URL of the empty database'],
  ],
  async run(flags) {
    const settings = await loadSettings({ folder: process.cwd(), file: flags.config });
    const { repository, since, allSql = false } = flags;
    const words = ((flags.command as unknown[] | undefined) ?? []).map(String);
    if (words.length > 0 && !flags.replay) throw noReplay(words);
    const ran: Ran[] = [];
    const replayed = flags.replay ? replayer(words, settings, { ran, folder: repository ?? '.' }) : undefined;
    const made = await manifestHere({ repository, since, allSql, ...(replayed ? { replayed } : {}) }, settings);
    if (isEmpty(made)) throw noMigrations(repository ?? '.');
    if (flags.output === undefined) await print(manifestText(made));
    else await writeFile(flags.output, manifestText(made));
    process.stderr.write(`${[...ran.map(took), ...told(made)].map(visible).join('\n')}\n`);
    return made.projects.some(({ problems }) => problems.length > 0) ? 3 : 0;
  },
});

function noReplay(words: string[]): UsageError {
  const message = `${JSON.stringify(words.join(' '))} is run by a replay alone`;
  return new UsageError('usage/arguments', message, `lockstep manifest --replay -- ${words.join(' ')}`);
}

function replayer(words: string[], { limits }: Settings, { ran, folder }: { ran: Ran[]; folder: string }) {
  return (whole: Manifest) =>
    withHouse(async (house) => {
      if (isEmpty(whole)) throw noMigrations(folder);
      const { replay } = await import('../../shared/guards/migrations/replay/replay.ts');
      const url = process.env.SHADOW_DATABASE_URL;
      const result = await replay(whole, { limits, house, url, command: words, folder });
      ran.push(...result.ran);
      return result.snapshot;
    });
}

/** "0001_init.sql:12  3 ms  AccessExclusiveLock on public.users" */
function took({ file, line, durationMs, locks }: Ran): string {
  const held = (locks ?? []).map(({ relation, mode }) => `${mode} on ${relation}`).join(', ');
  return [`${file}:${line}`, `${Math.round(durationMs)} ms`, held].filter(Boolean).join('  ');
}

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
