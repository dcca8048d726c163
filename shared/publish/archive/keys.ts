import type { Operation, Report } from '../../model/report.ts';

/** Where a report is kept for good: `reports/production/2026-11-21/01JD6B5T7M3V8Q2N4X9Z0C1R5E.json`. */
export function reportKey({ target, startedAt, id }: Pick<Report, 'target' | 'startedAt' | 'id'>): string {
  return `reports/${segment(target.name)}/${startedAt.slice(0, 10)}/${id}.json`;
}

/** Where the last report of a target and operation is kept: `latest/production/check.json`. */
export function latestKey({ target, operation }: { target: { name: string }; operation: Operation }): string {
  return `latest/${segment(target.name)}/${operation}.json`;
}

/** Where the manifest is kept that a target was last verified against: `manifests/production.json`. */
export function manifestKey(target: string): string {
  return `manifests/${segment(target)}.json`;
}

/** Where the schema and the row counts of a target's last runs are kept: `kept/production.json`. */
export function keptKey(target: string): string {
  return `kept/${segment(target)}.json`;
}

/** A target's name in a path. Names hold no tilde, so that this one stands for a dot that would lead elsewhere. */
export function segment(name: string): string {
  return /^\.+$/.test(name) ? name.replaceAll('.', '~') : name;
}

/**
 * A key that leads nowhere else: parts of letters, digits and `. - _ ~ =` between single slashes, none of dots alone.
 * @throws Error for any other
 */
export function safeKey(key: string): string {
  const safe = key.length <= 900 && key.split('/').every((part) => /^[\w.~=-]+$/.test(part) && !/^\.+$/.test(part));
  if (safe) return key;
  throw new Error('a key of the archive may hold letters, digits, dots, dashes and single slashes only');
}
