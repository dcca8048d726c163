import type { Migration, SqlPart } from '../../../../model/manifest.ts';
import type { RubyClass, RubyFile } from '../ruby/expression.ts';
import { withRemarks } from '../ruby/remarks.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import type { Known } from './known.ts';
import { type Translation, translated } from './method.ts';
import { constantOf, NotConstantError, type Value } from './value.ts';

/** What holds for all migrations of a project, in their order. */
export interface Surroundings {
  known: Known;
  ownInflections: boolean;
}

type Body = Pick<Migration, 'sql' | 'opaque' | 'outsideTransaction'>;

/** The SQL that a migration's file runs forward, as far as it can be read without running it. */
export function bodyOf(file: RubyFile, surroundings: Surroundings): Body {
  const migration = file.classes.find(({ methods }) => methods.has('change') || methods.has('up'));
  if (!migration) return { sql: [], opaque: true };
  const version = versionOf(migration);
  const { sql, opaque } = forward(migration, dialectOf(version ?? 8), surroundings);
  const outside = migration.body.some((each) => each.is === 'call' && each.name === 'disable_ddl_transaction!');
  return {
    sql: withRemarks(sql, file.comments),
    ...(opaque || version === null ? { opaque: true } : {}),
    ...(outside ? { outsideTransaction: true } : {}),
  };
}

/** `ActiveRecord::Migration[7.1]`; without a version it is of Rails 4. null for a class of their own. */
function versionOf({ parent }: RubyClass): number | null {
  const [, version] = /^(?:::)?ActiveRecord::Migration(?:\[([\d.]+)\])?$/.exec(parent) ?? [];
  if (version !== undefined) return Number(version);
  return /^(?:::)?ActiveRecord::Migration$/.test(parent) ? 4.2 : null;
}

function forward(migration: RubyClass, dialect: Dialect, { known, ownInflections }: Surroundings): Translation {
  const parts: SqlPart[] = [];
  const write = (sql: string, line: number) => {
    parts.push({ line, text: `${sql};` });
  };
  const body = migration.methods.get('change') ?? migration.methods.get('up') ?? [];
  return translated(body, constantsOf(migration), { dialect, known, ownInflections, parts, write });
}

function constantsOf({ body }: RubyClass): Map<string, Value> {
  const constants = new Map<string, Value>();
  for (const statement of body) {
    if (statement.is !== 'set') continue;
    try {
      constants.set(statement.name, constantOf(statement.value, constants));
    } catch (error) {
      if (!(error instanceof NotConstantError)) throw error;
    }
  }
  return constants;
}
