import { UsageError } from '../../shared/model/errors.ts';
import type { Verdict } from '../../shared/model/finding.ts';
import type { Inputs } from './inputs.ts';

/** What a step came to, whatever it did: all that its outputs, its comment and its end are made of. */
export interface Outcome {
  verdict: Verdict;
  ok: boolean;
  summary: string;
  /** "" where there is none */
  reportId: string;
  /** paths; "" where nothing was written */
  report: string;
  sarif: string;
  findings: number;
  blocks: number;
  warnings: number;
  infos: number;
  targets: string[];
  /** for the comment */
  markdown: string;
  /** why there is nothing better to tell */
  failure: Error | null;
}

/** The exit code. What makes no sense fails whatever `fail-on` says: nobody would learn that nothing is checked. */
export function exitCodeOf(
  { verdict, failure }: Pick<Outcome, 'verdict' | 'failure'>,
  failOn: Inputs['fail-on'],
): number {
  if (failure instanceof UsageError) return 2;
  if (failOn === 'never') return 0;
  return { pass: 0, warn: failOn === 'warn' ? 1 : 0, block: 1, unknown: 3 }[verdict];
}
