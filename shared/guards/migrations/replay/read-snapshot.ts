import type { Project } from '../../../model/manifest.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { shownPath } from '../../../model/snapshot.ts';
import type { Driver } from '../../../session/drivers/driver.ts';
import { ownSearchPath } from '../../../session/sql.ts';
import { everything, type Read } from '../../schema/difference.ts';
import { readSnapshot } from '../../schema/snapshot/read.ts';

/** The schema of a database without what these projects' tools keep in it for themselves. */
export function snapshotIn(driver: Driver, projects: Project[]): Promise<Snapshot> {
  return readSnapshot(readerOver(driver), everything, { projects });
}

/** Something that a database holds, in words; null where it is empty. Extensions and the schema `public` come with it. */
export async function firstObjectIn(driver: Driver): Promise<string | null> {
  const { objects } = await readSnapshot(readerOver(driver), everything, { histories: true });
  const own = objects.filter(({ kind, path }) => {
    return (
      kind !== 'extension' && kind !== 'grant' && kind !== 'comment' && !(kind === 'schema' && path[0] === 'public')
    );
  });
  const first = own.find(({ kind }) => kind === 'table') ?? own[0];
  return first === undefined ? null : `${first.kind} ${shownPath(first)}`;
}

function readerOver(driver: Driver): Read {
  return async (...statements) => {
    const begin = ['BEGIN READ ONLY', `SET LOCAL search_path = ${ownSearchPath}`, 'SET LOCAL jit = off'];
    const answers = await driver.query([...begin, ...statements, 'COMMIT'].join(';\n'));
    return answers.slice(begin.length, -1);
  };
}
