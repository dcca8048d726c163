import { randomUUID } from 'node:crypto';
import { StatementError } from '../model/errors.ts';
import type { Limits } from '../model/settings.ts';
import { cellsOf } from './cells.ts';
import { doBlock, literal, ownSearchPath } from './sql.ts';
import type { Wire } from './wire.ts';

/**
 * A statement that returns one row, or none. `weight`: how many locks it takes, indexes included, or
 * as many as a statement that works as long; what weighs `heaviest` has a transaction to itself.
 */
export interface Statement {
  sql: string;
  weight: number;
}

/** The cells of the row that a statement answered, as text; none where it had no row; or why it did not answer. */
export type Answer = { cells: (string | null)[] } | { failure: { sqlState: string; message: string } };

export interface EachOptions {
  /** `read` (the default) runs in READ ONLY transactions; `write` changes; `undo` rolls every statement back. */
  mode?: 'read' | 'write' | 'undo';
  /** hears of each answer as it comes */
  onAnswer?: (answer: Answer, index: number) => void;
}

/** Locks held at once. A server shares a table of some 6,400 with everybody (64 for each of 100 connections). */
export const heaviest = 400;

/** Each lock that does not come free halves the wait for the next, down to this: fifty locked tables cost seconds. */
const leastPatienceMs = 50;

/**
 * Runs many statements in as few round trips as time allows, usually one: a DO block that keeps each apart from the
 * others' failures, commits before it holds too many locks, and sends the answers as it goes, in notices. Nothing
 * of it relies on the session's state, so it works behind a pooler.
 *
 * Measured against the alternatives in `docs/benchmarks.md`. A statement that is cancelled by its time limit ends the
 * block; the rest go out in another. What was not reached when the run is stopped rejects.
 */
export async function each(
  wire: Wire,
  statements: Statement[],
  { limits, mode = 'read', onAnswer }: EachOptions & { limits: Limits },
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const take = (answer: Answer) => {
    answers.push(answer);
    onAnswer?.(answer, answers.length - 1);
  };
  const marker = `lockstep ${randomUUID()} `;
  const hear = (notice: string) => {
    for (const answer of answersIn(notice, marker)) take(answer);
  };
  while (answers.length < statements.length) {
    const before = answers.length;
    const failure = await sendBlock(wire, block(statements.slice(before), { limits, mode, marker }), hear);
    // A limit that hit outside of a statement, while the block committed: the statement it was at is taken for slow.
    if (answers.length === before) take({ failure });
  }
  return answers;
}

const silent = { sqlState: '57014', message: 'no answer came within the time limit' };

async function sendBlock(wire: Wire, sql: string, hear: (notice: string) => void): Promise<typeof silent> {
  try {
    await wire.sendHearing(sql, hear);
    return silent;
  } catch (error) {
    if (error instanceof StatementError) return { sqlState: error.sqlState, message: error.message };
    throw error;
  }
}

/**
 * An answer is `=` and the row as text, or `!`, the SQLSTATE and the message. The marker is new for every block, so that
 * no trigger's notice is taken for one.
 */
function answersIn(notice: string, marker: string): Answer[] {
  if (!notice.startsWith(marker)) return [];
  const heard = JSON.parse(notice.slice(marker.length)) as string[];
  return heard.map((text) =>
    text.startsWith('=')
      ? { cells: cellsOf(text.slice(1)) }
      : { failure: { sqlState: text.slice(1, 6), message: text.slice(6) } },
  );
}

interface BlockOptions {
  limits: Limits;
  mode: 'read' | 'write' | 'undo';
  marker: string;
}

function block(statements: Statement[], { limits, mode, marker }: BlockOptions): string {
  const lockMs = Math.ceil(limits.lockSeconds * 1000);
  const prepare = `
    PERFORM pg_catalog.set_config('search_path', '${ownSearchPath}', true);
    PERFORM set_config('lock_timeout', patience || 'ms', true);
    PERFORM set_config('row_security', 'off', true);
    ${mode === 'read' ? "PERFORM set_config('transaction_read_only', 'on', true);" : ''}`;
  return doBlock(`
DECLARE
  theirs text := pg_catalog.current_setting('search_path');
  ours text := pg_catalog.set_config('search_path', '${ownSearchPath}', true);
  statements text[] := ARRAY(SELECT json_array_elements_text(${literal(JSON.stringify(statements.map(({ sql }) => sql)))}::json));
  weights int[] := ${literal(`{${statements.map(({ weight }) => Math.max(1, Math.ceil(weight))).join(',')}}`)};
  give_up timestamptz := clock_timestamp() + interval '${limits.statementSeconds / 2} seconds';
  answers text[] := '{}';
  answer record;
  rows int;
  reason text;
  cancelled boolean := false;
  patience int := ${lockMs};
  held int := 0;
BEGIN
  ${prepare}
  FOR i IN 1 .. cardinality(statements) LOOP
    IF held > 0 AND held + weights[i] > ${heaviest} THEN
      IF cardinality(answers) > 0 THEN
        RAISE INFO '${marker}%', array_to_json(answers);
      END IF;
      COMMIT;
      answers := '{}';
      held := 0;
      EXIT WHEN clock_timestamp() > give_up;
      ${prepare}
    END IF;
    BEGIN
      ${mode === 'undo' ? "PERFORM set_config('search_path', theirs, true);" : ''}
      EXECUTE statements[i] INTO answer;
      GET DIAGNOSTICS rows = ROW_COUNT;
      ${mode === 'undo' ? "RAISE EXCEPTION USING ERRCODE = 'LKUND', MESSAGE = 'undo';" : ''}
      answers := answers || ('=' || CASE WHEN rows > 0 THEN answer::text ELSE '' END);
    EXCEPTION
      WHEN SQLSTATE 'LKUND' THEN
        answers := answers || ('=' || CASE WHEN rows > 0 THEN answer::text ELSE '' END);
      WHEN query_canceled OR assert_failure OR OTHERS THEN
        GET STACKED DIAGNOSTICS reason = CONSTRAINT_NAME;
        answers := answers || ('!' || SQLSTATE || concat_ws(' ', SQLERRM, '[' || nullif(reason, '') || ']'));
        cancelled := SQLSTATE = '57014';
        IF SQLSTATE = '55P03' THEN
          patience := greatest(patience / 2, ${Math.min(lockMs, leastPatienceMs)});
          PERFORM set_config('lock_timeout', patience || 'ms', true);
        END IF;
    END;
    held := held + weights[i];
    ${
      // What was changed is told at once: should the connection break, it is known what was done.
      mode === 'write' ? `RAISE INFO '${marker}%', array_to_json(answers); answers := '{}';` : ''
    }
    EXIT WHEN cancelled;
  END LOOP;
  IF cardinality(answers) > 0 THEN
    RAISE INFO '${marker}%', array_to_json(answers);
  END IF;
END`);
}
