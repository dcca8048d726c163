import { expect, test } from 'vitest';
import { keysFrom, strongKeys } from '../../shared/invocation/keys.ts';
import { UsageError } from '../../shared/model/errors.ts';

test('a secret holds one key of a kind or several', () => {
  expect(keysFrom('{"bearer":"a","webhook":["b","c"]}', 'x')).toEqual({ bearer: ['a'], webhook: ['b', 'c'] });
  expect(keysFrom('{}', 'x')).toEqual({ bearer: [], webhook: [] });
});

test.each(['hunter2', '"hunter2"', '{"token":"hunter2"}', '{"bearer":{"a":"hunter2"}}', '[]', 'null'])(
  'a secret of another shape is refused without being repeated: %s',
  (text) => {
    expect(() => keysFrom(text, 'the secret lockstep/auth')).toThrow(UsageError);
    expect(() => keysFrom(text, 'the secret lockstep/auth')).toThrow(/^the secret lockstep\/auth is not/);
    expect(() => keysFrom(text, 'the secret lockstep/auth')).not.toThrow('hunter2');
  },
);

test('a key that could be guessed counts for nothing, and the complaint says which one it is, not what', () => {
  const bytes = (count: number) => Buffer.alloc(count, 1).toString('base64');
  const { keys, complaints } = strongKeys({
    bearer: ['short-token-hunter2', 'x'.repeat(20), `with a space ${'x'.repeat(20)}`],
    webhook: [`whsec_${bytes(23)}`, `whsec_${bytes(24)}`, bytes(32), 'whsec_not/base64!'.padEnd(60, 'x'), 'whsec_'],
  });
  expect(keys).toEqual({ bearer: ['x'.repeat(20)], webhook: [`whsec_${bytes(24)}`, bytes(32)] });
  expect(complaints.map((each) => each.split(' is refused')[0])).toEqual([
    'bearer token 1',
    'bearer token 3',
    'webhook secret 1',
    'webhook secret 4',
    'webhook secret 5',
  ]);
  expect(complaints.join()).not.toContain('hunter2');
});
