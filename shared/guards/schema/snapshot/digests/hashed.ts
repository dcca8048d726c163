/**
 * A number of 64 bits for several values. Those of the rows of a table are XORed, whatever their order: each has a name that
 * no other has, so that none takes another one's away. https://www.postgresql.org/docs/release/14.0/ (hash_record_extended)
 */
export function hashed(...values: string[]): string {
  return `hash_record_extended(ROW(
      ${values.join(',\n      ')}
    ), 0)`;
}
