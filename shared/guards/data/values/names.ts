const anywhere = new Set([
  'date',
  'dates',
  'datetime',
  'timestamp',
  'time',
  'day',
  'birth',
  'birthday',
  'birthdate',
  'dob',
  'born',
  'expires',
  'expiry',
  'expiration',
  'until',
  'since',
  'deadline',
  'due',
  'datum',
  'fecha',
]);
const atTheEnd = new Set(['at', 'on', 'from', 'to']);
const never = new Set(['zone', 'format', 'unit', 'type', 'id', 'name', 'of']);

/** What the names of the columns hold that `looksLikeDate` is asked about; for the server, which cannot take words apart. */
export const datePattern = 'date|time|day|birth|dob|born|expir|until|since|deadline|due|datum|fecha|at$|on$|from$|to$';

/** Whether a column's name says that it holds dates: `birth_date`, `createdAt`, `valid_until`. */
export function looksLikeDate(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  if (words.some((word) => never.has(word))) return false;
  const last = words.at(-1) ?? '';
  return words.some((word) => anywhere.has(word)) || (words.length > 1 && atTheEnd.has(last));
}
