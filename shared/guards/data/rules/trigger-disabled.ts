import type { Finding } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand, tableName } from '../findings.ts';
import { nameOf } from '../repairs/findings.ts';
import { constraintSubject } from '../repairs/plan.ts';
import type { DisabledTrigger } from '../states/states.ts';
import type { DataRule } from './rule.ts';

/**
 * Triggers that do not fire. Those of a foreign key are how it is kept: without them rows may refer to nothing, though the
 * constraint is said to be valid. One that fires only on a replica, or always, is as somebody wants it.
 */
export const triggerDisabled: DataRule = {
  code: 'data/trigger-disabled',
  severity: 'warn',
  judge: ({ states }) => states.disabled.map(finding),
};

function finding(disabled: DisabledTrigger): Finding {
  const { schema, table, name, constraint, triggers } = disabled;
  const subject = constraint === null ? { kind: 'trigger' as const, schema, name, table } : constraintSubject(disabled);
  const keeps = constraint === 'foreign key' ? 'rows may refer to nothing' : 'rows with the same key may come in';
  return {
    code: 'data/trigger-disabled',
    severity: constraint === null ? 'warn' : 'block',
    subject,
    message:
      constraint === null
        ? `${nameOf(subject)} is disabled: what it does for ${tableName(disabled)} is not done`
        : `${nameOf(subject)} is not kept, as its triggers are disabled: ${keeps}`,
    evidence: { triggers: triggers.map((trigger) => trigger.name) },
    remedy: byHand(
      constraint === null
        ? 'enable it, or name it under data.ignore where it is meant'
        : 'enable them as a superuser, then look for rows that came in meanwhile: lockstep check --guard data --all',
      triggers.map(enabling),
    ),
  };
}

function enabling({ schema, table, name }: DisabledTrigger['triggers'][number]): string {
  return `ALTER TABLE ${identifier(schema, table)} ENABLE TRIGGER ${identifier(name)}`;
}
