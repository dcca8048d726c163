import type { TableFacts } from './statement.ts';

/** A table of more bytes, with its indexes, is never small: statistics may be old, and rows may be long. */
export const smallBytes = 8 * 1024 * 1024;

/** From this many scans a second on, those who wait for a lock that keeps readers out are many. */
export const busyReads = 10;

/**
 * "orders holds 40 million rows in 5.2 GB, 120 writes a second". Bytes where they are many, or the rows were never counted;
 * reads where they are many.
 */
export function sizeInWords({ name, rows, bytes, writesPerSecond, readsPerSecond }: TableFacts): string {
  const within = bytes > smallBytes ? ` in ${bytesInWords(bytes)}` : '';
  const held = rows === null ? `${bytesInWords(bytes)}, never analyzed` : `${rowsInWords(rows)}${within}`;
  const traffic = [
    writesPerSecond === null || writesPerSecond < 0.1 ? '' : `, ${rateInWords(writesPerSecond, 'write')}`,
    readsPerSecond === null || readsPerSecond < busyReads ? '' : `, ${rateInWords(readsPerSecond, 'read')}`,
  ];
  return `${name} holds ${held}${traffic.join('')}`;
}

function rowsInWords(rows: number): string {
  if (rows === 0) return 'no rows';
  return `${rows >= 10_000 ? 'about ' : ''}${rounded(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

function rateInWords(rate: number, what: 'write' | 'read'): string {
  const count = rate >= 10 ? rounded(rate) : String(Math.round(rate * 10) / 10);
  return `${count} ${count === '1' ? what : `${what}s`} a second`;
}

function rounded(count: number): string {
  if (count >= 1e9) return `${significant(count / 1e9)} billion`;
  if (count >= 1e6) return `${significant(count / 1e6)} million`;
  return Math.round(count).toLocaleString('en-US');
}

function significant(number: number): string {
  return String(Number(number.toPrecision(number >= 100 ? 3 : 2)));
}

function bytesInWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)));
  return `${significant(bytes / 1024 ** step)} ${units[step]}`;
}
