import { UsageError } from '../../shared/model/errors.ts';
import { type Finding, verdictOf, worst } from '../../shared/model/finding.ts';
import { expectSettingsSchema, type Settings } from '../../shared/model/settings.ts';
import { objectKindSchema } from '../../shared/model/snapshot.ts';
import { visible } from '../../shared/report/printable.ts';
import { requestFrom } from '../../shared/request/request.ts';
import { loadSettings, withOverrides } from '../../shared/request/settings.ts';
import { withItself } from '../../shared/request/target.ts';
import { command, type Flags } from '../command.ts';
import { type Comparing, compareSides, scriptFor } from '../compare.ts';
import { manifestGiven } from '../expectation.ts';
import { withHouse } from '../house.ts';
import { conclude } from '../operate.ts';
import { commonOptions, compareOptions } from '../options.ts';
import { deliver, outputsFrom, print } from '../output.ts';
import { missingFrom, sideFrom, usualSides } from '../sides.ts';

const { config, timeout, format, output, all, strict, 'no-color': noColor, manifest, repository } = commonOptions;
const options = {
  ...compareOptions,
  config,
  timeout,
  manifest,
  repository,
  format,
  output,
  all: { ...all, describe: 'every difference, also those that are ignored, with its SQL' },
  strict,
  'no-color': noColor,
};

export const compare = command({
  usage: 'compare',
  describe: 'Read only: how does the schema of one database differ from another, or from a file?',
  options,
  examples: [
    ['compare --from staging --to production', 'what production lacks, and what it has besides'],
    ['compare --from schema.json', 'the only target beside a file of "lockstep snapshot"'],
    ['compare --from staging --to production --sql', 'one script that makes production like staging'],
    ['compare --from old.json --to new.json', 'two files; no database is asked'],
  ],
  async run(flags) {
    if (flags.sql && flags.format !== 'tty') throw noFormat();
    const outputs = await outputsFrom(flags);
    const comparing = await comparingFrom(flags);
    if (flags.sql) return printScript(comparing, flags);
    const report = await withHouse((house) => compareSides(comparing, house));
    return conclude(report, await deliver(report, outputs), flags);
  },
});

/** Not by `conflicts`: the format has a default. */
function noFormat(): UsageError {
  return new UsageError('usage/arguments', '--sql and --format exclude each other', 'give one of them');
}

async function comparingFrom(flags: Flags<typeof options>): Promise<Comparing> {
  const surroundings = { settings: await settingsOf(flags), environment: process.env };
  const usual = usualSides(flags.to, surroundings);
  const to = await sideFrom(usual.to, surroundings);
  const from = flags.from ?? usual.from;
  if (from === undefined) throw missingFrom(usual.to);
  if (from === usual.to) throw withItself(to.name);
  const ask = { guards: ['schema'], url: 'postgres://nobody' };
  const { target: _, reference: __, ...request } = requestFrom('check', ask, surroundings);
  const given = await manifestGiven(flags, surroundings.settings);
  // What the migrations make is another comparison.
  const expectation = given && { ...given, manifest: { ...given.manifest, snapshot: undefined } };
  return { from: await sideFrom(from, surroundings), to, request: { ...request, expectation } };
}

/** What is expected besides, by the configuration, is for `check` to say. */
async function settingsOf(flags: Flags<typeof options>): Promise<Settings> {
  const file = await loadSettings({ folder: process.cwd(), file: flags.config });
  const settings = withOverrides(file, flags.timeout === undefined ? {} : { timeout: flags.timeout });
  const { schemas, tables, kinds } = settings.schema;
  const scope = { schemas: flags.schema ?? schemas, tables: flags.table ?? tables };
  const asked = flags.kind === undefined ? kinds : objectKindSchema.array().parse(flags.kind);
  return {
    ...settings,
    expect: expectSettingsSchema.parse({}),
    schema: { ...settings.schema, ...scope, kinds: asked },
  };
}

/** Nothing but the script on stdout; what could not be told goes to stderr, and decides the exit code as ever. */
async function printScript(comparing: Comparing, { strict }: { strict?: boolean | undefined }): Promise<number> {
  const { text, findings } = await withHouse((house) => scriptFor(comparing, house));
  const untold = findings.filter((finding) => verdictOf(finding) === 'unknown');
  if (untold.length > 0) process.stderr.write(`${untold.map(remark).join('\n')}\n`);
  await print(text);
  return conclude({ verdict: worst(findings.map(verdictOf)) }, true, { strict });
}

function remark({ message, remedy }: Finding): string {
  return `? ${visible(message)}; ${visible(remedy.summary)}`;
}
