import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Deploy } from '../../shared/model/report.ts';

const numbered = z.object({ number: z.number().int().positive() });
/** Of the event that started the workflow, what says which pull request it is about. */
const eventSchema = z.object({
  pull_request: numbered.optional(),
  issue: numbered.extend({ pull_request: z.object({}) }).optional(),
});

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
const { env } = process;

/** What the report says of the deploy that it is about. */
export function deployOf(): Deploy {
  const { GITHUB_SHA, GITHUB_REF_NAME, GITHUB_ACTOR, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  const url = GITHUB_RUN_ID ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}` : '';
  const known = { sha: GITHUB_SHA, ref: GITHUB_REF_NAME, actor: GITHUB_ACTOR, url };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value)) as Deploy;
}

/** The pull request that the workflow runs for; null where it runs for none. */
export function pullRequestNumber(): number | null {
  try {
    const event = eventSchema.parse(JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8')));
    return event.pull_request?.number ?? event.issue?.number ?? null;
  } catch {
    return null;
  }
}

/** Tells this job's comments from those of others. */
export function jobName(): string {
  return [env.GITHUB_WORKFLOW, env.GITHUB_JOB].filter(Boolean).join('/');
}
