import { differencesOf } from '../../../../shared/guards/schema/compare/compare.ts';
import { type Difference, everything, type Step } from '../../../../shared/guards/schema/difference.ts';
import { readSnapshot } from '../../../../shared/guards/schema/snapshot/read.ts';
import { statementsIn } from '../../../../shared/guards/schema/statements/script.ts';
import { stepsFor } from '../../../../shared/guards/schema/statements/steps.ts';
import type { Snapshot } from '../../../../shared/model/snapshot.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';

const options = { owners: false, columnOrder: false };

export function snapshotOf({ url }: TestDatabase): Promise<Snapshot> {
  return withSession(requestFor('check', url), houseFor(), (session) =>
    session.reading((read) => readSnapshot(read, everything)),
  );
}

export interface Alike {
  steps: Step[];
  /** what differs still, after the certain statements have run */
  left: Difference[];
  to: TestDatabase;
}

/** Two databases, made by SQL; the second one is made like the first one, as far as that is certain. */
export async function madeAlike(from: string, to: string, { version = 18 } = {}): Promise<Alike> {
  const [wanted, target] = await Promise.all([database(from, { version }), database(to, { version })]);
  const snapshots = { from: await snapshotOf(wanted), to: await snapshotOf(target) };
  const steps = stepsFor(differencesOf(snapshots.from, snapshots.to, options), snapshots);
  for (const sql of statementsIn(steps)) {
    await target.query(sql).catch((error: Error) => {
      throw new Error(`${error.message}\n${sql}`);
    });
  }
  return { steps, left: differencesOf(snapshots.from, await snapshotOf(target), options), to: target };
}

export function stepOf({ steps }: Alike, name: string): Step {
  const found = steps.find(({ difference: { path } }) => path.join('.') === name);
  if (found === undefined)
    throw new Error(`no step for ${name} in: ${steps.map(({ difference }) => difference.path.join('.'))}`);
  return found;
}

/** Kinds and names, for tests that list them. */
export function shown(differences: Difference[]): string[] {
  return differences.map(
    ({ change, kind, path, properties }) =>
      `${change} ${kind} ${path.join('.')}${properties.map(({ name, from, to }) => `, ${name}: ${from} <- ${to}`).join('')}`,
  );
}
