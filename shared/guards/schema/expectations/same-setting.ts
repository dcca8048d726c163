const inBytes: Record<string, number> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 };
const inMicroseconds: Record<string, number> = { us: 1, ms: 1e3, s: 1e6, min: 6e7, h: 36e8, d: 864e8 };
const utc = new Set([
  'utc',
  'etc/utc',
  'uct',
  'etc/uct',
  'zulu',
  'etc/zulu',
  'universal',
  'etc/universal',
  'gmt',
  'etc/gmt',
]);

/** What is known of a setting besides its value: `type` and `unit` as pg_settings has them. */
export interface SettingKind {
  name: string;
  type: string | null;
  unit: string | null;
}

/**
 * Whether a setting's value is the one that is wanted, however that is spelled: on and true, 2s and 2000 (in the setting's
 * unit), UTC and Etc/UTC, UTF8 and utf-8.
 */
export function isSetting(value: string, wanted: string, { name, type, unit }: SettingKind): boolean {
  if (type === 'bool') return isOn(value) === isOn(wanted);
  if (type === 'integer' || type === 'real') return amount(value, unit) === amount(wanted, unit);
  return normal(value, name.toLowerCase()) === normal(wanted, name.toLowerCase());
}

/** PostgreSQL takes any beginning of true, false, yes and no. */
function isOn(text: string): boolean | string {
  const lower = text.trim().toLowerCase();
  if (['on', '1'].includes(lower) || isBeginning(lower, ['true', 'yes'])) return true;
  if (['off', 'of', '0'].includes(lower) || isBeginning(lower, ['false', 'no'])) return false;
  return lower;
}

function isBeginning(text: string, words: string[]): boolean {
  return text !== '' && words.some((word) => word.startsWith(text));
}

/** In bytes or microseconds where the setting has a unit. A unit may be a multiple: 8kB. */
function amount(text: string, unit: string | null): number | string {
  const [, number = '', own = ''] = /^\s*(-?[\d.]+(?:e[-+]?\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  if (number === '') return text.trim();
  const [, times = '', base = ''] = /^(\d*)(.*)$/.exec(unit ?? '') ?? [];
  const usual = sizeOf(base) * Number(times || 1);
  // -1 and 0 switch something off, in whatever unit.
  return Number(number) <= 0 ? Number(number) : Number(number) * (own === '' ? usual : sizeOf(own));
}

function sizeOf(unit: string): number {
  const lower = unit.toLowerCase();
  return inBytes[lower] ?? inMicroseconds[lower] ?? 1;
}

function normal(text: string, name: string): string {
  const lower = text.trim().toLowerCase();
  if (name === 'timezone' || name === 'log_timezone') return utc.has(lower) ? 'utc' : lower;
  if (name.endsWith('_encoding')) return lower.replaceAll(/[^a-z0-9]/g, '').replace(/^unicode$/, 'utf8');
  if (name.startsWith('lc_')) return lower.replaceAll('-', '');
  if (name === 'datestyle' || name === 'search_path') return lower.replaceAll(/[\s"]/g, '');
  // The values of the application's own settings are its own business, letters included.
  return name.includes('.') ? text : lower;
}
