import type { Finding, Remedy, Subject } from '../../../model/finding.ts';
import type { Refusal } from '../../refusal.ts';
import { byHand } from '../findings.ts';

/** `orders_pkey`, with its schema where that is not public; a constraint or trigger with its table: `orders.orders_check`. */
export function nameOf({ kind, schema, table, name }: Subject): string {
  const parts = kind === 'constraint' || kind === 'trigger' ? [schema, table, name] : [schema, name];
  return (schema === 'public' ? parts.slice(1) : parts).filter((part) => part !== undefined).join('.');
}

/** What the database said when `fix` tried, and what to do about it. */
export interface Failed {
  reason: string;
  remedy: Remedy;
}

/** `fix` tried, and the database refused. */
export function fixFailed(subject: Subject, { reason, remedy }: Failed): Finding {
  return {
    code: 'data/fix-failed',
    severity: 'block',
    subject,
    message: `${nameOf(subject)} could not be repaired: ${reason}`,
    evidence: {},
    remedy,
  };
}

/** `fix` left it alone. */
export function notFixed(subject: Subject, { refusal, advice, sql }: Refusal): Finding {
  return {
    code: 'data/not-fixed',
    severity: 'warn',
    subject,
    message: `${nameOf(subject)} was left as it is: ${refusal}`,
    evidence: {},
    remedy: byHand(advice, sql),
  };
}
