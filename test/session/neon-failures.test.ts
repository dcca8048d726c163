import { expect, test } from 'vitest';
import { addressFrom } from '../../shared/session/address.ts';
import { failureFrom, isTransient } from '../../shared/session/failures.ts';

const address = addressFrom('postgres://app:hunter2-secret@ep-cool-123.eu-central-1.aws.neon.tech/shop');

test('a certificate that nobody vouches for is not told to be mended in the URL, which cannot', () => {
  const error = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  const failure = failureFrom(error, address);
  expect(failure).toMatchObject({ code: 'target/tls', next: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
  expect(failure.next).not.toContain('sslrootcert');
  expect(failureFrom(error, { ...address, driver: 'pg' }).next).toContain('sslrootcert');
});

/** As Neon's proxy sends them, with the SQLSTATE that they come with. */
test.each([
  ['XX000', "Couldn't connect to compute node", 'target/asleep', true],
  ['08006', "Couldn't connect to compute node: Connection refused", 'target/asleep', true],
  ['XX000', 'Control plane request failed', 'target/asleep', true],
  ['XX000', 'Control plane request failed: endpoint is disabled', 'target/failed', false],
  ['XX000', 'The endpoint has been disabled. Enable it using the Neon API and retry.', 'target/failed', false],
  [
    'XX000',
    'Control plane request failed: endpoint is temporarily unavailable. Check your quotas and/or contact our support.',
    'target/failed',
    false,
  ],
  [
    'XX000',
    'Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.',
    'target/failed',
    false,
  ],
  ['XX000', 'You have exceeded the limit of concurrently active endpoints.', 'target/failed', false],
  ['XX000', 'Control plane request failed: endpoint cannot be found', 'target/host-unknown', false],
  ['XX000', "The requested endpoint could not be found, or you don't have access to it.", 'target/host-unknown', false],
  ['28P01', "password authentication failed for user 'app'", 'target/wrong-password', false],
  [
    'XX000',
    'This IP address 192.0.2.1 is not allowed to connect to this endpoint. Please add it to the allowed list in the Neon console.',
    'target/wrong-password',
    false,
  ],
  [
    '53300',
    'Failed to acquire permit to connect to the database. Too many database connection attempts are currently ongoing.',
    'target/too-many-connections',
    true,
  ],
  ['57P01', 'terminating connection due to administrator command', 'target/terminated', true],
])('%s %s', (code, message, told, again) => {
  const failure = failureFrom(Object.assign(new Error(message), { code }), address);
  expect(failure).toMatchObject({ code: told, message: expect.stringContaining(message) });
  expect(isTransient(failure)).toBe(again);
  expect(failure.next).not.toBe('');
});
