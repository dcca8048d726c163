import type { TableEntry } from '../../../model/report.ts';
import type { Kept, Request, Target } from '../../../model/request.ts';
import { failedBeside } from '../../../session/failed-beside.ts';
import type { Session } from '../../../session/session.ts';
import type { Expected } from '../../migrations/tables.ts';
import { together } from '../../schema/beside.ts';
import { unreadBy } from '../ask.ts';
import { budgetOf } from '../budget.ts';
import type { Reader } from '../reader.ts';
import type { CountFacts, TableCount, UncountedTable } from './counts.ts';
import { type Counted, countedTables } from './tables.ts';

/** Nobody asked. */
export const nothingCounted: CountFacts = { tables: [], other: null, uncounted: null, unread: [], before: null };

/**
 * The rows of every table, where something asks for them: another target, the last run or the next one, or `all`. A fix changes none, and
 * counts none. Both targets count at the same time, each within a budget of its own.
 */
export async function countFacts(session: Session, request: Request, reader: Reader): Promise<CountFacts> {
  const target = request.reference && 'target' in request.reference ? request.reference : null;
  const kept = request.kept && 'tables' in request.kept ? request.kept : null;
  if (request.operation === 'fix' || !(target || kept || request.all || request.keeps)) return nothingCounted;
  session.progress.step('counting rows');
  const [here, there] = await together(
    countedTables(session, reader, projectsOf(request)),
    target === null ? Promise.resolve(null) : countedThere(session, request, target.target),
  );
  const others = there && 'tables' in there ? there.tables : null;
  const failed = there && 'failed' in there ? there.failed : null;
  const uncounted = target || kept || request.all ? uncountedBy(request, reader) : null;
  return {
    tables: sideBySide(here, others, kept),
    other: target === null ? null : { name: target.name, failed },
    uncounted,
    unread: [
      ...(uncounted === null ? unreadIn(request.all ? here : common(here, others), null) : []),
      ...(target === null ? [] : unreadIn(common(others ?? [], here), target.name)),
    ],
    before: kept?.countedAt ?? kept?.at ?? null,
  };
}

function uncountedBy({ readFrom, target }: Request, reader: Reader): CountFacts['uncounted'] {
  return 'failure' in reader ? { by: (readFrom ?? target).name, ...unreadBy(reader) } : null;
}

/** Those that the other side has as well: the rows of a table that is on one side alone are compared with nothing. */
function common(tables: Counted[], others: Counted[] | null): Counted[] {
  const paths = new Set(others?.map(pathOf));
  return tables.filter((table) => paths.has(pathOf(table)));
}

function unreadIn(tables: Counted[], name: string | null): UncountedTable[] {
  return tables.flatMap(({ schema, name: table, unread }) => {
    if (unread === null || unread.because !== undefined) return [];
    return [{ schema, table, in: name, ...unread }];
  });
}

function projectsOf({ expectation, settings }: Request): Expected[] {
  return [...(expectation?.manifest.projects ?? []), ...settings.migrations.projects];
}

async function countedThere(
  session: Session,
  request: Request,
  target: Target,
): Promise<{ tables: Counted[] } | { failed: string }> {
  const { data, limits } = request.settings;
  const statementSeconds = Math.max(data.tableSeconds, limits.statementSeconds);
  try {
    const tables = await session.beside(
      target,
      (other) => {
        const mostCost = request.all ? null : data.mostCost;
        const reader = { session: other, budget: budgetOf(data), mostCost, replica: null };
        return countedTables(other, reader, projectsOf(request));
      },
      { limits: { statementSeconds }, another: true },
    );
    return { tables };
  } catch (error) {
    return { failed: failedBeside(error).message };
  }
}

/** Tables of this side with their rows elsewhere. What only the other target has is a difference of the schema. */
function sideBySide(here: Counted[], others: Counted[] | null, kept: Kept | null): TableCount[] {
  const there = new Map(others?.map((table) => [pathOf(table), table]));
  const before = new Map(kept?.tables.map((table) => [pathOf(table), table]));
  return here.map((table) => {
    const { rows, exact } = table;
    const other = there.get(pathOf(table));
    return {
      schema: table.schema,
      name: table.name,
      here: { rows, exact },
      other: other ? { rows: other.rows, exact: other.exact } : null,
      before: keptCount(before.get(pathOf(table))),
    };
  });
}

function keptCount(entry: TableEntry | undefined): TableCount['before'] {
  return entry ? { rows: entry.rows === null ? null : BigInt(entry.rows), exact: entry.exact } : null;
}

function pathOf({ schema, name }: { schema: string; name: string }): string {
  return JSON.stringify([schema, name]);
}
