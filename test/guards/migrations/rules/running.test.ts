import { expect, it } from 'vitest';
import { running } from '../../../../shared/guards/migrations/rules/running.ts';
import { found } from '../made.ts';

it('warns who migrates at this moment', () => {
  const holder = { tool: 'prisma', pid: 4711, application: 'deploy', since: '2026-11-21T09:00:00.000Z' };
  expect(found(running, { running: [holder] })).toMatchObject([
    {
      severity: 'warn',
      subject: { kind: 'database', name: 'deploy' },
      message: 'Prisma Migrate is migrating now: deploy (pid 4711) holds its lock since 2026-11-21T09:00:00.000Z',
    },
  ]);
});
