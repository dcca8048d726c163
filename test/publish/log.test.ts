import { expect, test } from 'vitest';
import { serviceLog } from '../../shared/publish/log.ts';
import { outputOf } from './output.ts';

test('each thing is one line of JSON that bears the id of its call', () => {
  const output = outputOf();
  const log = serviceLog({ correlationId: 'request-1', caller: 'schedule' });
  log.info('a call came in', { operation: 'check', targets: ['production'] });
  log.error('a report could not be published', { error: new Error('no answer') });
  const lines = output.lines();
  expect(lines).toMatchObject([
    { level: 'INFO', message: 'a call came in', service: 'lockstep', operation: 'check', targets: ['production'] },
    { level: 'ERROR', error: { name: 'Error', message: 'no answer' } },
  ]);
  expect(lines.map((line) => [line.correlation_id, line.caller])).toEqual(Array(2).fill(['request-1', 'schedule']));
});

test('no credential gets out, wherever in a line it stands', () => {
  const output = outputOf();
  const url = 'postgres://app:hunter2-secret@db/shop';
  const looped: Record<string, unknown> = { url };
  looped.itself = looped;
  const log = serviceLog({ correlationId: url, start: url });
  const failure = Object.assign(new Error(`no session with ${url}`, { cause: url }), { code: 'X' });
  log.error(`failed at ${url}`, { failure, deep: { list: [url] }, [url]: 1, looped, text: 'password=hunter2-secret' });
  log.info(url, { failure: { failure } });
  expect(output.lines()).toHaveLength(2);
  expect(output.text()).not.toContain('hunter2');
});
