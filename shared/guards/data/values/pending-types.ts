import type { Difference } from '../../schema/difference.ts';
import { isUndone, type MakerOf } from '../../schema/makers.ts';
import type { TypeMismatch } from './values.ts';

/** A mismatch before anybody has asked what is to come. */
export type Mismatch = Omit<TypeMismatch, 'maker'>;

/** Each with the pending migration that changes the type here, too. */
export function withMakers(mismatches: Mismatch[], makerOf: MakerOf): TypeMismatch[] {
  return mismatches.map((mismatch) => {
    const difference = differenceOf(mismatch);
    const maker = makerOf(difference);
    const isToCome = maker !== null && (!maker.sure || isUndone(difference, maker));
    return { ...mismatch, maker: isToCome ? { migration: maker.migration, sure: maker.sure } : null };
  });
}

/** As the schema guard tells of it. */
function differenceOf({ schema, table, column, type, wanted }: Mismatch): Difference {
  const object = { kind: 'column' as const, path: [schema, table, column] };
  return {
    ...object,
    change: 'changed',
    from: { ...object, is: { type: wanted } },
    to: { ...object, is: { type } },
    properties: [{ name: 'type', from: wanted, to: type }],
  };
}
