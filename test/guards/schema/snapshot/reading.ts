import { everything } from '../../../../shared/guards/schema/difference.ts';
import { readDigests } from '../../../../shared/guards/schema/snapshot/digests.ts';
import { readSnapshot, type SnapshotOptions } from '../../../../shared/guards/schema/snapshot/read.ts';
import { type ObjectKind, type Scope, type Snapshot, shownPath, wholeOf } from '../../../../shared/model/snapshot.ts';
import { type Session, withSession } from '../../../../shared/session/session.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';

/** Lends a session with a database. */
export function sessionWith<Result>(url: string, use: (session: Session) => Promise<Result>): Promise<Result> {
  return withSession(requestFor('check', url), houseFor(), use);
}

/** The schema of a database, as a guard reads it. */
export function snapshotOf(url: string, scope: Partial<Scope> = {}, options: SnapshotOptions = {}): Promise<Snapshot> {
  return sessionWith(url, (session) => {
    return readSnapshot(session.consistently(), { ...everything, ...scope }, options);
  });
}

/** "table public.orders": its digest */
export async function digestsOf(session: Session, kinds: ObjectKind[] = []): Promise<Map<string, string>> {
  const digests = await readDigests(session.consistently(), { ...everything, kinds });
  return new Map(digests.map(({ whole, digest }) => [`${whole.kind} ${shownPath(whole)}`, digest]));
}

/** "table public.orders": all that is read of it */
export async function wholesOf(session: Session, only: ObjectKind[] = []): Promise<Map<string, string>> {
  const { objects } = await readSnapshot(session.consistently(), { ...everything, kinds: only });
  const shown = (kind: string, path: string[]) => `${kind} ${path.join('.')}`;
  const views = objects.filter(({ kind }) => kind === 'view' || kind === 'materialized view');
  // What hangs on a view names it as it would name a table.
  const kinds = new Map(views.map(({ kind, path }) => [shown('table', path), kind]));
  const groups = Map.groupBy(objects, (object) => {
    const { kind, path } = wholeOf(object);
    return shown(kinds.get(shown(kind, path)) ?? kind, path);
  });
  return new Map([...groups].map(([name, parts]) => [name, JSON.stringify(parts)]));
}

/** The names whose values differ. */
export function changed(before: Map<string, string>, after: Map<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
