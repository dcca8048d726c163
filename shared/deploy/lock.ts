import { hostname } from 'node:os';
import { BusyError, ConnectionError } from '../model/errors.ts';
import type { House } from '../model/house.ts';
import type { Target } from '../model/request.ts';
import type { Limits } from '../model/settings.ts';
import { visible } from '../report/printable.ts';
import { withoutCredentials } from '../request/credentials.ts';
import { connectTo } from '../session/connect-to.ts';
import { type Holder, type Lock, lockOver } from '../session/held-lock.ts';
import { userName } from './user-name.ts';

/** "deployed" in ASCII; that of a fix is another */
export const deployLockNumber = BigInt(`0x${Buffer.from('deployed').toString('hex')}`);

export interface DeployLockOptions {
  command: string[];
  limits: Limits;
  house: House;
}

/**
 * The lock that lets only one deploy at a time into a database. It is held through the whole deploy, also after a Ctrl-C:
 * what is looked at then is still this deploy's. Its connection tells in its name who deploys, since when, and what.
 */
export function deployLock(owner: Target, { command, limits, house }: DeployLockOptions): Lock {
  const over = new AbortController();
  const signal = AbortSignal.any([house.signal, over.signal]);
  const connecting = connectTo(owner, nameOf(command), { limits, house: { ...house, signal } });
  return lockOver(connecting, { number: deployLockNumber, idleSeconds: 0, busy, lost }, { limits, signal, over });
}

/** The server keeps so many bytes of an application name, and shows letters beyond ASCII as question marks. */
const mostBytes = 63;

/** "lockstep deploy 21:14Z ada@laptop: npx prisma migrate deploy" */
export function nameOf(command: string[], now = new Date()): string {
  const who = `${plain(userName())}@${plain(hostname())}`.slice(0, 24);
  const what = plain(withoutCredentials(command.join(' ')));
  return `lockstep deploy ${now.toISOString().slice(11, 16)}Z ${who}: ${what}`.slice(0, mostBytes).trimEnd();
}

function plain(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, '?');
}

const named = /^lockstep deploy (\d\d:\d\dZ) (\S+): (.*)$/;

/** Who deploys at the moment, in words, as far as that can be seen: "ada@laptop, since 21:14Z: npx prisma migrate deploy". */
export function holderInWords({ name, seconds }: Holder): string | null {
  const [, since, who, what] = named.exec(name ?? '') ?? [];
  if (who !== undefined) return visible(`${who}, since ${since}: ${what}`);
  return seconds === null ? null : `somebody, for ${seconds} s so far`;
}

/** Another deploy is at it. */
export function busy(holder: Holder): BusyError {
  const who = holderInWords(holder);
  return new BusyError(
    'deploy/busy',
    `another deploy of this database is running${who === null ? '' : ` (${who})`}; nothing was run`,
    'deploy again when it is through',
  );
}

function lost(): ConnectionError {
  return new ConnectionError(
    'deploy/lock-lost',
    'the connection that holds the lock of this deploy was lost, and with it the lock: another deploy may have begun meanwhile',
    'see that nobody else deploys, then deploy again; see whether the server restarts, fails over or cuts idle connections',
  );
}
