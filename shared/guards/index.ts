import type { GuardName } from '../model/report.ts';
import type { Guard } from './guard.ts';
import { migrations } from './migrations/index.ts';
import { sequences } from './sequences/index.ts';

/** In the order in which they run. The larger two are loaded when they are first asked for: a cold start reads neither. */
const guards: Record<GuardName, () => Promise<Guard<unknown>>> = {
  sequences: async () => sequences as Guard<unknown>,
  migrations: async () => migrations as Guard<unknown>,
  schema: async () => (await import('./schema/index.ts')).schema as Guard<unknown>,
  data: async () => (await import('./data/index.ts')).data as Guard<unknown>,
};

/** The guards of these names, in the order in which they run. A guard's facts are its own business. */
export function guardsNamed(names: readonly GuardName[]): Promise<Guard<unknown>[]> {
  const chosen = Object.entries(guards).filter(([name]) => (names as readonly string[]).includes(name));
  return Promise.all(chosen.map(([, load]) => load()));
}
