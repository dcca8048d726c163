import type { Finding, Verdict } from '../model/finding.ts';
import type { Story } from '../model/story.ts';
import { plural } from './counts.ts';
import { visible } from './printable.ts';
import { duration } from './time-cells.ts';

/** What the sentence about a deploy is made of. `standing`: the sentence of the check or verify that came last. */
export interface DeployOutline {
  target: string;
  verdict: Verdict;
  story: Story;
  /** why it ended, the first; what was found by a guard is in `standing` */
  ending: Finding | null;
  standing: string;
  /** migrations that were still to be applied, by the report */
  pending: number;
}

/** What came of a deploy, in the sentence that is the same everywhere. */
export function deploySummary(outline: DeployOutline): string {
  return visible(sentences[outline.story.outcome](outline));
}

const sentences: Record<Story['outcome'], (outline: DeployOutline) => string> = {
  planned({ target, verdict, ending, standing, story, pending }) {
    const isFree = verdict === 'pass' || verdict === 'warn';
    if (!isFree || story.steps.some(({ status }) => status === 'failed')) {
      return `would not deploy to ${target}: ${ending?.message ?? standing}`;
    }
    const what = pending === 0 ? 'no migration is known to be pending' : plural(pending, 'migration');
    return `would deploy to ${target}: ${what}; nothing was done`;
  },
  refused: ({ target, ending, standing }) => `not deployed to ${target}: ${ending?.message ?? standing}`,
  blocked: ({ target, standing }) => `not deployed to ${target}: ${standing}`,
  interrupted({ target, ending, story }) {
    const what = ending?.message ?? 'it was stopped';
    return isBegun(story)
      ? `the deploy of ${target} was stopped: ${what}; ${came(story)}`
      : `not deployed to ${target}: ${what}`;
  },
  failed({ target, ending, standing, story }) {
    if (ending === null) return `${target} was deployed (${came(story)}), and does not verify: ${standing}`;
    return `the deploy of ${target} failed: ${ending.message}; ${came(story)}`;
  },
  succeeded({ target, verdict, standing, story }) {
    const rest = verdict === 'pass' ? '' : `; ${standing}`;
    return `${target} was deployed: ${came(story)}${took(story)}, verified${rest}`;
  },
};

function isBegun({ steps }: Story): boolean {
  return steps.some(({ step, status }) => step === 'apply' && status !== 'not-reached');
}

/** "2 migrations were applied" by this deploy, as far as that is known. */
function came({ migrations, outcome }: Story): string {
  if (migrations.length === 0)
    return outcome === 'succeeded' ? 'no migration was to be applied' : 'no migration is known to be applied by it';
  return outcome === 'succeeded'
    ? plural(migrations.length, 'migration')
    : `${plural(migrations.length, 'migration')} applied`;
}

function took({ steps, migrations }: Story): string {
  const apply = steps.find(({ step }) => step === 'apply')?.durationMs;
  return apply === undefined || migrations.length === 0 ? '' : ` in ${duration(apply)}`;
}
