/** Names that break whoever does not quote them: SQL's own words, the aliases in our statements, quotes, signs, scripts. */
const pool = [
  'orders',
  'hop',
  'held',
  'arm',
  'first',
  'now',
  'repair',
  'next',
  'least',
  'farthest',
  'target',
  'value',
  'start',
  'reached',
  'hops',
  'rows',
  'later',
  'drawn',
  'select',
  'table',
  'user',
  'NULL',
  'Order Items',
  'double"quote',
  "it's",
  '$$',
  '$lockstep$',
  'back\\slash',
  '100%',
  '%I %s %L',
  'line\nbreak\r\n',
  'tab\t',
  ' blank ',
  'dot.in.name',
  '{"json": [1]}',
  "'; DROP TABLE users; --",
  'ünïcødé 名前 🐘',
  'x'.repeat(63),
  'ß'.repeat(31),
  '\u202Eright to left',
];

/** Different names for the objects of one schema, beginning anywhere in the pool. */
export function namesFrom(offset: number): () => string {
  let taken = 0;
  return () => {
    const name = pool[(offset + taken) % pool.length] as string;
    taken += 1;
    return name;
  };
}

export const namesInPool = pool.length;
