import type { Contender } from '../contender.ts';
import { lockstep as runLockstep } from '../lockstep.ts';

/** Lockstep in this process, as a library. */
export const lockstep: Contender = {
  name: 'Lockstep, library',
  kind: 'lockstep',
  explanation:
    '`run()` in the same process. Every sequence, every column that it feeds by whatever default, privileges, row security, partitions, bounds, types and referencing types, and the first collision of each that is behind.',
  runs: 5,
  async run({ url }) {
    const { sequences = [], roundTrips, verdict } = await runLockstep('check', url);
    if (verdict !== 'block') throw new Error(`the verdict is ${verdict}`);
    return { behind: sequences.filter(({ status }) => status === 'behind').length, roundTrips };
  },
};
