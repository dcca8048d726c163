import type { Finding } from '../../../model/finding.ts';
import { shownPath } from '../../../model/snapshot.ts';
import { listed, plural } from '../../migrations/findings.ts';
import { detailOf } from '../detail.ts';
import { nameOf } from '../findings.ts';
import { appliedSince, type Judged, judged } from '../judged.ts';
import type { Comparison, SchemaFacts } from '../schema-facts.ts';
import type { SchemaRule } from './rule.ts';

/** The schema is no longer what the archive kept of it. */
export const drift: SchemaRule = {
  code: 'schema/drift',
  severity: 'warn',
  judge: (facts, settings) => {
    const all = judged(facts, settings).filter(({ sort, ignored }) => sort === 'drift' && ignored === null);
    const [first] = all.sort(byPath);
    return first === undefined ? [] : [finding(all, first.comparison, facts)];
  },
};

function finding(all: Judged[], comparison: Comparison, facts: SchemaFacts): Finding {
  const applied = appliedSince(comparison, facts);
  const { at = '' } = comparison;
  return {
    code: 'schema/drift',
    severity: all[0]?.severity ?? 'warn',
    subject: { kind: 'target', name: facts.target },
    message: `${plural(all.length, 'object')} changed since ${at}${reason(applied)}: ${listed(all.map(inShort))}`,
    evidence: {
      since: at,
      objects: all.slice(0, 100).map(inFull),
      count: all.length,
      applied: applied === null ? null : applied.slice(0, 100),
    },
    remedy: { summary: summary(applied), automatic: false },
  };
}

function byPath({ step: one }: Judged, { step: other }: Judged): number {
  return shownPath(one.difference) < shownPath(other.difference) ? -1 : 1;
}

function reason(applied: string[] | null): string {
  if (applied === null) return ' (whether by a migration is not known)';
  if (applied.length === 0) return ' without a migration';
  return ` (${plural(applied.length, 'migration')} applied or taken back: ${listed(applied)})`;
}

function summary(applied: string[] | null): string {
  if (applied !== null && applied.length > 0) return 'nothing, if those migrations are what changed it';
  return 'find out who changed it; write a migration that does the same, or undo it';
}

const changes = { removed: 'gone', added: 'new', changed: 'changed' };

function inShort({ step: { difference } }: Judged): string {
  return `${nameOf(difference)} ${changes[difference.change]}`;
}

function inFull({ step: { difference } }: Judged): string {
  const detail = detailOf(difference);
  const object = `${difference.kind} ${shownPath(difference)}`;
  return `${object} ${changes[difference.change]}${detail === '' ? '' : `: ${detail}`}`;
}
