import type { SqlPart } from '../../../../model/manifest.ts';
import { named } from '../python/quoting.ts';

/**
 * What Django runs at the end of a migration: foreign keys and indexes of what the migration makes. What it drops or
 * renames in the meantime is dropped and renamed there too (django/db/backends/ddl_references.py). These texts are our own,
 * with keywords in capitals, so that what is not in capitals is a name.
 */
export type Deferred = SqlPart[];

/** Takes out what is about a table. */
export function forgetTable(deferred: Deferred, table: string) {
  keep(deferred, ({ text }) => !namesIn(text).includes(named(table)));
}

/** Takes out what is about a column of a table. */
export function forgetColumn(deferred: Deferred, table: string, column: string) {
  keep(deferred, ({ text }) => {
    const names = namesIn(text);
    return !names.includes(named(table)) || !names.includes(named(column));
  });
}

/** Renames a table. */
export function renameTableIn(deferred: Deferred, from: string, to: string) {
  rename(deferred, named(from), { to: named(to), about: named(from) });
}

/** Renames a column of a table. */
export function renameColumnIn(deferred: Deferred, table: string, { from, to }: { from: string; to: string }) {
  rename(deferred, named(from), { to: named(to), about: named(table) });
}

const name = /"(?:[^"]|"")+"|[\w$]+/g;

function namesIn(text: string): string[] {
  return text.match(name) ?? [];
}

function keep(deferred: Deferred, isKept: (part: SqlPart) => boolean) {
  deferred.splice(0, deferred.length, ...deferred.filter(isKept));
}

function rename(deferred: Deferred, from: string, { to, about }: { to: string; about: string }) {
  for (const part of deferred) {
    if (namesIn(part.text).includes(about))
      part.text = part.text.replaceAll(name, (each) => (each === from ? to : each));
  }
}
