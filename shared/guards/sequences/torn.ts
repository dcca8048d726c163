import type { Answer, Statement } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';

/** How often what was being altered at that moment is asked again. */
export const mostTimesAgain = 8;

/**
 * Whoever reads a sequence at the moment when an ALTER SEQUENCE commits finds its old file empty (no row) or gone
 * (XX001): a sequence's file is not versioned.
 */
export function isTorn(answer: Answer): boolean {
  return 'cells' in answer ? answer.cells.length === 0 : answer.failure.sqlState === 'XX001';
}

/** Runs statements that read a sequence, and again those that were torn. */
export async function eachWhole(session: Session, statements: Statement[]): Promise<Answer[]> {
  const answers = await session.each(statements);
  for (let again = 0; again < mostTimesAgain; again += 1) {
    const torn = [...answers.keys()].filter((index) => isTorn(answers[index] as Answer));
    if (torn.length === 0) break;
    const later = await session.each(torn.map((index) => statements[index] as Statement));
    for (const [place, index] of torn.entries()) answers[index] = later[place] as Answer;
  }
  return answers;
}
