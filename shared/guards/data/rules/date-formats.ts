import type { Finding } from '../../../model/finding.ts';
import { byHand, many, tableName } from '../findings.ts';
import type { MixedDates } from '../values/values.ts';
import type { DataRule } from './rule.ts';

/** A text column holds dates in more than one format: some are read as another day, or not at all. */
export const dateFormats: DataRule = {
  code: 'data/date-formats',
  severity: 'warn',
  judge: ({ values: { dates } }) => dates.map(finding),
};

function finding(mixed: MixedDates): Finding {
  const { schema, table, column, type, formats, looked, whole } = mixed;
  const counted = formats.map(({ format, count }) => `${count} ${format}`);
  return {
    code: 'data/date-formats',
    severity: 'warn',
    subject: { kind: 'column', schema, table, name: column, column },
    message: `${tableName(mixed)}.${column} holds dates in ${formats.length} formats: ${counted.join(', ')}`,
    evidence: {
      type,
      formats: formats.map(({ format, count }) => `${format}: ${count}`),
      looked: many(looked, 'value'),
      everyRow: whole,
    },
    remedy: byHand('bring them into one format, YYYY-MM-DD, then make the column a date'),
  };
}
