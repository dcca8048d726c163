import { describe, expect, it } from 'vitest';
import { versions } from '../../../support/database.ts';
import { madeAlike } from './alike.ts';
import { oneOfEverything } from './everything.sql.ts';

describe.each([Math.min(...versions), Math.max(...versions)])('on PostgreSQL %i', (version) => {
  it('makes one of everything in an empty database, so that nothing differs', async () => {
    const { steps, left } = await madeAlike(
      oneOfEverything.replaceAll(
        '-- 15 ',
        version < 15 ? 'CREATE VIEW app.b_big AS SELECT name, total FROM app.a_totals; --' : '',
      ),
      '',
      { version },
    );
    expect(steps.filter(({ certain }) => !certain)).toEqual([]);
    expect(left).toEqual([]);
  });
});
