import * as z from 'zod';
import type { LockstepError } from './errors.ts';

/** How much a finding weighs: `block` (do not deploy), `warn` (a person should look), `info`. */
export const severitySchema = z.enum(['block', 'warn', 'info']);
export type Severity = z.infer<typeof severitySchema>;

/** What a guard or a report says. Worst first: the worst of several wins. `unknown` never passes a gate. */
export const verdictSchema = z.enum(['block', 'unknown', 'warn', 'pass']);
export type Verdict = z.infer<typeof verdictSchema>;

/** The object that a finding is about. Names are unquoted, as the catalog holds them. */
export const subjectSchema = z.object({
  kind: z.enum([
    'sequence',
    'column',
    'table',
    'database',
    'target',
    'migration',
    'file',
    'constraint',
    'index',
    'trigger',
    'object',
    'setting',
  ]),
  name: z.string(),
  schema: z.string().optional(),
  table: z.string().optional(),
  column: z.string().optional(),
});
export type Subject = z.infer<typeof subjectSchema>;

/** How to get rid of a finding: SQL, or commands for a shell, one a line. `automatic` says that `lockstep fix` does it by itself. */
export const remedySchema = z.object({
  summary: z.string(),
  sql: z.array(z.string()).optional(),
  commands: z.array(z.string()).optional(),
  automatic: z.boolean(),
});
export type Remedy = z.infer<typeof remedySchema>;

/** Facts behind a finding. Whole numbers of the database are strings: they exceed 2^53. */
export const evidenceSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);
export type Evidence = z.infer<typeof evidenceSchema>;

/** A code is `guard/what-is-wrong`; it is never renamed. */
export const codeSchema = z.string().regex(/^[a-z]+\/[a-z0-9-]+$/);

/**
 * One thing that a guard found.
 * `unknown: true` marks what could not be told; such a finding makes the verdict `unknown` unless something blocks.
 */
export const findingSchema = z.object({
  code: codeSchema,
  severity: severitySchema,
  unknown: z.boolean().optional(),
  subject: subjectSchema,
  message: z.string(),
  evidence: evidenceSchema,
  remedy: remedySchema,
});
export type Finding = z.infer<typeof findingSchema>;

/** What an error of the family says about a target, as a finding: unknown, unless it is one that blocks. */
export function findingFrom({ code, message, next, exitCode }: LockstepError, target: string): Finding {
  return {
    code,
    ...(exitCode === 1 ? { severity: 'block' } : { severity: 'warn', unknown: true }),
    subject: { kind: 'target', name: target },
    message,
    evidence: {},
    remedy: { summary: next, automatic: false },
  };
}

/** The worst of several verdicts; `pass` of none. */
export function worst(verdicts: Verdict[]): Verdict {
  return verdictSchema.options.find((verdict) => verdicts.includes(verdict)) ?? 'pass';
}

/** The verdict that one finding amounts to. */
export function verdictOf(finding: Pick<Finding, 'severity' | 'unknown'>): Verdict {
  if (finding.severity === 'block') return 'block';
  if (finding.unknown) return 'unknown';
  return finding.severity === 'warn' ? 'warn' : 'pass';
}
