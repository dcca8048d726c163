import {
  byHand,
  commandsFor,
  entriesWith,
  evidenceOf,
  isOfOthers,
  migrationSubject,
  ofOthers,
  titleOf,
  whenAndWho,
} from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A migration failed, and nobody has said how that was resolved. */
export const failed: MigrationRule = {
  code: 'migrations/failed',
  severity: 'block',
  judge: (facts, settings) =>
    facts.standings.flatMap((standing) =>
      entriesWith(standing, ['failed'], settings).map((entry) => {
        const isTheirs = isOfOthers(standing, facts);
        const detail = entry.recorded?.detail ?? null;
        return {
          code: 'migrations/failed',
          severity: isTheirs ? ('warn' as const) : ('block' as const),
          subject: migrationSubject(entry.id),
          message: `${entry.id} failed${whenAndWho(entry)}${detail === null ? '' : `: ${firstLine(detail)}`}${isTheirs ? ofOthers : ''}`,
          evidence: evidenceOf(standing, entry, detail === null ? {} : { detail: detail.slice(0, 2000) }),
          remedy: byHand(
            `undo or finish by hand what it left half done, then tell ${titleOf(standing)}`,
            commandsFor(standing).resolve?.(entry.id) ?? [commandsFor(standing).apply],
          ),
        };
      }),
    ),
};

/** What PostgreSQL said, where a tool writes more around it. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((each) => each.trim());
  const said = lines.find((each) => /^(ERROR|FATAL)\b/.test(each));
  const line =
    said ??
    lines
      .filter((each) => each !== '')
      .slice(0, 2)
      .join(': ');
  return line.length > 200 ? `${line.slice(0, 200)} ...` : line;
}
