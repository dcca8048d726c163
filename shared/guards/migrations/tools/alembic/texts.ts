import { named, quotedText } from '../python/quoting.ts';
import { argument, type Call, nameOf, textOf, type Value } from '../python/value.ts';

/** `:name` in a text is a parameter to SQLAlchemy, `::type` and `\:` are not (sqlalchemy/sql/elements.py, TextClause). */
const parameter = /(?<![:\w\\]):\w+(?!:)/;

/** The SQL of a string or of `sa.text('...')`; null where it is not known, or has parameters. */
export function sqlTextOf(value: Value | undefined): string | null {
  const name = nameOf(value);
  const isText = value?.kind === 'call' && /^sqlalchemy\..*\b(text|literal_column)$/.test(name ?? '');
  const text = textOf(isText ? argument(value, 0, 'text') : value);
  if (text === null || parameter.test(text)) return null;
  return text.replaceAll('\\:', ':');
}

/** `name` null: the constraint has none, and PostgreSQL gives it one. */
export interface GivenName {
  name: string | null;
  /** by `op.f()`: no naming convention changes it */
  final: boolean;
}

/** The name that a constraint or index is given; null where that is not known. */
export function givenName(value: Value | undefined): GivenName | null {
  if (value === undefined || value.kind === 'none') return { name: null, final: false };
  const name = textOf(value);
  if (name !== null) return { name, final: false };
  const isFinal = value.kind === 'call' && /\.(f|conv)$/.test(nameOf(value) ?? '');
  const final = isFinal ? textOf(value.positional[0]) : null;
  return final === null ? null : { name: final, final: true };
}

/** `CONSTRAINT name `, or nothing where PostgreSQL names it. */
export function constraintName(name: string | null): string {
  return name === null ? '' : `CONSTRAINT ${named(name)} `;
}

const withoutParentheses = new Set(
  'current_date current_time current_timestamp current_user localtime localtimestamp session_user user'.split(' '),
);

/** The expression of a `server_default`; null where it is not known. */
export function defaultOf(value: Value): string | null {
  const plain = textOf(value);
  if (plain !== null) return quotedText(plain);
  const name = nameOf(value) ?? '';
  const [, called = ''] = /^sqlalchemy(?:\.sql)?(?:\.expression)?\.func\.(\w+)$/.exec(name) ?? [];
  if (value.kind === 'call' && called !== '' && value.positional.length === 0) {
    return withoutParentheses.has(called.toLowerCase()) ? called.toUpperCase() : `${called}()`;
  }
  if (/^sqlalchemy\..*\b(true|false)$/.test(name)) return name.slice(name.lastIndexOf('.') + 1);
  return sqlTextOf(value);
}

/** ` ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`, as a foreign key or unique constraint says; null where it is not known. */
export function constraintOptions(call: Call): string | null {
  let options = '';
  for (const [name, words] of [
    ['onupdate', 'ON UPDATE'],
    ['ondelete', 'ON DELETE'],
  ] as const) {
    const value = call.named.get(name);
    if (value === undefined || value.kind === 'none') continue;
    const action = textOf(value);
    if (action === null) return null;
    options += ` ${words} ${action}`;
  }
  const deferrable = call.named.get('deferrable');
  if (deferrable?.kind === 'boolean') options += deferrable.value ? ' DEFERRABLE' : ' NOT DEFERRABLE';
  const initially = textOf(call.named.get('initially'));
  return initially === null ? options : `${options} INITIALLY ${initially}`;
}
