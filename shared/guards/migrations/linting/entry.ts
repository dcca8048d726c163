import type { LintEntry } from '../../../model/report.ts';
import { standIn } from '../tools/django/stand-in.ts';
import { inWords } from './names.ts';
import type { Hit, LintRule } from './rule.ts';
import type { Statement } from './statement.ts';
import type { PlacedFault } from './statements.ts';

/** What a report says of a hit, before the database at hand weighs it. */
export function entryOf(statement: Statement, rule: LintRule, hit: Hit): LintEntry {
  const { migration, file, line } = statement;
  const recipe = (hit.recipe ?? rule.recipe)?.map((step) => step.replaceAll(standIn, '...'));
  // What nobody can paste is no way to the same end.
  const sql = hit.sql?.some((step) => step.includes(standIn)) ? undefined : hit.sql;
  return {
    migration,
    file,
    line,
    rule: rule.name,
    class: hit.class ?? rule.class,
    lock: hit.lock === undefined ? rule.lock : hit.lock,
    ...(hit.table === undefined ? {} : { table: inWords(hit.table) }),
    message: hit.message,
    ...(sql === undefined ? {} : { sql }),
    ...(recipe === undefined ? {} : { recipe }),
  };
}

/** What a report says of SQL that the parser does not understand. PostgreSQL refuses a syntax error as well. */
export function faultEntry(migration: string, file: string, { kind, message, line, column }: PlacedFault): LintEntry {
  const text =
    kind === 'syntax-error'
      ? `${message}, in column ${column}: PostgreSQL refuses it`
      : `${message}: nothing is known of what it does`;
  return {
    migration,
    file,
    line,
    rule: kind,
    class: kind === 'syntax-error' ? 'dangerous' : 'careful',
    lock: null,
    message: text,
  };
}
