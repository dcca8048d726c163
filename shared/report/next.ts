import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Operation } from '../model/report.ts';
import type { FixOptions } from '../model/request.ts';
import { shellWord } from '../model/shell.ts';

interface Situation {
  operation: Operation;
  /** the target's name */
  target: string;
  fix: FixOptions;
  findings: Finding[];
  changes: Change[];
}

// A database without a name of its own. Without this flag the command would be about the only configured target, which
// may be production. The URL itself holds a password: the shell puts it in.
const theUrl = '--url "$DATABASE_URL"';

/** Commands to run next, ready to paste: fix what `fix` can, prove what it did. */
export function nextCommands(situation: Situation): string[] {
  const { operation, target, fix, findings, changes } = situation;
  const to = target === 'default' ? [theUrl] : ['--target', shellWord(target)];
  if (operation === 'fix' && fix.dryRun) return changes.length > 0 ? [command('fix', ...to, ...flags(fix))] : [];
  if (operation === 'fix') return changes.some((change) => change.applied) ? [command('verify', ...to)] : [];
  return findings.some((finding) => finding.remedy.automatic) ? [command('fix', ...to)] : [];
}

// A dry run's next command must do exactly what the dry run showed.
function flags({ only, margin, pastOutliers }: FixOptions): string[] {
  return [
    ...only.flatMap((sequence) => ['--only', shellWord(sequence)]),
    ...(margin > 0n ? ['--margin', String(margin)] : []),
    ...(pastOutliers ? ['--past-outliers'] : []),
  ];
}

function command(verb: Operation, ...rest: string[]): string {
  return ['lockstep', verb, ...rest].join(' ');
}
