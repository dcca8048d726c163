import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../shared/report/printable.ts';
import { hostileName, isWorkflowCommand } from './hostile.ts';

describe('a name from a database', () => {
  it('is shown as it is when it is only unusual', () => {
    const names = ['orders_id_seq', 'Order Items', 'größe', '注文', 'سفارش‌ها', '👩‍👧', 'a::b', 'x##y', 'é', '"quoted"'];
    expect(names.map(visible)).toEqual(names);
  });

  it('shows what it hides', () => {
    expect(visible('a\u001b[31mb')).toBe('a\\u{1b}[31mb');
    expect(visible('a\r\n\tb')).toBe('a\\r\\n\\tb');
    expect(visible('user\u202etxt')).toBe('user\\u{202e}txt');
    expect(visible('id\u200b')).toBe('id\\u{200b}');
  });

  it('is no command to a CI runner', () => {
    expect(visible('::error::x')).toBe(':\\:error::x');
    expect(visible('a ##[error]x')).toBe('a #\\#[error]x');
    expect(visible('##vso[task.complete]')).toBe('#\\#vso[task.complete]');
  });

  it('is one line without control characters, whatever it is', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        expect(visible(name)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(isWorkflowCommand(visible(name))).toBe(false);
      }),
    );
  });
});
