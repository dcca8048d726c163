import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifestOf } from '../../shared/guards/migrations/manifest/build.ts';
import { manifestText } from '../../shared/guards/migrations/manifest/text.ts';
import { ConnectionError } from '../../shared/model/errors.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { migrationSettingsSchema } from '../../shared/model/settings.ts';
import { version } from '../../shared/model/version.ts';
import { resultOf } from '../../shared/report/result.ts';
import { published } from '../../shared/report/schema.ts';
import { repositoryIn } from '../histories/read.ts';
import { hostileName, reportNaming } from './hostile.ts';
import { change, finding, outcome, proven, report, request } from './samples.ts';

// zod writes a pattern beside each format, which is what ajv checks here.
const validate = new Ajv2020({ validateFormats: false }).compile(published.report());

const anyFinding: fc.Arbitrary<Finding> = fc.record({
  code: fc.constantFrom('sequences/behind', 'sequences/outlier', 'target/failed'),
  severity: fc.constantFrom('block', 'warn', 'info'),
  subject: fc.record({ kind: fc.constant('sequence' as const), schema: fc.string(), name: fc.string() }),
  message: fc.string(),
  evidence: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.string()))),
  remedy: fc.record({ summary: fc.string(), sql: fc.array(fc.string()), automatic: fc.boolean() }),
});

describe('the JSON schema', () => {
  it('says what it is', () => {
    expect(published.report()).toMatchObject({ $id: 'urn:lockstep:report', title: 'Lockstep report' });
  });

  it('accepts every report', () => {
    const failure = new ConnectionError('target/refused', 'connection refused', 'start it');
    const reports = [
      report(),
      report({ outcomes: [outcome([finding()])] }),
      report({ outcomes: [], failure }),
      report({ request: request('fix'), changes: [change()], dryRun: true }),
      report({ request: request('verify'), outcomes: [outcome([], proven(2))] }),
    ];
    expect(reports.map((one) => validate(JSON.parse(JSON.stringify(one))))).toEqual(reports.map(() => true));
  });

  it('accepts the reports on several targets as one object', () => {
    expect(validate(JSON.parse(JSON.stringify(resultOf([report(), report()]))))).toBe(true);
  });

  it('accepts reports on whatever a database holds', () => {
    fc.assert(fc.property(fc.array(anyFinding), (findings) => validate(report({ outcomes: [outcome(findings)] }))));
    fc.assert(fc.property(hostileName, (name) => validate(reportNaming(name))));
  });

  it('refuses what is no report', () => {
    const { verdict: _, ...without } = report();
    expect(validate(without)).toBe(false);
    expect(validate({ ...report(), verdict: 'green' })).toBe(false);
  });
});

describe('the other schemas', () => {
  const accepts = (schema: object) => new Ajv2020({ validateFormats: false }).compile(schema);

  it('accept a manifest as it is written, and refuse what is none', async () => {
    const { projects } = await manifestOf(repositoryIn('test/histories/prisma/pending/repository'), {
      settings: migrationSettingsSchema.parse({}),
    });
    const text = manifestText({ manifest: 1, lockstep: version, git: null, projects });
    expect(accepts(published.manifest())(JSON.parse(text))).toBe(true);
    expect(accepts(published.manifest())({ manifest: 2, projects: [] })).toBe(false);
  });
});
