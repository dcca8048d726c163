import * as z from 'zod';
import { resultSchema } from '../model/report.ts';

/** The contract as JSON Schema (2020-12), a report or several, for programs that are not written in TypeScript. */
export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(resultSchema, { io: 'input' });
  return { $schema, $id: 'urn:lockstep:report', title: 'Lockstep report', ...rest };
}
