import { visible } from './printable.ts';

/** "41 ms", "3.2 s", "4 min 10 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** An ISO 8601 moment as a person reads it: "2026-11-21 09:00:00 UTC"; what is none stays as it is. */
export function moment(text: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
  return day === undefined ? visible(text) : `${day} ${time} UTC`;
}
