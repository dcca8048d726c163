import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import { tableEntrySchema } from '../../model/report.ts';
import type { Kept } from '../../model/request.ts';
import { snapshotSchema } from '../../model/snapshot.ts';
import type { Archive } from './archive.ts';
import { keptKey } from './keys.ts';

/** What is kept, under its own version. `schema`: a snapshot as JSON, by gzip and base64: that of 10,000 tables is 20 MB. */
const keptSchema = z.object({
  kept: z.literal(1),
  at: z.iso.datetime(),
  schema: z.string().nullable(),
  applied: z.array(z.string()).nullable(),
  tables: z.array(tableEntrySchema),
  countedAt: z.iso.datetime().optional(),
});

/** What the archive holds under such a name is nothing of the kind, or that of another version of Lockstep. */
export class NothingKeptError extends Error {
  override readonly name: string = 'NothingKeptError';
}

/** Keeps what the next run of a target is compared with. */
export async function keep(archive: Archive, target: string, { snapshot, ...kept }: Kept): Promise<void> {
  const schema = snapshot && (await promisify(gzip)(JSON.stringify(snapshot))).toString('base64');
  await archive.write(
    keptKey(target),
    JSON.stringify({ kept: 1, ...kept, schema } satisfies z.input<typeof keptSchema>),
  );
}

/**
 * What a target's last runs left; null where there was none.
 * @throws NothingKeptError where the archive holds something else; Error where it cannot be read
 */
export async function lastKept(archive: Archive, target: string): Promise<Kept | null> {
  const text = await archive.read(keptKey(target));
  if (text === null) return null;
  try {
    const { kept: _version, schema, countedAt, ...rest } = keptSchema.parse(JSON.parse(text));
    const snapshot = schema === null ? null : snapshotSchema.parse(JSON.parse(await unzipped(schema)));
    return { ...rest, snapshot, ...(countedAt === undefined ? {} : { countedAt }) };
  } catch {
    throw new NothingKeptError(`${archive.addressOf(keptKey(target))} holds no schema that can be read`);
  }
}

/** More than any schema: what unpacks to more is none. */
const mostBytes = 1e9;

async function unzipped(text: string): Promise<string> {
  const unzip = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);
  return (await unzip(Buffer.from(text, 'base64'), { maxOutputLength: mostBytes })).toString('utf8');
}
