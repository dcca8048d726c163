import type { Migration } from '../../../../model/manifest.ts';
import type { Call, Term } from '../elixir/parse.ts';
import type { Comment } from '../ruby/expression.ts';
import { type Written, withRemarks } from '../ruby/remarks.ts';
import type { Conventions } from './columns.ts';
import { commands } from './commands.ts';
import { NotConstantError } from './values.ts';

type Body = Pick<Migration, 'sql' | 'opaque' | 'outsideTransaction'>;

/** What `change` or `up` of a migration's module runs forward, as far as it can be read without running it. */
export function bodyOf(file: Term[], comments: Comment[], own: Conventions): Body {
  const module = file.find(
    (each): each is Call => each.is === 'call' && each.name === 'defmodule' && each.body !== null,
  );
  const body = module?.body ?? [];
  const forward = methodIn(body, 'change') ?? methodIn(body, 'up');
  const written: Written[] = [];
  let opaque = forward === null || !body.some(isMigration);
  for (const statement of forward ?? []) if (!translate(statement, written, own)) opaque = true;
  const outside = body.some((each) => each.is === 'call' && each.name === '@disable_ddl_transaction' && isSet(each));
  return {
    sql: withRemarks(written, comments),
    ...(opaque ? { opaque } : {}),
    ...(outside ? { outsideTransaction: true } : {}),
  };
}

function isMigration(term: Term): boolean {
  return (
    term.is === 'call' && term.name === 'use' && term.items[0]?.is === 'call' && term.items[0].name === 'Ecto.Migration'
  );
}

function isSet({ items: [value] }: Call): boolean {
  return value?.is === 'atom' && value.name === 'true';
}

/** `def change do ... end`, or `def change, do: ...` */
function methodIn(body: Term[], name: string): Term[] | null {
  for (const term of body) {
    if (term.is !== 'call' || term.name !== 'def' || term.items[0]?.is !== 'call' || term.items[0].name !== name)
      continue;
    const short = term.keys.get('do');
    return term.body ?? (short ? [short] : null);
  }
  return null;
}

/** Whether a statement could be told. What is told is written down, or nothing of it. */
function translate(term: Term, written: Written[], own: Conventions): boolean {
  if (term.is === 'atom') return true;
  const command = term.is === 'call' && Object.hasOwn(commands, term.name) ? commands[term.name] : undefined;
  if (term.is !== 'call' || !command) return false;
  try {
    const line = term.name === 'execute' ? (term.items[0]?.line ?? term.line) : term.line;
    for (const sql of command(term, own))
      written.push({ text: sql.includes('\n') ? sql : `${sql};`, line, from: term.line });
    return true;
  } catch (error) {
    if (error instanceof NotConstantError) return false;
    throw error;
  }
}
