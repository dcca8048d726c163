import type { Pending } from './index.ts';

/** Why migrations could not be linted, or only in part; null where all of them were. */
export function unlintedOf(pending: Pick<Pending, 'migration'>[]): string | null {
  const absent = pending.filter(({ migration }) => migration.sql === undefined && !migration.effects?.length);
  const opaque = pending.filter(({ migration }) => migration.sql !== undefined && migration.opaque === true);
  const reasons = [
    absent.length === 0 ? null : `the SQL of ${named(absent)} is not known`,
    opaque.length === 0 ? null : `parts of ${named(opaque)} could not be read as SQL`,
  ];
  return reasons.filter((each) => each !== null).join('; ') || null;
}

const most = 3;

function named(pending: Pick<Pending, 'migration'>[]): string {
  const names = pending.slice(0, most).map(({ migration }) => migration.id);
  const rest = pending.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(', ');
}
