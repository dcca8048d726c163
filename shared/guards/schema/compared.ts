import type { Request } from '../../model/request.ts';
import type { Settings } from '../../model/settings.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Session } from '../../session/session.ts';
import { type Failure, mostLockSeconds, type Part, readBeside, readDiffering, together } from './beside.ts';
import { isLockedOut, readChanging } from './changing.ts';
import { differencesOf } from './compare/compare.ts';
import { inCommon, widen } from './in-common.ts';
import type { Comparison, SchemaFacts } from './schema-facts.ts';
import { readSnapshot } from './snapshot/read.ts';
import { stepsFor } from './statements/steps.ts';

type Compared = Pick<SchemaFacts, 'comparisons' | 'changing' | 'snapshot'>;

/** A first side of a comparison: what should be. */
interface Origin {
  source: Comparison['source'];
  name: string;
  at?: string;
  applied?: string[] | null;
  from: Snapshot | Failure;
}

/** Whether all of the schema is needed: to compare it with what is no database, or to keep it. */
function needsAll({ reference, expectation, kept, keeps }: Request): boolean {
  const isFile = reference !== null && 'snapshot' in reference;
  const hasKept = kept !== null && 'snapshot' in kept && kept.snapshot !== null;
  return isFile || hasKept || keeps === true || expectation?.manifest.snapshot !== undefined;
}

/**
 * The schema beside all that it is to be like. Where somebody changes it at this moment, that is tried once more, and then
 * told in place of differences that would be none a moment later.
 */
export async function compared(session: Session, request: Request): Promise<Compared> {
  const failed = failedBefore(request);
  if (!needsAll(request) && request.reference === null) return { comparisons: failed, changing: null, snapshot: null };
  session.progress.step(`reading the schema of ${request.target.name}`);
  try {
    // The order of columns is in no digest.
    const isWhole = needsAll(request) || request.settings.schema.columnOrder;
    const read = () => (isWhole ? readAll(session, request) : readTarget(session, request));
    const { comparisons, snapshot } = await tried(read);
    return { comparisons: [...comparisons, ...failed], changing: null, snapshot };
  } catch (error) {
    if (!isLockedOut(error)) throw error;
    return { comparisons: failed, changing: await readChanging(session), snapshot: null };
  }
}

type Read = Omit<Compared, 'changing'>;

/** Once more where a lock did not come free, of either side. */
async function tried(read: () => Promise<Read & { locked: boolean }>): Promise<Read> {
  try {
    const first = await read();
    if (!first.locked) return first;
  } catch (error) {
    if (!isLockedOut(error)) throw error;
  }
  return read();
}

/** What the archive could not say. */
function failedBefore({ kept, expectation, guards }: Request): Comparison[] {
  if (kept !== null && 'failed' in kept)
    return [notCompared({ source: 'archive', name: 'archive' }, { failure: kept.failed })];
  // The migrations guard tells it by itself.
  const failure = guards.includes('migrations') ? undefined : expectation?.failure;
  return failure === undefined ? [] : [notCompared({ source: 'manifest', name: 'manifest' }, { failure })];
}

async function readTarget(session: Session, request: Request): Promise<Read & { locked: boolean }> {
  const { reference } = request;
  if (reference === null || !('target' in reference)) return { comparisons: [], snapshot: null, locked: false };
  const sides = await readDiffering(session, reference.target, partOf(request));
  const origin = { source: 'target' as const, name: reference.name };
  if ('failure' in sides) {
    return { comparisons: [notCompared(origin, sides)], snapshot: null, locked: sides.locked };
  }
  const { from, to, examined } = sides;
  return {
    comparisons: [comparison({ ...origin, from }, to, { settings: request.settings, examined })],
    snapshot: null,
    locked: false,
  };
}

async function readAll(session: Session, request: Request): Promise<Read & { locked: boolean }> {
  const part = partOf(request);
  const { scope, projects, lockSeconds } = part;
  const { reference } = request;
  const [to, beside] = await together(
    readSnapshot(session.consistently({ lockSeconds }), scope, { projects }),
    reference !== null && 'target' in reference ? readBeside(session, reference.target, part) : Promise.resolve(null),
  );
  const comparisons = originsOf(request, beside).flatMap((origin) => {
    const { from } = origin;
    if ('failure' in from) return [notCompared(origin, from)];
    const made = comparisonWithin({ ...origin, from }, to, request.settings);
    if (origin.source !== 'archive' || made.failure === null) return [made];
    // What both runs read is compared all the same. Where that is nothing, there was no last run.
    const { examined } = inCommon({ from, to }, scope);
    const rest = comparison({ ...origin, from }, to, { settings: request.settings, examined });
    return examined + rest.steps.length === 0 ? [] : [rest];
  });
  return { comparisons, snapshot: to, locked: beside !== null && 'locked' in beside && beside.locked };
}

function originsOf({ reference, expectation, kept }: Request, beside: Snapshot | Failure | null): Origin[] {
  const origins: Origin[] = [];
  if (reference !== null && 'snapshot' in reference) {
    origins.push({ source: 'file', name: reference.name, from: reference.snapshot });
  }
  if (reference !== null && beside !== null) origins.push({ source: 'target', name: reference.name, from: beside });
  const replayed = expectation?.manifest.snapshot;
  if (replayed !== undefined) origins.push({ source: 'manifest', name: 'manifest', from: replayed });
  if (kept !== null && 'snapshot' in kept && kept.snapshot !== null) {
    const { at, applied, snapshot } = kept;
    origins.push({ source: 'archive', name: 'archive', at, applied, from: snapshot });
  }
  return origins;
}

interface About {
  settings: Settings;
  examined: number;
}

/** Two snapshots of all that they were limited to, as far as both hold what the settings ask for. */
export function comparisonWithin(origin: Origin & { from: Snapshot }, to: Snapshot, settings: Settings): Comparison {
  const { schemas, tables, kinds } = settings.schema;
  const { examined, gap } = inCommon({ from: origin.from, to }, { schemas, tables, kinds });
  return gap === null
    ? comparison(origin, to, { settings, examined })
    : notCompared(origin, { failure: gap, next: widen });
}

function comparison({ from, ...origin }: Origin & { from: Snapshot }, to: Snapshot, about: About): Comparison {
  const { owners, columnOrder } = about.settings.schema;
  const differences = differencesOf(from, to, { owners, columnOrder });
  const own = to.unseen;
  // What the archive did not see then, it was told then.
  const theirs = origin.source === 'archive' ? [] : from.unseen.map((what) => `${origin.name}: ${what}`);
  return {
    ...origin,
    steps: stepsFor(differences, { from, to }, { owners }),
    examined: about.examined,
    server: from.server,
    unseen: [...own, ...theirs],
    failure: null,
  };
}

export function notCompared(
  { source, name }: Pick<Origin, 'source' | 'name'>,
  { failure, next }: { failure: string; next?: string },
): Comparison {
  const why = { failure, ...(next === undefined ? {} : { next }) };
  return { source, name, steps: [], examined: 0, server: null, unseen: [], ...why };
}

function partOf({ settings, expectation }: Request): Part {
  const { schemas, tables, kinds, owners } = settings.schema;
  const projects = [...(expectation?.manifest.projects ?? []), ...settings.migrations.projects];
  const lockSeconds = Math.min(mostLockSeconds, settings.limits.lockSeconds);
  return { scope: { schemas, tables, kinds }, projects, lockSeconds, owners };
}
