import type { Finding } from '../../../model/finding.ts';
import { shownPath } from '../../../model/snapshot.ts';
import { listed, plural } from '../../migrations/findings.ts';
import { detailOf } from '../detail.ts';
import { appliedSince, type Drifted } from '../drift.ts';
import { nameOf } from '../findings.ts';
import { type Judged, judged } from '../judged.ts';
import type { SchemaFacts } from '../schema-facts.ts';
import type { SchemaRule } from './rule.ts';

/** The schema is no longer what the archive kept of it. */
export const drift: SchemaRule = {
  code: 'schema/drift',
  severity: 'warn',
  judge: (facts, settings) => {
    const all = judged(facts, settings).filter(({ sort, ignored }) => sort === 'drift' && ignored === null);
    all.sort(byPath);
    // What warns first: nobody reads on behind what a deploy did.
    const told = (['hand', 'unclear', 'migration'] as const).flatMap((by) =>
      (['warn', 'info'] as const).flatMap((severity) => {
        const [first, ...rest] = all.filter((each) => each.by === by && each.severity === severity);
        return first === undefined ? [] : [finding([first, ...rest], by, facts)];
      }),
    );
    return [...told, ...scopeFinding(facts)];
  },
};

/** What only one of the two scopes holds is no drift, and nobody looked whether it changed. */
function scopeFinding({ otherScopeAt: at, target }: SchemaFacts): Finding[] {
  if (at === undefined) return [];
  return [
    {
      code: 'schema/drift',
      severity: 'info',
      subject: { kind: 'target', name: target },
      message: `what is read of the schema is not what was read at ${at}: only what both runs read was compared`,
      evidence: { since: at },
      remedy: { summary: 'nothing, if schema.schemas, .tables or .kinds were changed on purpose', automatic: false },
    },
  ];
}

function finding(all: [Judged, ...Judged[]], by: Drifted['by'], facts: SchemaFacts): Finding {
  const [{ comparison, severity }] = all;
  const applied = appliedSince(comparison, facts);
  const { at = '' } = comparison;
  return {
    code: 'schema/drift',
    severity,
    subject: { kind: 'target', name: facts.target },
    message: `${plural(all.length, 'object')} changed since ${at}${reason(by, applied)}: ${listed(all.map(inShort))}`,
    evidence: {
      since: at,
      objects: all.slice(0, 100).map(inFull),
      count: all.length,
      applied: applied === null ? null : applied.slice(0, 100),
    },
    remedy: { summary: summaries[by], automatic: false },
  };
}

function byPath({ step: one }: Judged, { step: other }: Judged): number {
  return shownPath(one.difference) < shownPath(other.difference) ? -1 : 1;
}

function reason(by: Drifted['by'], applied: string[] | null): string {
  if (applied === null) return ' (whether by a migration is not known)';
  if (applied.length === 0) return ' without a migration';
  const meanwhile = `${plural(applied.length, 'migration')} applied or taken back meanwhile: ${listed(applied)}`;
  if (by === 'migration') return ` (${meanwhile})`;
  if (by === 'hand') return ` without a migration, as none of those does it (${meanwhile})`;
  return ` (${meanwhile}; whether that is what changed it cannot be told)`;
}

const summaries = {
  migration: 'nothing: those migrations do it',
  hand: 'find out who changed it; write a migration that does the same, or undo it',
  unclear: 'find out whether a migration changed it; if none did, write one that does the same, or undo it',
};

const changes = { removed: 'gone', added: 'new', changed: 'changed' };

function inShort({ step: { difference } }: Judged): string {
  return `${nameOf(difference)} ${changes[difference.change]}`;
}

function inFull({ step: { difference } }: Judged): string {
  const detail = detailOf(difference);
  const object = `${difference.kind} ${shownPath(difference)}`;
  return `${object} ${changes[difference.change]}${detail === '' ? '' : `: ${detail}`}`;
}
