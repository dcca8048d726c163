import { differencesOf } from '../../../../shared/guards/schema/compare/compare.ts';
import { type Difference, everything, type Step } from '../../../../shared/guards/schema/difference.ts';
import { readSnapshot, type Whole } from '../../../../shared/guards/schema/snapshot/read.ts';
import { statementsIn } from '../../../../shared/guards/schema/statements/script.ts';
import { stepsFor } from '../../../../shared/guards/schema/statements/steps.ts';
import type { Snapshot } from '../../../../shared/model/snapshot.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';

const usual = Math.max(...versions);
const options = { owners: false, columnOrder: false };

export function snapshotOf({ url }: TestDatabase, only?: Whole[]): Promise<Snapshot> {
  return withSession(requestFor('check', url), houseFor(), (session) =>
    readSnapshot(session.consistently(), everything, { only }),
  );
}

export interface Alike {
  from: Snapshot;
  to: TestDatabase;
  steps: Step[];
  /** what differs still, after the certain statements have run */
  left: string[];
}

/** Two databases, made by SQL; the second one is made like the first one, as far as that is certain. */
export async function madeAlike(from: string, to: string, { version = usual } = {}): Promise<Alike> {
  const [wanted, target] = await Promise.all([database(from, { version }), database(to, { version })]);
  const snapshots = { from: await snapshotOf(wanted), to: await snapshotOf(target) };
  const steps = stepsFor(differencesOf(snapshots.from, snapshots.to, options), snapshots);
  const alike = { from: snapshots.from, to: target, steps };
  return { ...alike, left: await leftAfter(alike, statementsIn(steps)) };
}

/** Runs statements in the second database. What differs still, in words. */
export async function leftAfter({ from, to }: Pick<Alike, 'from' | 'to'>, statements: string[]): Promise<string[]> {
  for (const sql of statements) {
    await to.query(sql).catch((error: Error) => {
      throw new Error(`${error.message}\n${sql}`);
    });
  }
  return differencesOf(from, await snapshotOf(to), options).map(inWords);
}

export function stepOf({ steps }: Alike, name: string): Step {
  const found = steps.find(({ difference: { path } }) => path.join('.') === name);
  if (found === undefined)
    throw new Error(`no step for ${name} in: ${steps.map(({ difference }) => difference.path.join('.'))}`);
  return found;
}

function inWords({ change, kind, path, properties }: Difference): string {
  const values = properties.map(({ name, from, to }) => `, ${name}: ${from} <- ${to}`);
  return `${change} ${kind} ${path.join('.')}${values.join('')}`;
}
