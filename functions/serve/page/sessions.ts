import { randomBytes } from 'node:crypto';

const longestMs = 12 * 3_600_000;
const most = 1_000;

/** Who has logged in: under an id that nobody can guess, for twelve hours or until this process ends. */
export interface Sessions {
  /** Keeps the token of somebody who has just proven it; returns the id. */
  open(token: string): string;
  /** null where there is no such session any more */
  tokenOf(id: string): string | null;
  close(id: string): void;
}

export function sessionsIn(known = new Map<string, { token: string; since: number }>()): Sessions {
  return {
    open(token) {
      const id = secretText();
      known.set(id, { token, since: Date.now() });
      for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
      return id;
    },
    tokenOf(id) {
      const session = known.get(id);
      if (session && Date.now() - session.since <= longestMs) return session.token;
      known.delete(id);
      return null;
    },
    close: (id) => void known.delete(id),
  };
}

/** 256 bits that nobody can guess, as text. */
export function secretText(): string {
  return randomBytes(32).toString('base64url');
}
