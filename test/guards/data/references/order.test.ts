import fc from 'fast-check';
import { expect, it } from 'vitest';
import { causesFirst } from '../../../../shared/guards/data/references/order.ts';
import type { ForeignKey } from '../../../../shared/guards/data/references/references.ts';

const foreignKey = (from: number, to: number) =>
  ({
    schema: 's',
    table: `t${from}`,
    name: `${from}-${to}`,
    referenced: { schema: 's', table: `t${to}` },
  }) as ForeignKey;

it('puts every foreign key behind those of the table that it refers to, where there is no circle', () => {
  const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 });
  fc.assert(
    fc.property(pairs, fc.shuffledSubarray([...Array(10).keys()], { minLength: 10 }), (pairs, names) => {
      const keys = pairs
        .filter(([one, other]) => one > other)
        .map(([one, other]) => foreignKey(names[one] ?? 0, names[other] ?? 0));
      const ordered = causesFirst(keys);
      expect(ordered).toHaveLength(keys.length);
      for (const [at, key] of ordered.entries()) {
        const later = ordered.slice(at + 1).map(({ table }) => table);
        expect(later).not.toContain(key.referenced.table);
      }
    }),
  );
});

it('ends on any graph, and loses none', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5))), (pairs) => {
      const keys = pairs.map(([one, other]) => foreignKey(one, other));
      expect(causesFirst(keys)).toHaveLength(keys.length);
    }),
  );
});

it('bears a chain of any length', () => {
  const keys = Array.from({ length: 20_000 }, (_, at) => foreignKey(at + 1, at));
  expect(causesFirst(keys.toReversed())[0]?.name).toBe('1-0');
});
