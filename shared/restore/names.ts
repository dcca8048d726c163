/** The moment in the names of restore points, UTC: `20261121t090000z`. Letters and digits alone, as every service takes them. */
export function stampOf(at: Date): string {
  return at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '')
    .toLowerCase();
}

/** Stands for the stamp where nothing is made yet. */
export const stampToCome = '<time>';

const stamp = /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z$/;

/** The moment that a stamp says; null where the text is none. */
export function momentOf(text: string): Date | null {
  const [, ...parts] = stamp.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(moment.getTime()) || stampOf(moment) !== text ? null : moment;
}

/** The stamp that a name ends with, where it begins with `prefix` and there is nothing between them; else null. */
export function momentIn(name: string, prefix: string): Date | null {
  return name.startsWith(prefix) ? momentOf(name.slice(prefix.length)) : null;
}

/**
 * A target's name as RDS takes it in identifiers: lower-case letters, digits and single dashes, and so short that with
 * `lockstep-` and the stamp it has no more than the 63 letters of a cluster snapshot. Two targets may share it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html
 */
export function slugOf(target: string): string {
  const letters = target.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return letters.slice(0, 37).replace(/^-+|-+$/g, '') || 'target';
}

const dayMs = 24 * 60 * 60 * 1000;

/** When something that is made at that moment has been kept for so many days. */
export function afterDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * dayMs);
}

/** Whether it has been kept for so many days by now. */
export function isOver(at: string | Date, days: number): boolean {
  return afterDays(new Date(at), days).getTime() < Date.now();
}

/** Those with the newest moment first. */
export function newestFirst<Point extends { at: string }>(points: Point[]): Point[] {
  return points.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
