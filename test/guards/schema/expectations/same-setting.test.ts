import { expect, it } from 'vitest';
import { isSetting } from '../../../../shared/guards/schema/expectations/same-setting.ts';

const milliseconds = { name: 'lock_timeout', type: 'integer', unit: 'ms' };
const pages = { name: 'shared_buffers', type: 'integer', unit: '8kB' };
const flag = { name: 'jit', type: 'bool', unit: null };
const text = (name: string) => ({ name, type: 'string', unit: null });

it.each([
  ['2000', '2s', milliseconds],
  ['2000', '2000', milliseconds],
  ['90000', '1.5min', milliseconds],
  ['0', '0 s', milliseconds],
  ['-1', '-1', pages],
  ['16384', '128MB', pages],
  ['on', 'true', flag],
  ['off', '0', flag],
  ['Etc/UTC', 'UTC', text('TimeZone')],
  ['UTF8', 'utf-8', text('server_encoding')],
  ['en_US.UTF-8', 'en_US.utf8', text('lc_collate')],
  ['"$user", public', '$user,public', text('search_path')],
])('takes %s for %s', (value, wanted, setting) => {
  expect(isSetting(value, wanted, setting)).toBe(true);
});

it.each([
  ['2000', '2min', milliseconds],
  ['on', 'off', flag],
  ['Europe/Berlin', 'UTC', text('TimeZone')],
  ['public, app', 'app, public', text('search_path')],
  ['a', 'A', text('app.tenant')],
])('tells %s from %s', (value, wanted, setting) => {
  expect(isSetting(value, wanted, setting)).toBe(false);
});
