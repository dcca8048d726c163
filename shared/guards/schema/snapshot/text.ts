import type { Snapshot } from '../../../model/snapshot.ts';

/**
 * A snapshot as text: JSON with a line for each object, so that two of them can be compared by eye, and in git. Equal
 * snapshots give equal bytes.
 */
export function snapshotText({ objects, ...head }: Snapshot): string {
  const lines = objects.map(({ kind, path, position, is }) => {
    const sorted = Object.fromEntries(Object.entries(is).sort(([one], [other]) => (one < other ? -1 : 1)));
    return JSON.stringify({ kind, path, ...(position === undefined ? {} : { position }), is: sorted });
  });
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},"objects":${list}}\n`;
}
