import * as z from 'zod';
import { manifestSchema } from '../model/manifest.ts';
import { deploySchema, guardNameSchema, type Operation, operationSchema } from '../model/report.ts';

/** The guards, in the order in which they run. */
export const guardNames = guardNameSchema.options;

const largest = 2n ** 63n - 1n;
const isWholeNumber = (value: number | string) =>
  typeof value === 'number' ? Number.isSafeInteger(value) && value >= 0 : /^\d{1,19}$/.test(value);
const notWhole = { error: 'expected a whole number of 0 or more' };
/** A number, or its digits: those of a bigint exceed what JSON numbers hold. */
const wholeNumber = z
  .union([z.number(), z.string()], notWhole)
  .refine(isWholeNumber, { ...notWhole, abort: true })
  .transform((value) => BigInt(value))
  .refine((value) => value <= largest, { error: 'exceeds 9223372036854775807, the largest bigint' });

/** What every door asks in the same words: flags of the command, the body of a call. Unknown keys are refused. */
export const askSchema = z.strictObject({
  targets: z
    .array(z.string().min(1, 'is empty'))
    .min(1, 'names none')
    .max(100, 'names more than 100')
    .optional()
    .describe('names of configured targets'),
  url: z.string().min(1, 'is empty').optional().describe('URL of a database that is no configured target'),
  guards: z.array(guardNameSchema).min(1, 'names none').optional().describe('what to cover; everything by default'),
  dryRun: z.boolean().optional().describe('fix: say what would run, change nothing'),
  margin: wholeNumber.optional().describe('fix: values to leave free beyond the rows'),
  only: z
    .array(z.string().min(1, 'is empty'))
    .optional()
    .describe('fix: only these sequences, constraints and indexes: schema.table.name, or a part of it'),
  pastOutliers: z.boolean().optional().describe('fix: move sequences past lone far values as well'),
  peek: z.boolean().optional().describe('verify: prove by reading alone'),
  insert: z.boolean().optional().describe('verify: prove by a row that is rolled back'),
  compareWith: z.string().min(1, 'is empty').optional().describe('a target that schema and rows are to be like'),
  all: z.boolean().optional().describe('read whole tables whatever that costs: every foreign key, exact counts'),
  manifest: manifestSchema.optional().describe('what the repository expects: lockstep manifest'),
  deploy: deploySchema.optional().describe('the deploy that this is about: sha, ref, actor, url'),
});
/**
 * What a call from outside may ask: never for a database of its own choice. It may name the operation that it means, as
 * a signature covers a body and no address.
 */
export const callSchema = askSchema.omit({ url: true }).extend({ operation: operationSchema.optional() });
/** What a door asks, as it comes in. */
export type AskInput = z.input<typeof askSchema>;
export type Ask = z.output<typeof askSchema>;

/** Which options belong to one operation only. */
export const ownOptions = {
  check: [],
  fix: ['dryRun', 'margin', 'only', 'pastOutliers'],
  verify: ['peek', 'insert'],
} as const satisfies Record<Operation, (keyof Ask)[]>;
