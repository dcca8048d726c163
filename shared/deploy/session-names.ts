import { ulid } from 'ulid';

/**
 * How the sessions of one deploy's command are called on the server, where the tool leaves that to libpq's PGAPPNAME. No other
 * deploy's are called so. The server keeps 63 bytes of it.
 */
export function commandSessionName(): string {
  return `lockstep deploy ${ulid()}`;
}

/** A condition of SQL: whether a session of that name is one of a deploy's command, of whichever deploy. */
export function isCommandSessionSql(name: string): string {
  return `coalesce(${name} ~ '^lockstep deploy [0-9A-Z]{26}$', false)`;
}

/** The same for all of Lockstep's own: its sessions, its locks, the commands of deploys, and what makes restore points. */
export function isOwnSessionSql(name: string): string {
  return `coalesce(${name} ~ '^lockstep(:| deploy | restore point$)', false)`;
}
