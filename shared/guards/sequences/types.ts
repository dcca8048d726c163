import type { Row } from '../../session/drivers/driver.ts';
import type { WholeNumbers } from './sequence.ts';

/** OIDs of the built-in types: src/include/catalog/pg_type.dat. */
const int8 = 20;
const int2 = 21;
const int4 = 23;
const numeric = 1700;

/**
 * The whole numbers that a column's type holds, domains resolved; null where it holds something else.
 * A numeric's modifier packs precision and scale: ((precision << 16) | scale) + 4, the scale in eleven bits, signed.
 */
export function numbersOf(column: Row, domains: Row[]): WholeNumbers | null {
  const { type, modifier } = baseOf(Number(column.type), Number(column.modifier), domains);
  const name = String(column.type_name);
  if (type === int2) return { type: name, wholeOnly: true, low: -(2n ** 15n), high: 2n ** 15n - 1n };
  if (type === int4) return { type: name, wholeOnly: true, low: -(2n ** 31n), high: 2n ** 31n - 1n };
  if (type === int8) return { type: name, wholeOnly: true, low: -(2n ** 63n), high: 2n ** 63n - 1n };
  if (type !== numeric) return null;
  if (modifier < 0) return { type: name, wholeOnly: false, low: null, high: null };
  const precision = ((modifier - 4) >> 16) & 0xffff;
  const scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  const high = precision > scale ? 10n ** BigInt(precision - scale) - 1n : 0n;
  return { type: name, wholeOnly: false, low: -high, high };
}

function baseOf(type: number, modifier: number, domains: Row[]): { type: number; modifier: number } {
  const domain = domains.find((row) => row.oid === type);
  return domain ? baseOf(Number(domain.base), Number(domain.modifier), domains) : { type, modifier };
}
