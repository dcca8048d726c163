import { WrongDatabaseError } from '../../model/errors.ts';
import type { Target } from '../../model/request.ts';
import { keyOf, type Scope, type Snapshot } from '../../model/snapshot.ts';
import { failedBeside } from '../../session/failed-beside.ts';
import type { Session } from '../../session/session.ts';
import type { Expected } from '../migrations/tables.ts';
import { isLockedOut } from './changing.ts';
import type { Read } from './difference.ts';
import { neitherHas, nothingOf, widen } from './in-common.ts';
import { readDigests } from './snapshot/digests.ts';
import { readSnapshot, type Whole } from './snapshot/read.ts';

/** What another target cannot be compared for, in words. `locked`: somebody changes its schema at this moment. */
export interface Failure {
  failure: string;
  /** what to do about it, where it is not the usual */
  next?: string;
  locked: boolean;
}

/** Both sides, as far as they were read; `examined`: wholes of the target that were looked at. */
export interface Sides {
  from: Snapshot;
  to: Snapshot;
  examined: number;
}

/** How long a snapshot waits for a lock at most, in seconds: whoever alters a table holds up whoever waits behind it. */
export const mostLockSeconds = 0.5;

/** What is read of a side: its scope, and the projects whose histories of migrations are left out. */
export interface Part {
  scope: Scope;
  projects: Expected[];
  lockSeconds: number;
  /** whether it counts who owns an object */
  owners: boolean;
}

/** The whole schema of another target. What is wrong with that target is a Failure, never an error. */
export async function readBeside(
  session: Session,
  target: Target,
  { scope, projects, lockSeconds }: Part,
): Promise<Snapshot | Failure> {
  try {
    return await session.beside(
      target,
      (other) => readSnapshot(other.consistently({ lockSeconds }), scope, { projects }),
      { another: true },
    );
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * What differs between a target and another one: digests of both at the same time, then nothing but the wholes whose digests
 * differ. Each in a transaction of its own: neither side holds a lock while it waits for the other.
 */
export async function readDiffering(session: Session, target: Target, part: Part): Promise<Sides | Failure> {
  const { lockSeconds } = part;
  let own: unknown = null;
  const readOwn: Read = (...statements) =>
    session
      .consistently({ lockSeconds })(...statements)
      .catch((error: unknown) => {
        own = error;
        throw error;
      });
  const differing = (other: Session) =>
    differingOf([session, readOwn], [other, other.consistently({ lockSeconds })], part);
  return session.beside(target, differing, { another: true }).catch((error: unknown) => {
    if (error === own) throw error;
    return failureOf(error);
  });
}

type Side = [session: Session, read: Read];

async function differingOf([own, readOwn]: Side, [other, readOther]: Side, part: Part): Promise<Sides | Failure> {
  const { scope, projects, owners } = part;
  const [mine, theirs] = await together(
    readDigests(readOwn, scope, { owners, projects }),
    readDigests(readOther, scope, { owners, projects }),
  );
  const nowhere = nothingOf(
    scope,
    [...mine, ...theirs].map(({ whole }) => whole),
  );
  if (nowhere !== null) return { failure: neitherHas(nowhere), next: widen, locked: false };
  const only = unequal(mine, theirs);
  const examined = mine.length;
  if (only.length === 0) return { from: empty(other, scope), to: empty(own, scope), examined };
  const options = { only, projects };
  const [to, from] = await together(readSnapshot(readOwn, scope, options), readSnapshot(readOther, scope, options));
  return { from, to, examined };
}

function empty(session: Session, scope: Scope): Snapshot {
  return { snapshot: 2, server: majorOf(session), scope, unseen: [], objects: [] };
}

/** 17 of 170009. */
export function majorOf({ server }: Pick<Session, 'server'>): number {
  return Math.floor(server.version / 10_000);
}

type Digests = Awaited<ReturnType<typeof readDigests>>;

function unequal(mine: Digests, theirs: Digests): Whole[] {
  const left = new Map(mine.map(({ whole, digest }) => [keyOf(whole), { whole, digest }]));
  const differing: Whole[] = [];
  for (const { whole, digest } of theirs) {
    const key = keyOf(whole);
    if (left.get(key)?.digest !== digest) differing.push(whole);
    left.delete(key);
  }
  return [...differing, ...[...left.values()].map(({ whole }) => whole)];
}

/** Both results; where both fail, what the target's own side failed with. Neither is left alone in the middle of a message. */
export async function together<Own, Other>(own: Promise<Own>, other: Promise<Other>): Promise<[Own, Other]> {
  const [mine, theirs] = await Promise.allSettled([own, other]);
  if (mine.status === 'rejected') throw mine.reason;
  if (theirs.status === 'rejected') throw theirs.reason;
  return [mine.value, theirs.value];
}

function failureOf(thrown: unknown): Failure {
  const error = failedBeside(thrown);
  const next = error instanceof WrongDatabaseError ? { next: error.next } : {};
  if (!isLockedOut(error)) return { failure: error.message, ...next, locked: false };
  return { failure: 'somebody changes its schema at this moment, and a lock did not come free in time', locked: true };
}
