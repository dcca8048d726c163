import type { Finding, Subject } from '../../../model/finding.ts';
import type { Expected, SchemaFacts } from '../schema-facts.ts';

/** What a rule says of one expectation that is not met. `summary`: what to do, where nothing more is known. */
export interface Wording {
  kind: Subject['kind'];
  message(expected: Expected): string;
  summary(expected: Expected): string;
}

/** The findings of one code: what was looked at and is not as it should be. */
export function findingsFor(code: string, { expected }: SchemaFacts, wording: Wording): Finding[] {
  return expected
    .filter((each) => each.code === code && each.unread === undefined)
    .map((each) => finding(each, wording));
}

function finding(expected: Expected, { kind, message, summary }: Wording): Finding {
  const { code, object, wanted, found, note, sql } = expected;
  return {
    code,
    severity: 'block',
    subject: subjectOf(kind, object),
    message: message(expected),
    evidence: { expected: wanted, found, ...(note === undefined ? {} : { note }) },
    remedy: {
      summary: [summary(expected), note].filter(Boolean).join('; '),
      ...(sql.length > 0 ? { sql } : {}),
      automatic: false,
    },
  };
}

/** As the configuration names it: `schema.name`, `schema.table.name`. */
export function subjectOf(kind: Subject['kind'], object: string): Subject {
  const [schema, table, ...rest] = object.split('.');
  if (kind === 'setting' || kind === 'object' || schema === undefined || table === undefined) {
    return { kind, name: object };
  }
  if (rest.length === 0) return { kind, schema, name: table };
  const name = rest.join('.');
  return { kind, schema, table, name, ...(kind === 'column' ? { column: name } : {}) };
}
