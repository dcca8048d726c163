import { byHand } from '../findings.ts';
import { tools } from '../tools/index.ts';
import type { MigrationRule } from './rule.ts';

/** Somebody holds the tool's lock: what is told here may be another story in a minute. */
export const running: MigrationRule = {
  code: 'migrations/running',
  severity: 'warn',
  judge: (facts) =>
    facts.running.map(({ tool, pid, application, since }) => {
      const title = tools.find(({ name }) => name === tool)?.title ?? tool;
      const who = application === '' ? `pid ${pid}` : `${application} (pid ${pid})`;
      return {
        code: 'migrations/running',
        severity: 'warn' as const,
        subject: { kind: 'database' as const, name: application === '' ? `pid ${pid}` : application },
        message: `${title} is migrating now: ${who} holds its lock${since === null ? '' : ` since ${since}`}`,
        evidence: { tool, pid, application, since },
        remedy: byHand('wait until it is through, then run lockstep again'),
      };
    }),
};
