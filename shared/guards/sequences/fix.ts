import type { Change } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import { ignoredIn } from '../judge.ts';
import type { Refusal } from '../refusal.ts';
import { apply, type Outcome, type Task } from './apply.ts';
import { isBehind } from './arithmetic.ts';
import { changeFrom, plannedChange, record } from './changes.ts';
import { readCollisions } from './collisions.ts';
import { fixFailed, notFixed, notSettled } from './findings.ts';
import { type PlanOptions, planFor, type Repair } from './plan.ts';
import type { Sequence, SequenceFacts } from './sequence.ts';
import { settle, type Writer } from './settle.ts';
import { readValues } from './values.ts';

/** Writers with ids of their own may make another round needed; each finds fewer. */
const mostRounds = 5;

/**
 * Moves what is behind past its rows, then settles: waits for the writers that were at work, looks again, and repairs
 * again where they had ids of their own. A crash between any two steps leaves every sequence as it was or moved.
 */
export async function fixSequences(
  session: Session,
  facts: SequenceFacts,
  { request, changes }: { request: Request; changes: Change[] },
): Promise<Finding[]> {
  const chosen = chosenFrom(facts.sequences, request);
  const { tasks, refused } = plansFor(chosen, facts, request);
  const findings = refused.flatMap(({ finding }) => finding ?? []);
  if (request.fix.dryRun) {
    changes.push(...tasks.map(plannedChange));
    return findings;
  }
  let todo = tasks;
  let writers: Writer[] = [];
  for (let round = 0; round < mostRounds && todo.length > 0; round += 1) {
    session.progress.step(`repairing ${todo.length} sequences`);
    const outcomes = await apply(session, todo, {
      lockSeconds: request.settings.limits.lockSeconds,
      done: (outcome) => record(changes, changeFrom(outcome)),
    });
    findings.push(...outcomes.flatMap(failureOf));
    const touched = outcomes.filter((outcome) => !('failure' in outcome)).map(({ sequence }) => sequence);
    writers = await settle(session, relationsOf(touched), request.settings.limits.settleSeconds);
    await refresh(session, touched, request);
    // Room beyond the rows is made once: rows that come through the sequence may use it up.
    todo = plansFor(touched, facts, { ...request, fix: { ...request.fix, margin: 0n } }).tasks;
  }
  return [...findings, ...writers.map(notSettled)];
}

/** The same sequences with their values and rows as they are now. */
async function refresh(session: Session, sequences: Sequence[], request: Request): Promise<void> {
  const settings = request.settings.sequences;
  for (const sequence of sequences) {
    Object.assign(sequence, { value: null, unreadable: null, collision: null, collisionUnknown: null });
    for (const feed of sequence.feeds) {
      feed.farthest = null;
      for (const storage of feed.storages) Object.assign(storage, { empty: false, farthest: null });
    }
  }
  await readValues(session, sequences, { settings, onProgress: () => {} });
  await readCollisions(session, sequences, settings);
}

/** A sequence that is not moved as was asked, or not at all; `finding` is null where it is said elsewhere. */
export interface Refused {
  sequence: Sequence;
  plan: Refusal;
  /** what the sequence is moved without; null where it stays where it is */
  without: string | null;
  finding: Finding | null;
}

/** What is done to which sequence, and what is not. Where the margin or the lone values do not fit, less is done. */
export function plansFor(
  sequences: Sequence[],
  { standby }: SequenceFacts,
  request: Request,
): { tasks: Task[]; refused: Refused[] } {
  const tasks: Task[] = [];
  const refused: Refused[] = [];
  const { margin, pastOutliers } = request.fix;
  const isIgnored = ignoredIn(request.settings.sequences);
  const asked = { standby, margin, pastOutliers, reach: request.settings.sequences.reach };
  for (const sequence of sequences) {
    const plan = planFor(sequence, asked);
    if (plan === null) continue;
    if ('repair' in plan) {
      tasks.push({ sequence, repair: plan.repair });
      continue;
    }
    const less = lessThan(sequence, asked);
    if (less) tasks.push({ sequence, repair: less.repair });
    const without = less?.without ?? null;
    const told = isBehind(sequence) && !isIgnored(sequence) && saysTheSame(sequence, plan, asked);
    refused.push({ sequence, plan, without, finding: told ? null : notFixed(sequence, plan, without) });
  }
  return { tasks, refused };
}

/** The most that can be done of what was asked. */
function lessThan(sequence: Sequence, asked: PlanOptions): { repair: Repair; without: string } | null {
  const { margin, pastOutliers } = asked;
  const lesser = [
    { margin: 0n, pastOutliers },
    { margin, pastOutliers: false },
    { margin: 0n, pastOutliers: false },
  ];
  for (const less of lesser) {
    const plan = planFor(sequence, { ...asked, ...less });
    if (plan === null || 'refusal' in plan) continue;
    const parts = [
      ...(less.margin < margin ? ['the margin'] : []),
      ...(less.pastOutliers === pastOutliers ? [] : ['the lone values']),
    ];
    return { repair: plan.repair, without: parts.join(' and ') };
  }
  return null;
}

/** The finding that it is behind gives the reason already. */
function saysTheSame(sequence: Sequence, { refusal }: Refusal, asked: PlanOptions): boolean {
  const plan = planFor(sequence, { ...asked, margin: 0n, pastOutliers: false });
  return plan !== null && 'refusal' in plan && plan.refusal === refusal;
}

/** Every sequence, by its names. */
export const sequenceNamesQuery = `
SELECT n.nspname AS schema, NULL AS table, c.relname AS name
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S'
  AND n.nspname !~ '^pg_'`;

/** The sequences that were named; where nothing was, all but those that the settings say to ignore. */
export function chosenFrom(sequences: Sequence[], request: Request): Sequence[] {
  const { only } = request.fix;
  const isIgnored = ignoredIn(request.settings.sequences);
  return only.length === 0
    ? sequences.filter((sequence) => !isIgnored(sequence))
    : sequences.filter(({ schema, name }) => only.includes(name) || only.includes(`${schema}.${name}`));
}

function relationsOf(sequences: Sequence[]): number[] {
  return sequences.flatMap(({ feeds }) => feeds.flatMap(({ storages }) => storages.map(({ oid }) => oid)));
}

function failureOf(outcome: Outcome): Finding[] {
  return 'failure' in outcome ? [fixFailed(outcome.sequence, outcome.failure)] : [];
}
