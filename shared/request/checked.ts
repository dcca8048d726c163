import * as z from 'zod';
import { UsageError } from '../model/errors.ts';
import { withoutCredentials } from './credentials.ts';
import { suggestion } from './nearest.ts';

interface Source {
  /** `usage/configuration` or `usage/arguments` */
  code: string;
  /** where the input stands, "lockstep.config.json"; empty where that is plain */
  source: string;
  /** what a key of it is called: "a setting", "an option" */
  noun: string;
  next: string;
}

/** A manifest of another shape is wrong in ten thousand places; whoever reads it needs the first. */
const most = 20;

/**
 * What a schema makes of an input from outside.
 * @throws UsageError that names every wrong key by its path, and the one that was probably meant. It never repeats values.
 */
export function checked<Schema extends z.ZodType>(schema: Schema, input: unknown, from: Source): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const { issues } = result.error;
  const rest = issues.length - most;
  const complaints = complaintsAbout(issues.slice(0, most), { schema, noun: from.noun });
  if (rest > 0) complaints.push(`and ${rest} more`);
  const text = [from.source, complaints.join('; ')].filter((part) => part !== '').join(': ');
  throw new UsageError(from.code, withoutCredentials(text), from.next);
}

type Issue = z.core.$ZodIssue;
interface Context {
  schema: z.ZodType;
  noun: string;
}

function complaintsAbout(issues: Issue[], context: Context): string[] {
  const misspelt = issues.filter((issue) => issue.code === 'unrecognized_keys');
  const places: unknown[] = misspelt.map((issue) => issue.path.join('\0'));
  // A misspelt key is also missing under its right name: one mistake, one complaint.
  const others = issues.filter((issue) => !places.includes(placeOf(issue)));
  return [
    ...misspelt.flatMap((issue) => unknownKeys(issue, context)),
    ...others
      .filter((issue) => issue.code !== 'unrecognized_keys')
      .map((issue) => `${pathOf(issue.path)}${reason(issue)}`),
  ];
}

function unknownKeys(issue: Issue & { code: 'unrecognized_keys' }, { schema, noun }: Context): string[] {
  const known = keysAt(schema, issue.path);
  return issue.keys.map((key) => `${pathOf([...issue.path, key])} is not ${noun}${suggestion(key, known)}`);
}

/** The object that lacks something under its right name; else a place of no object. */
function placeOf(issue: Issue): string | undefined {
  if (issue.code === 'custom') return issue.path.join('\0');
  return isMissing(issue) ? issue.path.slice(0, -1).join('\0') : undefined;
}

function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

function reason(issue: Issue): string {
  if (isMissing(issue)) return ' is missing';
  const text =
    issue.code === 'invalid_key' || issue.code === 'invalid_element' ? issue.issues[0]?.message : issue.message;
  return `: ${(text ?? issue.message).replace(/^Invalid input: /, '')}`;
}

/** `targets.production.url`; a key that is no plain word stands in brackets, quoted, control characters escaped. */
function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole';
  return path
    .map((key) => (/^[\w-]+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`))
    .join('')
    .replace(/^\./, '');
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = bare(schema);
  for (const key of path) at = bare(childOf(at, key));
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function childOf(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return bare(schema.unwrap());
  }
  return schema;
}
