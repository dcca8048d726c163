import type { TableFacts } from './statement.ts';

/** "orders holds 40 million rows, 120 writes a second"; the size in bytes where the rows were never counted. */
export function sizeInWords({ name, rows, bytes, writesPerSecond }: TableFacts): string {
  const held = rows === null ? `${bytesInWords(bytes)}, never analyzed` : rowsInWords(rows);
  const traffic = writesPerSecond === null || writesPerSecond < 0.1 ? '' : `, ${writesInWords(writesPerSecond)}`;
  return `${name} holds ${held}${traffic}`;
}

function rowsInWords(rows: number): string {
  if (rows === 0) return 'no rows';
  return `${rows >= 10_000 ? 'about ' : ''}${rounded(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

function writesInWords(rate: number): string {
  const written = rate >= 10 ? rounded(rate) : String(Math.round(rate * 10) / 10);
  return `${written} ${written === '1' ? 'write' : 'writes'} a second`;
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
