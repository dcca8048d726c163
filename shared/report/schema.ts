import * as z from 'zod';
import { reportSchema } from '../model/report.ts';

/** The report's contract as JSON Schema (2020-12), for programs that are not written in TypeScript. */
export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(reportSchema, { io: 'input' });
  return { $schema, $id: 'urn:lockstep:report', title: 'Lockstep report', ...rest };
}
