import { originOf } from '../findings.ts';
import type { SchemaRule } from './rule.ts';

/** The newest major version of PostgreSQL whose catalog this version of Lockstep knows. */
export const newestKnown = 18;

/**
 * What a newer PostgreSQL brings along is not compared. Between two of the same version that is worth a note; where only one
 * side is newer, it may write the same thing in another way.
 */
export const newerServer: SchemaRule = {
  code: 'schema/newer-server',
  severity: 'info',
  judge: ({ server, comparisons, target }) => {
    const others = comparisons.filter((each) => each.server !== null && each.server !== server);
    const newest = Math.max(server, ...others.map((each) => each.server ?? 0));
    const isCompared = comparisons.some((each) => each.failure === null);
    if (newest <= newestKnown || !isCompared) return [];
    const apart = others.map((other) => `${originOf(other)} is from PostgreSQL ${other.server}`);
    return [
      {
        code: 'schema/newer-server',
        ...(others.length > 0 ? { severity: 'warn', unknown: true } : { severity: 'info' }),
        subject: { kind: 'target', name: target },
        message: `PostgreSQL ${newest} is newer than this Lockstep knows (${newestKnown}): what it brings along is not compared${
          apart.length > 0 ? `; this is PostgreSQL ${server}, ${apart.join(', ')}` : ''
        }`,
        evidence: { server, newestKnown },
        remedy: { summary: 'update Lockstep', automatic: false },
      },
    ];
  },
};
