import { expect, it } from 'vitest';
import { snapshotText } from '../../shared/guards/schema/snapshot/text.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { parsedSnapshot } from '../../shared/request/snapshot-file.ts';

const snapshot: Snapshot = {
  snapshot: 2,
  server: 18,
  scope: { schemas: [], tables: [], kinds: [] },
  unseen: [],
  objects: [
    { kind: 'table', path: ['public', 'we"ird\n'], is: { owner: 'ann', options: ['fillfactor=70'] } },
    { kind: 'column', path: ['public', 'we"ird\n', 'id'], is: { type: 'integer' }, position: 1 },
  ],
};
const manifest = { manifest: 1, lockstep: '0', git: null, projects: [] };

it('reads what is written, which has a line for each object', () => {
  const text = snapshotText(snapshot);
  expect(parsedSnapshot(text, 'schema.json')).toEqual(snapshot);
  expect(parsedSnapshot(`\uFEFF${text}`, 'schema.json')).toEqual(snapshot);
  expect(text.split('\n').filter((line) => line.startsWith('{"kind"'))).toHaveLength(2);
  expect(parsedSnapshot(snapshotText({ ...snapshot, objects: [] }), 'schema.json').objects).toEqual([]);
});

it('takes the snapshot out of a manifest', () => {
  expect(parsedSnapshot(JSON.stringify({ ...manifest, snapshot }), 'manifest.json')).toEqual(snapshot);
});

it.each([
  ['', 'schema.json is empty'],
  ['{"snapshot": 2, "objects": [{"secret', 'schema.json is no JSON, or was cut'],
  ['[]', 'schema.json holds no snapshot'],
  ['null', 'schema.json holds no snapshot'],
  ['{"version": 1, "server": 17, "objects": {}}', 'schema.json holds no snapshot'],
  [
    '{"snapshot": 1, "secret": "x"}',
    'schema.json holds a snapshot of version 1, made by an older Lockstep; this one reads version 2',
  ],
  [
    '{"snapshot": 3, "secret": "x"}',
    'schema.json holds a snapshot of version 3, made by a newer Lockstep; this one reads version 2',
  ],
  [JSON.stringify({ ...snapshot, objects: [{ kind: 'secret', path: [], is: {} }] }), 'schema.json: objects.0.kind'],
  ...[
    { kind: 'grant', path: ['secret', 'public', 'orders', 'app'] },
    { kind: 'grant', path: ['grant', 'table', 'public', 'orders', 'app', 'app'] },
    { kind: 'grant', path: ['schema', 'app'] },
    { kind: 'comment', path: ['secret', 'public', 'orders'] },
    { kind: 'comment', path: ['table'] },
  ].map((object): [string, string] => [
    JSON.stringify({ ...snapshot, objects: [{ ...object, is: {} }] }),
    'schema.json: objects.0.path: names no object that there could be a grant or a comment on',
  ]),
  [JSON.stringify({ ...snapshot, server: undefined }), 'schema.json: server is missing'],
  [JSON.stringify(manifest), 'the manifest schema.json holds no snapshot'],
  [
    JSON.stringify({ ...manifest, snapshot: { version: 1, server: 17, objects: { secret: '' } } }),
    'schema.json holds a snapshot of version 1, made by an older Lockstep; this one reads version 2',
  ],
])('of %j says what is wrong, and repeats nothing of it', (text, message) => {
  const read = () => parsedSnapshot(text, 'schema.json');
  expect(read).toThrow(message);
  expect(read).not.toThrow(/secret/);
  expect(read).toThrow(expect.objectContaining({ code: 'usage/arguments', exitCode: 2 }));
});
