import { beforeAll, expect, test } from 'vitest';
import { sampleOf } from '../sample.ts';
import { deskFor, invoked, type Place, place } from './gates.ts';

let at: Place;
beforeAll(async () => {
  at = await place();
});

/** The documented event, of a hook that waits. */
function hook(id: string) {
  const event = { ...sampleOf('codedeploy'), LifecycleEventHookExecutionId: id } as Record<string, string>;
  const key = `${event.DeploymentId} ${id}`;
  at.aws.hooks.set(key, 'Pending');
  return { event, status: () => at.aws.hooks.get(key) };
}
const only = (name: 'shop' | 'good') => deskFor(at, { targets: { [name]: { url: at[name].url } } });

test.each([
  ['good', 'Succeeded'],
  ['shop', 'Failed'],
] as const)('a deployment goes on or is stopped as the targets of the function are: %s', async (name, expected) => {
  const { event, status } = hook(name);
  expect(await invoked(only(name), 'check', event)).toBeUndefined();
  expect(status()).toBe(expected);
});

test('a target that cannot be told stops the deployment, whatever the others are', async () => {
  const { event, status } = hook('down');
  await invoked(deskFor(at), 'verify', event);
  expect(status()).toBe('Failed');
});

test('what we have no answer for stops the deployment: fix has to be told which target', async () => {
  const { event, status } = hook('which');
  const desk = deskFor(at);
  await invoked(desk, 'fix', event);
  expect(status()).toBe('Failed');
  expect(desk.lines.at(-1)?.message).toContain('fix has to be told which target');
});

test('CodeDeploy that is overloaded or down for a moment is told again', async () => {
  const { event, status } = hook('overloaded');
  at.aws.fail('codedeploy', { status: 400, body: '{"__type":"ThrottlingException"}' }, 2);
  await invoked(only('good'), 'check', event);
  expect(status()).toBe('Succeeded');
  const other = hook('broken');
  at.aws.fail('codedeploy', { status: 503 }, 2);
  await invoked(only('good'), 'check', other.event);
  expect(other.status()).toBe('Succeeded');
});

test('a hook that does not take the answer is a failure of the function, told in its log', async () => {
  const { event } = hook('refused');
  const forged = { ...event, DeploymentId: 'd-000000000' };
  const desk = only('good');
  await expect(invoked(desk, 'check', forged)).rejects.toThrow(
    'codedeploy waits and could not be told: codedeploy did not take PutLifecycleEventHookExecutionStatus: 400 DeploymentDoesNotExistException',
  );
  expect(desk.lines.at(-1)).toMatchObject({ level: 'error', fields: { caller: 'codedeploy' } });
});

test('an event that comes twice is no failure: what was told first stands', async () => {
  const { event, status } = hook('twice');
  await invoked(only('good'), 'check', event);
  await invoked(only('shop'), 'check', event);
  expect(status()).toBe('Succeeded');
});
