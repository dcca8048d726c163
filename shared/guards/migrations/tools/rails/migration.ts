import type { Migration } from '../../../../model/manifest.ts';
import type { RubyClass, RubyFile } from '../ruby/expression.ts';
import { type Written, withRemarks } from '../ruby/remarks.ts';
import { dialectOf } from './dialect.ts';
import type { Known } from './known.ts';
import { translate } from './method.ts';
import { constantOf, NotConstantError, type Value } from './value.ts';
import type { Writer } from './writer.ts';

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
  const written: Written[] = [];
  const write: Writer['write'] = (text, from, line = from) => written.push({ text: ended(text), from, line });
  const body = migration.methods.get('change') ?? migration.methods.get('up') ?? [];
  const writer = { ...surroundings, dialect: dialectOf(version ?? 8), write };
  const opaque = translate(body, constantsOf(migration), writer) || version === null;
  const outside = migration.body.some((each) => each.is === 'call' && each.name === 'disable_ddl_transaction!');
  return {
    sql: withRemarks(written, file.comments),
    ...(opaque ? { opaque } : {}),
    ...(outside ? { outsideTransaction: true } : {}),
  };
}

function ended(sql: string): string {
  return /;\s*$/.test(sql) || sql.includes('\n') ? sql : `${sql};`;
}

/** `ActiveRecord::Migration[7.1]`; without a version it is of Rails 4. null for a class of their own. */
function versionOf({ parent }: RubyClass): number | null {
  const [, version] = /^(?:::)?ActiveRecord::Migration(?:\[([\d.]+)\])?$/.exec(parent) ?? [];
  if (version !== undefined) return Number(version);
  return /^(?:::)?ActiveRecord::Migration$/.test(parent) ? 4.2 : null;
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
