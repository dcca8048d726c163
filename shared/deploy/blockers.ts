import { shown } from '../report/printable.ts';
import { withoutCredentials } from '../request/credentials.ts';
import type { Blocker, LockWait } from './lock-waits.ts';

const longestStatement = 120;

/** A statement in a line, shortened, without what looks like credentials. */
export function shortened(query: string): string {
  const line = shown(withoutCredentials(query.replaceAll(/\s+/g, ' ').trim()));
  return line.length > longestStatement ? `${line.slice(0, longestStatement)}...` : line;
}

/** `pid 4711 (psql, user app), idle in transaction, its transaction open for 42 s: UPDATE orders SET ...` */
export function described(blocker: Blocker): string {
  if (blocker.pid === 0)
    return 'a prepared transaction, which only COMMIT PREPARED or ROLLBACK PREPARED ends (pg_prepared_xacts)';
  const deeper = blocker.level > 1 ? `, which holds up pid ${blocker.blocks}` : '';
  return `pid ${blocker.pid}${who(blocker)}${deeper}${doing(blocker)}`;
}

function who({ application, user, isOurs }: Blocker): string {
  const parts = [isOurs ? "Lockstep's own" : '', application, user === null ? '' : `user ${user}`];
  const known = parts.filter((part) => part !== '').map(shown);
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

/** What the role may not see is said, not guessed. */
function doing({ state, query, kind, transactionSeconds }: Blocker): string {
  const isClient = kind === null || kind === 'client backend';
  if (isClient && state === null) return ': this role may not see what it does (GRANT pg_read_all_stats to it)';
  const open = transactionSeconds === null ? '' : `, its transaction open for ${spanOf(transactionSeconds)}`;
  const statement = query ? `: ${shortened(query)}` : '';
  return `, ${isClient ? state : kind}${open}${statement}`;
}

/** "AccessExclusiveLock on public.orders" */
export function lockOf({ mode, locktype, object }: Pick<LockWait, 'mode' | 'locktype' | 'object'>): string {
  if (locktype === 'relation') return `${mode}${object === null ? '' : ` on ${object}`}`;
  if (locktype === 'advisory') return object ?? 'an advisory lock';
  if (locktype === 'transactionid' || locktype === 'tuple') return `a row${object === null ? '' : ` of ${object}`}`;
  if (locktype === 'virtualxid') return 'the end of a transaction that began before';
  return `${mode} (${locktype})${object === null ? '' : ` on ${object}`}`;
}

/** "9 s", "2 min 5 s" */
export function spanOf(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
