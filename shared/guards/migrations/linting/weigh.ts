import type { LintClass, LintEntry } from '../../../model/report.ts';
import type { MigrationSettings } from '../../../model/settings.ts';
import type { Hazard } from './rule.ts';
import { busyReads, sizeInWords, smallBytes } from './size.ts';
import type { TableFacts } from './statement.ts';

/** From this many rows on, reading all of them under a lock that keeps writers out takes minutes: no longer careful. */
const largeRows = 10_000_000;

/** What a row takes at the least: its header and its pointer. https://www.postgresql.org/docs/current/storage-page-layout.html */
const bytesOfRow = 28;

/** What weighs: the hazard, the table as the database has it, and how many rows are in the way. */
export interface Weight {
  hazard: Hazard;
  /** null where the database does not have it, or nothing is known of it */
  table: TableFacts | null;
  /** null where they were not counted; 1000 stands for as many or more */
  inTheWay: { count: number; what: string } | null;
}

type Bounds = Pick<MigrationSettings, 'smallRows' | 'busyWrites'>;

/**
 * An entry with the class that it has on this database, and what that rests on in its message.
 *
 * | hazard | becomes safe | becomes dangerous |
 * | --- | --- | --- |
 * | scan, rewrite, build | small and quiet table | scan of 10 million rows under a lock that keeps writers out |
 * | lock | small and quiet table | |
 * | data | the table is known to be empty, or nothing is in the way | |
 * | loss | never; careful where the table is known to be empty | |
 * | failure | no row in the way of a small and quiet table; of another: careful | any row in the way |
 * | compatibility, opaque | | |
 *
 * Small: at most `smallRows` rows in at most 8 MB; where it was never analyzed, as many as its bytes can hold. Quiet: fewer
 * than `busyWrites` writes a second. What is unknown is neither. Under a lock that keeps readers out as well, a small and
 * quiet table with many reads is careful.
 */
export function weighed(entry: LintEntry, weight: Weight, bounds: Bounds): LintEntry {
  const { table, inTheWay } = weight;
  const size = table === null ? null : sizeInWords(table);
  const count = inTheWay === null ? null : `${countInWords(inTheWay.count)} ${inTheWay.what}`;
  const facts = [size, count].filter((fact) => fact !== null).join('; ');
  const message = facts === '' ? entry.message : `${entry.message} (${facts})`;
  return { ...entry, message, class: classOf(entry, weight, bounds) };
}

function classOf(entry: LintEntry, { hazard, table, inTheWay }: Weight, bounds: Bounds): LintClass {
  if (entry.class === 'safe') return 'safe';
  if (inTheWay !== null && inTheWay.count > 0) return 'dangerous';
  const calm = table !== null && isCalm(table, bounds);
  const best = readersWait(entry, table) ? 'careful' : 'safe';
  switch (hazard) {
    case 'scan':
      return calm ? best : raised(entry, table);
    case 'rewrite':
    case 'build':
    case 'lock':
      return calm ? best : entry.class;
    case 'loss':
      return table?.rows === 0 ? 'careful' : entry.class;
    case 'data':
      return table?.rows === 0 || inTheWay?.count === 0 ? 'safe' : entry.class;
    case 'failure':
      if (inTheWay === null) return entry.class;
      return calm ? best : 'careful';
    default:
      return entry.class;
  }
}

function isCalm({ rows, bytes, writesPerSecond }: TableFacts, { smallRows, busyWrites }: Bounds): boolean {
  const atMost = rows ?? bytes / bytesOfRow;
  return atMost <= smallRows && bytes <= smallBytes && writesPerSecond !== null && writesPerSecond < busyWrites;
}

/** They queue behind the lock from the moment on that it is asked for. */
function readersWait({ lock }: LintEntry, table: TableFacts | null): boolean {
  return lock === 'AccessExclusiveLock' && (table?.readsPerSecond ?? 0) >= busyReads;
}

const keepsWritersOut = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];

function raised({ class: own, lock }: LintEntry, table: TableFacts | null): LintClass {
  const large = table !== null && table.rows !== null && table.rows >= largeRows;
  return large && keepsWritersOut.includes(lock ?? '') ? 'dangerous' : own;
}

function countInWords(count: number): string {
  if (count === 0) return 'no';
  return count >= 1000 ? '1000 or more' : String(count);
}
