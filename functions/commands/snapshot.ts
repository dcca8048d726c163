import { writeFile } from 'node:fs/promises';
import { isLockedOut } from '../../shared/guards/schema/changing.ts';
import { nothingOf, widen } from '../../shared/guards/schema/in-common.ts';
import { readSnapshot } from '../../shared/guards/schema/snapshot/read.ts';
import { snapshotText } from '../../shared/guards/schema/snapshot/text.ts';
import { ConnectionError, codeOf, UsageError } from '../../shared/model/errors.ts';
import type { Request } from '../../shared/model/request.ts';
import { objectKindSchema, type Scope, type Snapshot } from '../../shared/model/snapshot.ts';
import { visible } from '../../shared/report/printable.ts';
import { requestFrom } from '../../shared/request/request.ts';
import { loadSettings } from '../../shared/request/settings.ts';
import { type Session, withSession } from '../../shared/session/session.ts';
import { command, type Flags } from '../command.ts';
import { withHouse } from '../house.ts';
import { commonOptions, compareOptions } from '../options.ts';
import { print } from '../output.ts';

const { target, url, config } = commonOptions;
const { schema, table, kind } = compareOptions;
const options = {
  target: { ...target, describe: 'a target of the configuration' },
  url,
  schema,
  table,
  kind,
  config,
  output: { type: 'string', requiresArg: true, alias: 'o', describe: 'write to this file in place of stdout' },
} as const;

export const snapshot = command({
  usage: 'snapshot',
  describe: 'Read only: write down the schema of a database, to compare with later',
  options,
  examples: [
    ['snapshot --target staging > schema.json', 'a line an object: git shows what changed'],
    ['snapshot --schema app --kind table --kind column', 'some of it'],
    ['compare --from schema.json --to production', 'what came of it'],
  ],
  async run(flags) {
    const { request, scope } = await asked(flags);
    const made = await withHouse((house) => withSession(request, house, (session) => snapshotOf(session, scope)));
    const nothing = nothingOf(scope, made.objects);
    if (nothing !== null && made.unseen.length === 0) throw namesNothing(nothing, request);
    if (flags.output === undefined) await print(snapshotText(made));
    else await written(flags.output, snapshotText(made));
    process.stderr.write(`${told(made, request).map(visible).join('\n')}\n`);
    return made.unseen.length > 0 ? 3 : 0;
  },
});

async function asked(flags: Flags<typeof options>): Promise<{ request: Request; scope: Scope }> {
  const settings = await loadSettings({ folder: process.cwd(), file: flags.config });
  const where = {
    guards: ['schema'],
    ...(flags.target === undefined ? {} : { targets: flags.target }),
    ...(flags.url === undefined ? {} : { url: flags.url }),
  };
  const { schemas, tables, kinds } = settings.schema;
  return {
    request: requestFrom('check', where, { settings, environment: process.env }),
    scope: {
      schemas: flags.schema ?? schemas,
      tables: flags.table ?? tables,
      kinds: flags.kind === undefined ? kinds : objectKindSchema.array().parse(flags.kind),
    },
  };
}

/** Reading a definition queues behind whoever changes it: that is tried once more, and then told. */
async function snapshotOf(session: Session, scope: Scope): Promise<Snapshot> {
  const read = () => readSnapshot(session.consistently({ lockSeconds: 0.5 }), scope);
  return read().catch((error: unknown) => {
    if (!isLockedOut(error)) throw error;
    return read().catch((again: unknown) => {
      throw isLockedOut(again) ? changing(session, again) : again;
    });
  });
}

function changing({ target }: Session, cause: unknown): ConnectionError {
  const message = `somebody changes the schema of ${target.name} at this moment: a lock did not come free in time`;
  return new ConnectionError('target/failed', message, 'run again when that is done', { cause });
}

/** A file of nothing would be like every other one. */
function namesNothing(part: string, { target }: Request): UsageError {
  return new UsageError('usage/arguments', `${visible(target.name)} has nothing of ${visible(part)}`, widen);
}

async function written(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    const reason = codeOf(error);
    const message = `cannot write to ${file} (${reason})`;
    throw new UsageError('usage/arguments', message, 'name another file with --output', { cause: error });
  });
}

function told({ objects, unseen }: Snapshot, request: Request): string[] {
  const count = objects.length === 1 ? '1 object' : `${objects.length} objects`;
  return [`${request.target.name}: ${count}`, ...unseen.map((what) => `not seen: ${what}`)];
}
