import { describe, expect, it } from 'vitest';
import { versions } from '../../../support/database.ts';
import { madeAlike } from './alike.ts';
import { before, both, instead, missing, values } from './changed.sql.ts';

describe.each([Math.min(...versions), Math.max(...versions)])('on PostgreSQL %i', (version) => {
  it('makes tables with rows alike, in every kind of object', async () => {
    const from = values('a', 'b', 'c', 'c2', 'd', "e''\\") + before + both + missing;
    const to = `${values('b', 'd')}${before}${instead} CREATE INDEX by_clustered ON s.t (name);`;
    const { steps, left } = await madeAlike(from, to, { version });
    expect(steps.filter(({ certain }) => !certain)).toEqual([]);
    expect(left).toEqual([]);
  });
});
