import { expect, it } from 'vitest';
import { environmentMismatch } from '../../../../shared/guards/migrations/rules/environment-mismatch.ts';
import { findingOn, historyOf, projectOf } from '../made.ts';

const rails = (environment: string) =>
  [projectOf(['1'], { tool: 'rails' }), historyOf(['1'], { tool: 'rails', environment })] as const;

it('blocks where the target is production and the database says development', () => {
  expect(findingOn(environmentMismatch, [...rails('development')], { environment: 'production' })).toMatchObject({
    severity: 'block',
    message: expect.stringContaining("database of development, but the target's environment is production"),
    remedy: { commands: ['bin/rails db:environment:set RAILS_ENV=production'] },
  });
});

it('warns where staging runs with the settings of production', () => {
  expect(findingOn(environmentMismatch, [...rails('production')], { environment: 'staging' }).severity).toBe('warn');
});

it('takes prod for production, and says nothing where no environment is configured', () => {
  expect(() => findingOn(environmentMismatch, [...rails('production')], { environment: 'prod' })).toThrow('0 findings');
  expect(() => findingOn(environmentMismatch, [...rails('production')])).toThrow('0 findings');
});
