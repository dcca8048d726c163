import { literal } from '../../../session/sql.ts';
import type { Phase, Undoing } from './piece.ts';

/** ` WITH (fillfactor='70')`; nothing where there are none. Each is `name=value`, as the catalog keeps it. */
export function given(options: string[]): string {
  return options.length === 0 ? '' : ` WITH (${newOptions(options)})`;
}

/** `fillfactor='70', toast.autovacuum_enabled='false'` */
export function newOptions(options: string[]): string {
  return options
    .map((option) => {
      const end = option.indexOf('=');
      return end === -1 ? option : `${option.slice(0, end)} = ${literal(option.slice(end + 1))}`;
    })
    .join(', ');
}

/** Sets the options that are missing or other, and takes back those that are there in addition. */
export function optionsChanged(
  alter: string,
  { now, was, phase }: { now: unknown; was: unknown; phase: Phase },
): Undoing {
  const wanted = Array.isArray(now) ? (now as string[]) : [];
  const there = Array.isArray(was) ? (was as string[]) : [];
  const name = (option: string) => option.split('=', 1)[0] ?? '';
  const names = new Set(wanted.map(name));
  const set = wanted.filter((option) => !there.includes(option));
  const reset = there.map(name).filter((option) => !names.has(option));
  return {
    pieces: [
      ...(reset.length === 0 ? [] : [{ sql: `${alter} RESET (${reset.join(', ')})`, phase }]),
      ...(set.length === 0 ? [] : [{ sql: `${alter} SET (${newOptions(set)})`, phase }]),
    ],
  };
}
