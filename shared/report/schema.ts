import * as z from 'zod';
import { lintReportSchema } from '../model/lint-report.ts';
import { manifestSchema } from '../model/manifest.ts';
import { resultSchema } from '../model/report.ts';
import { snapshotSchema } from '../model/snapshot.ts';

type JsonSchema = Record<string, unknown>;

/** What is published as JSON Schema (2020-12), by its name: for programs that are not written in TypeScript. */
export const published: Record<'report' | 'manifest' | 'lint' | 'snapshot', () => JsonSchema> = {
  /** a report or several: `--format json`, the answer of a call, the message, the archive */
  report: () => jsonSchema(resultSchema, { name: 'report', title: 'Lockstep report' }),
  /** what `lockstep manifest` prints, and a call brings along */
  manifest: () => jsonSchema(manifestSchema, { name: 'manifest', title: 'Lockstep manifest' }),
  /** what `lockstep lint --format json` prints */
  lint: () => jsonSchema(lintReportSchema, { name: 'lint', title: 'Lockstep lint report' }),
  /** what `lockstep snapshot` prints */
  snapshot: () => jsonSchema(snapshotSchema, { name: 'snapshot', title: 'Lockstep snapshot of a schema' }),
};

function jsonSchema(schema: z.ZodType, { name, title }: { name: string; title: string }): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return { $schema, $id: `urn:lockstep:${name}`, title, ...rest };
}
