import type { Change } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { guardNameSchema } from '../model/report.ts';
import type { FixOptions, Request } from '../model/request.ts';
import { shellWord } from '../model/shell.ts';

interface Situation {
  request: Pick<Request, 'operation' | 'guards' | 'fix' | 'all'>;
  /** the target's name */
  target: string;
  dryRun: boolean;
  findings: Finding[];
  changes: Change[];
}

// A database without a name of its own. Without this flag the command would be about the only configured target, which
// may be production. The URL itself holds a password: the shell puts it in.
const theUrl = '--url "$DATABASE_URL"';

/** Commands to run next, ready to paste: fix what `fix` can, prove what it did. They cover what this run did, and no more. */
export function nextCommands(situation: Situation): string[] {
  const { request, target, dryRun, findings, changes } = situation;
  const { operation, fix } = request;
  const to = [...(target === 'default' ? [theUrl] : ['--target', shellWord(target)]), ...coverage(request)];
  if (operation === 'fix' && dryRun) return changes.length > 0 ? [command('fix', ...to, ...flags(fix))] : [];
  if (operation === 'fix') return changes.some((change) => change.applied) ? [command('verify', ...to)] : [];
  return findings.some((finding) => finding.remedy.automatic) ? [command('fix', ...to)] : [];
}

function coverage({ guards, all }: Situation['request']): string[] {
  const isWhole = guardNameSchema.options.every((guard) => guards.includes(guard));
  return [...(isWhole ? [] : guards.flatMap((guard) => ['--guard', guard])), ...(all ? ['--all'] : [])];
}

// A dry run's next command must do exactly what the dry run showed.
function flags({ only, margin, pastOutliers }: FixOptions): string[] {
  return [
    ...only.flatMap((sequence) => ['--only', shellWord(sequence)]),
    ...(margin > 0n ? ['--margin', String(margin)] : []),
    ...(pastOutliers ? ['--past-outliers'] : []),
  ];
}

function command(verb: Request['operation'], ...rest: string[]): string {
  return ['lockstep', verb, ...rest].join(' ');
}
