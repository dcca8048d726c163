import type { RestoreSettings } from '../../model/deploy-settings.ts';
import type { Target } from '../../model/request.ts';
import type { RestorePoint } from '../../model/restore-point.ts';
import { addressFrom } from '../../session/address.ts';
import { urlOf } from '../../session/credentials.ts';
import type { Maker, MakerSurroundings, MakingPlan } from '../maker.ts';
import { isOver, momentIn, newestFirst, slugOf, stampOf, stampToCome } from '../names.ts';
import { pause } from '../pause.ts';
import { planned, refused, stopped } from '../refused.ts';
import { rdsIn } from './client.ts';
import { type Place, placeFrom } from './place.ts';
import { type Snapshot, type Snapshots, snapshotsOf } from './snapshots.ts';

type Settings = Extract<RestoreSettings, { method: 'rds-snapshot' }>;

interface Work extends MakerSurroundings {
  target: Target;
  settings: Settings;
  /** what the names of its restore points begin with */
  prefix: string;
}

/** One instance or cluster, found. */
interface Found {
  place: Place;
  region: string;
  snapshots: Snapshots;
}

/** Snapshots of RDS and Aurora. They become new instances: going back takes as long as RDS takes to make one. */
export function rdsSnapshotMaker(target: Target, settings: Settings, surroundings: MakerSurroundings): Maker {
  const work = { ...surroundings, target, settings, prefix: `lockstep-${slugOf(target.name)}-` };
  return {
    method: 'rds-snapshot',
    plan: () => planned(() => look(work), `a snapshot of ${target.name} is made by RDS`),
    make: () => make(work),
    list: () => list(work),
    prune: () => prune(work),
  };
}

async function foundFor(work: Work): Promise<Found> {
  const { target, settings } = work;
  // What the settings name needs no host: it may be behind a tunnel.
  const { host } = addressFrom(await urlOf(target), target.driver);
  const place = placeFrom(host, settings, target.name);
  const rds = rdsIn(place.region, work);
  return { place, region: rds.region, snapshots: await snapshotsOf(place, rds) };
}

async function look(work: Work): Promise<Omit<MakingPlan, 'obstacle'>> {
  const { place, region, snapshots } = await foundFor(work);
  const id = `${work.prefix}${stampToCome}`;
  const back = await snapshots.wayBack();
  return { sentence: `RDS makes the snapshot ${id} of the ${place.kind} ${place.id} in ${region}`, back: back(id) };
}

async function make(work: Work): Promise<RestorePoint> {
  const { target, prefix, house } = work;
  house.progress.step(`looking for ${target.name} at RDS`);
  const found = await foundFor(work);
  const back = await found.snapshots.wayBack();
  const id = `${prefix}${stampOf(new Date())}`;
  house.progress.step(`RDS makes the snapshot ${id},`);
  await found.snapshots.create(id, target.name);
  const snapshot = await whenAvailable(id, found.snapshots, work);
  return pointOf(work, found, { snapshot, back });
}

const usualPauseMs = 5000;
const patienceMs = 3 * 60 * 60 * 1000;

/** Until then it cannot be gone back to. */
async function whenAvailable(id: string, snapshots: Snapshots, { house, pauseMs }: Work): Promise<Snapshot> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const snapshot = await snapshots.find(id);
    if (snapshot?.status === 'available') return snapshot;
    // What was made a moment ago may not be listed yet.
    if (snapshot !== null && snapshot.status !== 'creating') throw unfinished(id, `is ${snapshot.status}`);
    if (Date.now() > end) throw unfinished(id, 'takes more than three hours');
    house.progress.advance(snapshot?.percent ?? 0, 100);
    const left = () =>
      stopped(`RDS goes on making the snapshot ${id}, which "lockstep backup --prune" removes when it is old`);
    await pause(pauseMs ?? usualPauseMs, house.signal, left);
  }
}

function unfinished(id: string, what: string) {
  return refused(`the snapshot ${id} ${what}`, 'see it in the RDS console, and run again');
}

function pointOf(
  { target, prefix }: Work,
  { place, region }: Found,
  { snapshot, back }: { snapshot: Snapshot; back: (snapshot: string) => string[] },
): RestorePoint {
  const at = (snapshot.at ?? momentIn(snapshot.id, prefix) ?? new Date()).toISOString();
  return {
    id: snapshot.id,
    method: 'rds-snapshot',
    target: target.name,
    place: `snapshot ${snapshot.id} of the ${place.kind} ${place.id} in ${region}`,
    at,
    expiresAt: null,
    back: back(snapshot.id),
    loses: `everything that was written to any database of ${place.id} since ${at} (it stays in a ${place.kind} beside it); read replicas stay with the old one`,
  };
}

/** By name and by tag: the names of two targets may look the same without their other letters. */
async function own(work: Work, { snapshots }: Found): Promise<Snapshot[]> {
  const all = await snapshots.all();
  return all.filter(({ id, target }) => momentIn(id, work.prefix) !== null && target === work.target.name);
}

async function list(work: Work): Promise<RestorePoint[]> {
  const found = await foundFor(work);
  const ready = (await own(work, found)).filter(({ status }) => status === 'available');
  if (ready.length === 0) return [];
  const back = await found.snapshots.wayBack();
  return newestFirst(ready.map((snapshot) => pointOf(work, found, { snapshot, back })));
}

async function prune(work: Work): Promise<RestorePoint[]> {
  const { settings, prefix } = work;
  const found = await foundFor(work);
  const old = (await own(work, found)).filter(
    ({ id, status }) => status !== 'creating' && isOver(momentIn(id, prefix) ?? new Date(), settings.keepDays),
  );
  for (const { id } of old) await found.snapshots.remove(id);
  // The commands would lead to what is gone.
  return newestFirst(old.map((snapshot) => pointOf(work, found, { snapshot, back: () => [] })));
}
