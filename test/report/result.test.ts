import { describe, expect, test } from 'vitest';
import { resultSchema } from '../../shared/model/report.ts';
import { reportsIn, resultOf } from '../../shared/report/result.ts';
import { finding, outcome, report } from './samples.ts';

const passed = report();
const blocked = report({ outcomes: [outcome([finding()])] });

describe('the result of a call', () => {
  test('is the report itself for one target', () => {
    expect(resultOf([passed])).toBe(passed);
    expect(reportsIn(passed)).toEqual([passed]);
  });

  test('on several targets has the worst verdict, is not ok, and holds every report', () => {
    const result = resultOf([passed, blocked]);
    expect(result).toMatchObject({ verdict: 'block', ok: false, operation: 'check' });
    expect(reportsIn(result)).toEqual([passed, blocked]);
    expect(resultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  test('says of each target in one sentence how it stands', () => {
    expect(resultOf([passed, blocked]).summary).toBe(
      `${passed.target.name}: ${passed.summary}; ${blocked.target.name}: ${blocked.summary}`,
    );
  });
});
