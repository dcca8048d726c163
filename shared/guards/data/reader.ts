import type { Request } from '../../model/request.ts';
import { failedBeside } from '../../session/failed-beside.ts';
import type { Session } from '../../session/session.ts';
import { type Budget, budgetOf } from './budget.ts';

/** By what whole tables are read: the target's own session, or one with its replica; or why there is none. */
export type Reader = WholeReader | { failure: string };

export interface WholeReader {
  session: Session;
  budget: Budget;
  /** the planner's cost above which a table is not read; null: asked for, or on a replica */
  mostCost: number | null;
  /** the replica's name; null: the target itself */
  replica: string | null;
}

/**
 * Lets `use` read whole tables, by way of the replica where one is named. One that cannot be reached is a failure, and
 * never a reason to burden the target itself. A statement may take longer there than `limits.statementSeconds`.
 */
export async function withReader<Result>(
  session: Session,
  request: Request,
  use: (reader: Reader) => Promise<Result>,
): Promise<Result> {
  const { data, limits } = request.settings;
  const replica = request.readFrom?.name ?? null;
  const budget = budgetOf(data);
  const mostCost = request.all || replica !== null ? null : data.mostCost;
  if (replica === null && data.tableSeconds <= limits.statementSeconds) {
    return use({ session, budget, mostCost, replica });
  }
  let began = false;
  const over = (other: Session) => {
    began = true;
    const failure = replica === null ? null : isAnother(session, other, replica);
    return use(failure === null ? { session: other, budget, mostCost, replica } : { failure });
  };
  const statementSeconds = Math.max(data.tableSeconds, limits.statementSeconds);
  try {
    return await session.beside(request.readFrom ?? request.target, over, { limits: { statementSeconds } });
  } catch (error) {
    if (began) throw error;
    return use({
      failure: `${replica ?? 'a second session'} could not be read from: ${failedBeside(error).message}`,
    });
  }
}

/** Another database's rows say nothing about this one's. Where a role may not read fingerprints, nobody can tell. */
function isAnother({ server }: Session, other: Session, replica: string): string | null {
  const [own, theirs] = [server.fingerprint, other.server.fingerprint];
  if (own === null || theirs === null || own === theirs) return null;
  return `${replica} is no replica of this database: its fingerprint is ${theirs}, not ${own}`;
}
