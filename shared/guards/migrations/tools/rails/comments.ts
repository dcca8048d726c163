import { literal } from '../../../../session/sql.ts';
import { textFrom, type Value } from './value.ts';
import type { Writer } from './writer.ts';

/** Writes a comment down, where one is given: `COMMENT ON TABLE "users" IS 'People'`. */
export function commentOn(
  object: string,
  { value, line }: { value: Value | undefined; line: number },
  writer: Writer,
): void {
  if (value === undefined) return;
  writer.write(`COMMENT ON ${object} IS ${value === null ? 'NULL' : literal(textFrom(value)).trim()}`, line);
}
