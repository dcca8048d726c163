import type { Request } from '../../../model/request.ts';
import { failedBeside } from '../../../session/failed-beside.ts';
import type { Session } from '../../../session/session.ts';
import { normalTypeFrom, normalTypeStatement } from '../../schema/expectations/types.ts';
import { ask, type Reply, seeReason, type Unread, unanswered } from '../ask.ts';
import { ignoredData } from '../ignore.ts';
import { pendingMakerOf } from '../pending.ts';
import type { Reader } from '../reader.ts';
import { sizesQuery, type Types, tableFrom, typesIn, typesOf, typesQuery } from './columns.ts';
import { type Mismatch, withMakers } from './pending-types.ts';
import { everyRow, type Source, someRows } from './source.ts';
import {
  type Candidate,
  type Tried,
  triedFrom,
  triedOneByOne,
  triesQuestion,
  tryStatement,
  valuesFrom,
  valuesQuestion,
} from './tries.ts';
import type { TypeMismatch } from './values.ts';

/** Where not all of a table may be read, as many rows are. */
const enough = 50_000;

/** The columns whose type is another one in the reference, with what came of trying their values in that type. */
export async function typeMismatches(session: Session, request: Request, reader: Reader): Promise<TypeMismatch[]> {
  const theirs = await theirTypes(session, request);
  if (theirs === null) return [];
  const [rows = []] = await session.read(typesQuery);
  const isIgnored = ignoredData(request.settings.data);
  const differing = rows.flatMap((row) => {
    const [schema, table] = [String(row.schema), String(row.table)];
    const other = theirs.get(`${schema}.${table}`) ?? {};
    return Object.entries(typesIn(row)).flatMap(([column, type]): Differing[] => {
      const wanted = Object.hasOwn(other, column) ? other[column] : undefined;
      if (wanted === undefined || wanted === type) return [];
      const subject = { kind: 'column' as const, schema, table, name: column };
      return isIgnored({ code: 'data/type-mismatch', subject }) ? [] : [{ schema, table, column, type, wanted }];
    });
  });
  if (differing.length === 0) return [];
  const mismatches = await tried(session, await withSizes(session, differing), reader);
  return mismatches.length === 0 ? [] : withMakers(mismatches, await pendingMakerOf(session, request));
}

type Differing = Pick<TypeMismatch, 'schema' | 'table' | 'column' | 'type' | 'wanted'>;

async function withSizes(session: Session, differing: Differing[]): Promise<Candidate[]> {
  const pathOf = ({ schema, table }: Pick<Differing, 'schema' | 'table'>) => `${schema}.${table}`;
  const [rows = []] = await session.read(sizesQuery([...new Set(differing.map(pathOf))]));
  const tables = new Map(rows.map(tableFrom).map((table) => [pathOf(table), table]));
  return differing.flatMap((each) => {
    const table = tables.get(pathOf(each));
    return table === undefined ? [] : [{ table, column: each.column, type: each.type, wanted: each.wanted }];
  });
}

/** null: there is nothing to compare with, or it cannot be reached, which is told besides. */
async function theirTypes(session: Session, { reference }: Request): Promise<Types | null> {
  if (reference === null) return null;
  if ('snapshot' in reference) return typesOf(reference.snapshot);
  try {
    const read = async (other: Session) => {
      const [rows = []] = await other.read(typesQuery);
      return new Map(rows.map((row) => [`${row.schema}.${row.table}`, typesIn(row)]));
    };
    return await session.beside(reference.target, read, { another: true });
  } catch (error) {
    failedBeside(error);
    return null;
  }
}

async function tried(session: Session, differing: Candidate[], reader: Reader): Promise<Mismatch[]> {
  // A snapshot may hold anything, and this server may write a type otherwise.
  const names = [...new Set(differing.map(({ wanted }) => wanted))];
  const answers = await session.each(names.map(normalTypeStatement));
  const types = new Map(names.map((name, at) => [name, normalTypeFrom(name, answers[at] ?? { cells: [] })]));
  const unknown: Mismatch[] = [];
  const candidates: Candidate[] = [];
  for (const candidate of differing) {
    const normal = types.get(candidate.wanted);
    if (normal && 'type' in normal) candidates.push({ ...candidate, wanted: normal.type });
    else unknown.push(mismatch(candidate, { reason: normal?.unknown ?? '', advice: seeReason }));
  }
  const open = candidates.filter(({ type, wanted }) => type !== wanted);
  const results = await (session.server.version >= 160_000 ? together(reader, open) : oneByOne(reader, open));
  return [...open.map((candidate, at) => mismatch(candidate, results[at] ?? unanswered)), ...unknown];
}

type Result = Tried | Unread;

function mismatch({ table: { schema, table }, column, type, wanted }: Candidate, result: Result): Mismatch {
  const base = { schema, table, column, type, wanted };
  if ('reason' in result) return { ...base, tried: null, refused: 0n, samples: [], whole: false, unread: result };
  return { ...base, ...result, unread: null };
}

/** All rows where that may be, else some: one value among those that nobody read may make the migration fail. */
async function together(reader: Reader, candidates: Candidate[]): Promise<Result[]> {
  const read = async (some: Candidate[], sourceOf: (candidate: Candidate) => Source): Promise<Result[]> => {
    const sources = some.map(sourceOf);
    const replies = await ask(
      reader,
      some.map((candidate, at) => triesQuestion(candidate, sources[at] as Source)),
    );
    return replies.map((reply, at) => resultOf(reply, (cells) => triedFrom(cells, sources[at] as Source)));
  };
  const results = await read(candidates, ({ table }) => everyRow(table));
  const again = candidates.flatMap((candidate, at) => ('reason' in (results[at] as Result) ? [{ candidate, at }] : []));
  const rest = await read(
    again.map(({ candidate }) => candidate),
    ({ table }) => someRows(table, enough),
  );
  for (const [index, { at }] of again.entries()) results[at] = rest[index] as Result;
  return results;
}

/** Before 16 no function says whether a value is valid: each is given to its input function by a statement of its own. */
async function oneByOne(reader: Reader, candidates: Candidate[]): Promise<Result[]> {
  const isWhole = 'session' in reader && reader.mostCost === null;
  const sources = candidates.map(({ table }) => (isWhole ? everyRow(table) : someRows(table, enough)));
  const questions = candidates.map((candidate, at) => valuesQuestion(candidate, sources[at] as Source));
  const replies = await ask(reader, questions);
  const results: Result[] = [];
  for (const [at, candidate] of candidates.entries()) {
    const reply = replies[at] as Reply;
    if ('reason' in reply || 'failure' in reader) {
      results.push('reason' in reply ? reply : unanswered);
      continue;
    }
    const { values, every } = valuesFrom(reply.cells[0] ?? null);
    const answers = await reader.session.each(values.map(({ text }) => tryStatement(text, candidate.wanted)));
    results.push(triedOneByOne(values, answers, every && (sources[at] as Source).whole));
  }
  return results;
}

function resultOf(reply: Reply, use: (cells: (string | null)[]) => Tried): Result {
  return 'cells' in reply ? use(reply.cells) : reply;
}
