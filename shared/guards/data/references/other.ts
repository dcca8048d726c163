import type { Reference, Request } from '../../../model/request.ts';
import { failedBeside } from '../../../session/failed-beside.ts';
import type { Session } from '../../../session/session.ts';
import { foreignKeyFrom, foreignKeysQuery, keyFrom, keysQuery } from './catalog.ts';
import { foreignKeysIn, keysIn } from './definitions.ts';
import type { HeldKey, OtherForeignKey } from './references.ts';

/** What the other database, or a snapshot of one, has of references and keys; or why nobody could look. */
export interface Other {
  name: string;
  failed: string | null;
  foreignKeys: OtherForeignKey[];
  keys: HeldKey[];
}

/** Reads it, in one round trip; null where there is nothing to compare with. */
export async function readOther(session: Session, { reference }: Request): Promise<Other | null> {
  if (reference === null) return null;
  if ('snapshot' in reference) {
    const { name, snapshot } = reference;
    return { name, failed: null, foreignKeys: foreignKeysIn(snapshot), keys: keysIn(snapshot) };
  }
  try {
    return await readTarget(session, reference);
  } catch (error) {
    return { name: reference.name, failed: failedBeside(error).message, foreignKeys: [], keys: [] };
  }
}

async function readTarget(session: Session, { name, target }: Extract<Reference, { target: unknown }>): Promise<Other> {
  const read = async (other: Session): Promise<Other> => {
    const { version } = other.server;
    const every = { every: true };
    const [foreignKeys = [], keys = []] = await other.read(foreignKeysQuery(version, every), keysQuery(version, every));
    return {
      name,
      failed: null,
      foreignKeys: foreignKeys.map(foreignKeyFrom).map(({ pairs, ...foreignKey }) => ({
        ...foreignKey,
        columns: pairs.map(({ column }) => column),
        referencedColumns: pairs.map(({ referenced }) => referenced),
      })),
      keys: keys.map(keyFrom).filter(({ attached }) => !attached),
    };
  };
  return session.beside(target, read, { another: true });
}
