import type { Evidence, Finding } from '../model/finding.ts';
import type { GuardName, Report } from '../model/report.ts';
import { plural } from './counts.ts';
import { visible } from './printable.ts';

/** What each guard examines. */
export const nouns: Record<GuardName, string> = {
  sequences: 'sequence',
  migrations: 'migration',
  schema: 'object',
  data: 'table',
};

/** Evidence that the message does not hold already, in words: "stored rows: 12". */
export function evidenceBeyond({ evidence, message }: Finding): string[] {
  return Object.entries(evidence)
    .filter(([, value]) => value !== null && !says(message, value))
    .map(([name, value]) => visible(`${inWords(name)}: ${inText(value)}`));
}

function says(message: string, value: Evidence[string]): boolean {
  if (typeof value === 'boolean') return false;
  const parts = Array.isArray(value) ? value : [String(value)];
  const words = message.split(/[\s,;:()]+/);
  return parts.every((part) => words.includes(part) || (part.length > 3 && message.includes(part)));
}

function inText(value: Evidence[string]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Which database answered: "PostgreSQL 17.9, database shop on db.example.com, environment production". */
export function whereabouts({ target }: Report): string {
  const { server, database, host, environment } = target;
  const place = [database === null ? '' : `database ${database}`, host === null ? '' : `on ${host}`];
  const parts = [server, place.filter(Boolean).join(' '), environment === null ? null : `environment ${environment}`];
  return visible(parts.filter(Boolean).join(', '));
}

/** What it took: "41 ms, 3 round trips, connected in 3.2 s at the 2nd attempt". */
export function effort({ durationMs, roundTrips, target }: Report): string {
  const parts = [duration(durationMs), plural(roundTrips, 'round trip')];
  const { connectMs, attempts } = target;
  if (connectMs === null && attempts > 1) parts.push(`no connection after ${attempts} attempts`);
  // A quick connect is no news; a slow one explains a slow run.
  if (connectMs !== null && (connectMs >= 1000 || attempts > 1)) {
    parts.push(`connected in ${duration(connectMs)}${attempts > 1 ? ` after ${attempts} attempts` : ''}`);
  }
  return parts.join(', ');
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
