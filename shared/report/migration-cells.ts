import type { HistoryEntry, MigrationEntry, MigrationStatus } from '../model/report.ts';
import { plural } from './counts.ts';
import { visible } from './printable.ts';

/** "41 migrations applied, 2 pending, 1 edited": every status with its count. */
export function migrationsSentence(histories: HistoryEntry[]): string {
  const entries = histories.flatMap((history) => history.entries);
  const count = (status: MigrationStatus) => entries.filter((entry) => entry.status === status).length;
  const applied = count('applied') + count('baseline');
  const others = inOrder.filter((status) => count(status) > 0).map((status) => `${count(status)} ${inWords(status)}`);
  return [`${plural(applied, 'migration')} applied`, ...others].join(', ');
}

const inOrder: MigrationStatus[] = [
  'failed',
  'partially-applied',
  'edited',
  'missing-from-repository',
  'will-be-skipped',
  'out-of-order',
  'pending',
  'rolled-back',
];

function inWords(status: MigrationStatus): string {
  return status.replaceAll('-', ' ');
}

/** What the next deploy applies, in its order. */
export function toBeApplied(histories: HistoryEntry[]): MigrationEntry[] {
  return histories.flatMap(({ entries }) =>
    entries.filter(({ status }) => status === 'pending' || status === 'out-of-order'),
  );
}

const phases = {
  expand: 'only adds: fits the code that runs',
  contract: 'takes away: after the code that no longer needs it',
  both: 'adds and takes away: two deploys are safer',
};

/** Migrations to be applied as rows of a table. */
export function pendingRows(entries: MigrationEntry[]): string[][] {
  return entries.map(({ id, phase }) => [visible(id), phase === undefined ? '' : `${phase}: ${phases[phase]}`]);
}

/** Every migration as a table: its titles first. */
export function migrationRows(histories: HistoryEntry[]): string[][] {
  const titles = ['migration', 'tool', 'status', 'applied', 'took'];
  return [
    titles,
    ...histories.flatMap(({ tool, entries }) =>
      entries.map(({ id, status, appliedAt, durationMs }) => [
        visible(id),
        tool,
        inWords(status),
        appliedAt === undefined ? '-' : visible(appliedAt),
        durationMs === undefined ? '-' : `${Math.round(durationMs)} ms`,
      ]),
    ),
  ];
}
