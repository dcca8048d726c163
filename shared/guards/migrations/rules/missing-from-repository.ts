import type { Finding } from '../../../model/finding.ts';
import type { Settings } from '../../../model/settings.ts';
import { shellWord } from '../../../model/shell.ts';
import { ignoredMigrations } from '../../judge.ts';
import { type Divergence, divergenceOf } from '../divergence.ts';
import {
  byHand,
  commandsFor,
  evidenceOf,
  listEvidence,
  listed,
  migrationSubject,
  plural,
  whenAndWho,
} from '../findings.ts';
import type { Standing } from '../history.ts';
import type { MigrationRule } from './rule.ts';

/** The database has what git has not: the two have diverged. */
export const missingFromRepository: MigrationRule = {
  code: 'migrations/missing-from-repository',
  severity: 'block',
  judge: ({ standings }, settings) =>
    standings.flatMap((standing) => {
      const divergence = judged(standing, settings);
      return divergence === null || divergence.isAhead ? [] : [finding(standing, divergence)];
    }),
};

/** How they stand to each other, without what is to be ignored; null where nothing is left. */
export function judged(standing: Standing, settings: Settings): Divergence | null {
  const isIgnored = ignoredMigrations(settings.migrations);
  return divergenceOf({ ...standing, entries: standing.entries.filter(({ id }) => !isIgnored(id)) });
}

/** Both findings on what only the database has carry the same evidence. */
export function divergenceEvidence(standing: Standing, { foreign, open, lastCommon, firstDiffering }: Divergence) {
  return evidenceOf(standing, foreign[0] ?? null, {
    ...listEvidence(foreign.map(({ id }) => id)),
    lastCommon,
    firstDiffering,
    ahead: foreign.length,
    behind: open.length,
  });
}

function finding(standing: Standing, divergence: Divergence): Finding {
  const { foreign, open, lastCommon } = divergence;
  const ids = foreign.map(({ id }) => id);
  const [first] = foreign;
  const renamed = renamedTo(divergence);
  // What could not be read may well be in a file that could not be understood.
  const isUncertain = standing.project?.problems.some(({ certain }) => !certain) ?? false;
  const applied = ids.length === 1 && first ? ` (applied${whenAndWho(first)})` : '';
  const common = lastCommon === null ? 'they have nothing in common' : `they agree up to ${lastCommon}`;
  const behind =
    open.length === 0 ? '' : `, and the repository has ${plural(open.length, 'other')} that the database has not`;
  return {
    code: 'migrations/missing-from-repository',
    ...(isUncertain ? { severity: 'warn', unknown: true } : { severity: 'block' }),
    subject: migrationSubject(ids[0] ?? ''),
    message: `the database has ${plural(ids.length, 'migration')} that the repository does not have: ${listed(ids)}${
      applied === ' (applied)' ? '' : applied
    }; ${common}${behind}${renamed === null ? '' : `; ${renamed} is one of them under another name`}`,
    evidence: divergenceEvidence(standing, divergence),
    remedy: byHand(
      'deploy a commit that has them, or merge the branch that they came from; only if they were undone in the database by hand, take them out of its history',
      [traceLine(standing, ids[0] ?? ''), ...forgetLines(standing, ids)],
    ),
  };
}

/** A migration to come with the very content of one that is missing: it has only got another name. */
function renamedTo({ foreign, open }: Divergence): string | null {
  const checksums = new Set(foreign.flatMap(({ recorded }) => recorded?.checksum ?? []));
  return open.find(({ migration }) => migration?.checksums?.some((each) => checksums.has(each)))?.id ?? null;
}

/** Finds the commits that had it. */
function traceLine(standing: Standing, id: string): string {
  return commandsFor(standing).trace?.(id) ?? `git log --all --oneline -- ${shellWord(`*${id}*`)}`;
}

function forgetLines(standing: Standing, ids: string[]): string[] {
  const { forget } = commandsFor(standing);
  return forget === undefined ? [] : ids.slice(0, 5).flatMap((id) => forget(id));
}
