import { connected } from '../connection.ts';
import type { Contender } from '../contender.ts';
import { ownedSql } from './by-hand/owned.ts';

/** So many sequences are asked where every question takes a round trip of some length. */
export const sample = 500;

/** The loop that everybody writes first. */
export const loop: Contender = {
  name: 'N+1 loop',
  kind: 'peer',
  explanation:
    'The script that everybody writes first: the list of sequences, then for each one query for `last_value, is_called` and one for `max(..)`.',
  runs: 1,
  run: ({ url, delayed }) =>
    connected(url, async (session) => {
      const began = performance.now();
      const all = await session.rows(ownedSql);
      const asked = delayed ? all.slice(0, sample) : all;
      const listed = performance.now();
      let behind = 0;
      for (const [, sequence, table, column] of asked) {
        const [value = []] = await session.rows(`SELECT last_value, is_called FROM ${sequence}`);
        const [rows = []] = await session.rows(`SELECT max(${column}) FROM ${table}`);
        if (rows[0] !== null && Number(rows[0]) >= Number(value[0]) + (value[1] ? 1 : 0)) behind += 1;
      }
      const looped = performance.now() - listed;
      return {
        behind: asked.length < all.length ? null : behind,
        roundTrips: 1 + 2 * all.length,
        ...(asked.length < all.length ? { extrapolatedMs: listed - began + (looped * all.length) / asked.length } : {}),
      };
    }),
};
