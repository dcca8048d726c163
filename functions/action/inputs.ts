import { getInput } from '@actions/core';
import * as z from 'zod';
import { UsageError } from '../../shared/model/errors.ts';
import { operationSchema } from '../../shared/model/report.ts';
import { guardNames } from '../../shared/request/ask.ts';
import { withoutCredentials } from '../../shared/request/credentials.ts';
import { nearest } from '../../shared/request/nearest.ts';

const text = z.string().transform((value) => (value === '' ? undefined : value));
const list = z.string().transform((value) => {
  const words = value.split(/[\s,]+/).filter((word) => word !== '');
  return words.length === 0 ? undefined : words;
});
/** File names may hold spaces and commas. */
const lines = z.string().transform((value) => {
  const names = value.split(/\r?\n/).map((line) => line.trim());
  return names.filter((name) => name !== '');
});
const flag = z.enum(['true', 'false', '']).transform((value) => value === 'true');
const seconds = z.string().regex(/^\d{0,6}$/, { error: 'expected a number of seconds' });

/** What a step of a workflow says under `with`, by the names of action.yml. */
const inputsSchema = z.object({
  operation: z.enum([...operationSchema.options, 'lint']),
  target: list,
  url: text,
  'lambda-url': text,
  secret: text,
  guards: list.pipe(z.array(z.enum(guardNames)).optional()),
  'compare-with': text,
  all: flag,
  'dry-run': flag,
  peek: flag,
  repository: text,
  config: text,
  manifest: text,
  files: lines,
  since: text,
  timeout: seconds.transform((value) => (value === '' ? undefined : Number(value))),
  'fail-on': z.enum(['block', 'warn', 'never']),
  comment: flag,
  'github-token': text,
  'report-file': text.refine((value) => value === undefined || value.endsWith('.json'), {
    error: 'it is JSON, so end it in .json',
  }),
  'sarif-file': text,
});
export type Inputs = z.output<typeof inputsSchema>;
type InputName = keyof Inputs;

export const inputNames = Object.keys(inputsSchema.shape) as InputName[];

const defaults: Partial<Record<InputName, string>> = { operation: 'check', 'fail-on': 'block' };

/**
 * The inputs of the step, as the runner gives them in `INPUT_<NAME>`.
 * @throws UsageError for what an input does not take, and for inputs that contradict each other
 */
export function readInputs(): Inputs {
  const given = inputNames.map((name) => [name, getInput(name) || (defaults[name] ?? '')]);
  const parsed = inputsSchema.safeParse(Object.fromEntries(given), { reportInput: true });
  if (!parsed.success) throw wrong(parsed.error.issues[0]);
  refuseContradictions(parsed.data);
  return parsed.data;
}

function wrong(issue: z.core.$ZodIssue | undefined): UsageError {
  const name = String(issue?.path[0]);
  if (issue?.code === 'invalid_value') {
    const values = issue.values.map(String).filter((value) => value !== '');
    const given = withoutCredentials(String(issue.input));
    const meant = nearest(given, values);
    const guess = meant === undefined ? '' : `; did you mean ${meant}?`;
    return refused(`${name}: ${JSON.stringify(given)} is none of ${values.join(', ')}${guess}`);
  }
  return refused(`${name}: ${issue?.message ?? 'cannot be understood'}`);
}

function refuseContradictions(inputs: Inputs): void {
  const { operation, secret } = inputs;
  const isGiven = (name: InputName) =>
    ![undefined, false].includes(inputs[name] as undefined) && !isEmpty(inputs[name]);
  const refuseAll = (names: InputName[], why: string) => {
    const [name] = names.filter(isGiven);
    if (name !== undefined) throw refused(`${name}: ${why}`);
  };
  const targets = inputs.target ?? [];
  if (operation === 'lint' && targets.length > 1) throw refused('target: lint weighs by one of them');
  if (operation === 'lint') refuseAll(['lambda-url', 'guards', 'compare-with', 'manifest', 'all'], 'lint takes none');
  else refuseAll(['files', 'since', 'sarif-file'], `belongs to lint, not to ${operation}`);
  if (inputs['lambda-url'] !== undefined) {
    refuseAll(['url'], 'a database and a deployed Lockstep (lambda-url) are both given; give one of them');
  } else if (secret !== undefined) {
    throw refused('secret: it is for a deployed Lockstep, and lambda-url names none');
  }
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function refused(message: string): UsageError {
  return new UsageError(
    'usage/arguments',
    message,
    'correct it under "with" of the step; docs/github.md has all inputs',
  );
}
