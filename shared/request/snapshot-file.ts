import { UsageError } from '../model/errors.ts';
import { manifestSchema } from '../model/manifest.ts';
import { type Snapshot, snapshotSchema } from '../model/snapshot.ts';
import { checked } from './checked.ts';

/** Far more than the schema of ten thousand tables comes to; what is longer is no snapshot. */
export const largestSnapshot = 200_000_000;

/**
 * The snapshot in a file's text: one that `lockstep snapshot` wrote, or that of a manifest which was made with --replay.
 * `source`: the file's name, for messages, which quote nothing of what it holds.
 * @throws UsageError where it is something else, of another version, broken, or too large
 */
export function parsedSnapshot(text: string, source: string): Snapshot {
  if (text.length > largestSnapshot) {
    throw refused(`${source} has ${Math.round(text.length / 1e6)} MB, and no snapshot is larger than 200 MB`);
  }
  const value = parsed(text, source);
  if (!isObject(value)) throw refused(`${source} holds no snapshot`);
  if ('manifest' in value) return ofManifest(value, source);
  if (!('snapshot' in value)) throw refused(`${source} holds no snapshot: it has no version of one`);
  return ofVersion(value, source);
}

function ofManifest(value: object, source: string): Snapshot {
  const inside = 'snapshot' in value ? value.snapshot : undefined;
  if (inside === undefined) {
    const next = 'make it with "lockstep manifest --replay", which adds the schema that the migrations make';
    throw new UsageError('usage/arguments', `the manifest ${source} holds no snapshot`, next);
  }
  if (isObject(inside)) ofVersion(inside, source);
  const { snapshot } = checked(manifestSchema, value, { ...wrongFile, source });
  return snapshot ?? ofVersion(value, source);
}

function ofVersion(value: object, source: string): Snapshot {
  const version = 'snapshot' in value ? value.snapshot : 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version !== 2) {
    const age = version > 2 ? 'a newer Lockstep' : 'an older Lockstep';
    throw refused(`${source} holds a snapshot of version ${version}, made by ${age}; this one reads version 2`);
  }
  return checked(snapshotSchema, value, { ...wrongFile, source });
}

const again = 'make it anew: lockstep snapshot --target <name> -o schema.json';
const wrongFile = { code: 'usage/arguments', noun: 'a part of a snapshot', next: again };

function refused(message: string): UsageError {
  return new UsageError('usage/arguments', message, again);
}

/** What is wrong with broken JSON is told without quoting it: the parser's own words hold some of it. */
function parsed(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const why = text.trim() === '' ? 'is empty' : 'is no JSON, or was cut';
    throw refused(`${source} ${why}`);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
