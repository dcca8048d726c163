import type { Node } from '@pgsql/types';
import type { SqlPart } from '../../../model/manifest.ts';
import { type Effect, effectText } from '../effects.ts';
import { statementsInBlock } from '../linting/do-block.ts';
import { nodeOf } from '../linting/names.ts';
import { loadParser, parse } from '../linting/parse.ts';
import { type Doing, none, opaque } from './doing.ts';
import { effectsOfCreation } from './effects-of-creation.ts';
import { effectsOfDrop, effectsOfMove, effectsOfRename } from './effects-of-drop.ts';
import { effectsOfAlterTable } from './effects-of-table.ts';

/** As the manifest's schema takes them; nobody names anything like that. */
const longestText = 2000;

/**
 * What the SQL of a migration does to objects, and whether parts of it could not be read. Names that PostgreSQL chooses
 * (`users_pkey`) are left out: whether it has to put a number behind them depends on what else has that name in the schema.
 */
export async function effectsOf(parts: SqlPart[]): Promise<{ effects: string[]; opaque: boolean }> {
  await loadParser();
  const told = effectsTold(parts);
  const texts = told.effects.map(effectText);
  const effects = texts.filter((text) => text.length <= longestText);
  return { effects, opaque: told.opaque || effects.length < texts.length };
}

function effectsTold(parts: SqlPart[]): Doing {
  const effects: Effect[] = [];
  const temporary = new Set<string>();
  const unsure = new Set<string>();
  let hidden = false;
  let begun = 0;
  for (const { text } of parts) {
    const { bytes, statements, faults } = parse(text);
    hidden ||= faults.some(({ harmless }) => !harmless);
    for (const { node } of statements.flatMap((each) => statementsInBlock(bytes, each) ?? [each])) {
      const kind = nodeOf({ node }, 'TransactionStmt')?.kind;
      if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START' || kind === 'TRANS_STMT_COMMIT')
        begun = effects.length;
      if (kind === 'TRANS_STMT_ROLLBACK') effects.splice(begun);
      const doing = effectsOfStatement(node);
      hidden ||= doing.opaque || kind === 'TRANS_STMT_ROLLBACK_TO';
      for (const name of doing.temporary ?? []) temporary.add(name);
      for (const { action, path } of doing.effects) if (action === 'unsure') unsure.add(path.at(-1) ?? '');
      const of = nodeOf({ node }, 'IndexStmt')?.relation?.relname ?? '';
      if (temporary.has(of) || unsure.has(of)) continue;
      effects.push(...doing.effects.filter(({ path }) => !path.some((each) => temporary.has(each))));
    }
  }
  return { effects, opaque: hidden };
}

const readers: Record<string, (node: never) => Doing> = {
  AlterTableStmt: effectsOfAlterTable,
  DropStmt: effectsOfDrop,
  RenameStmt: effectsOfRename,
  AlterObjectSchemaStmt: effectsOfMove,
  DoStmt: () => opaque,
  ExecuteStmt: () => opaque,
  CallStmt: () => opaque,
  DropOwnedStmt: () => opaque,
  ImportForeignSchemaStmt: () => opaque,
};

/** What one statement does, as its parse tree says it. */
export function effectsOfStatement(node: Node): Doing {
  const [kind = '', body] = Object.entries(node)[0] ?? [];
  return readers[kind]?.(body as never) ?? effectsOfCreation(node, effectsOfStatement) ?? none;
}
