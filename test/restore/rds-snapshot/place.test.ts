import { describe, expect, it } from 'vitest';
import { restoreSettingsSchema } from '../../../shared/model/deploy-settings.ts';
import { placeFrom } from '../../../shared/restore/rds-snapshot/place.ts';

const settings = restoreSettingsSchema.parse({ method: 'rds-snapshot' }) as Parameters<typeof placeFrom>[1];

describe('what a host of RDS names', () => {
  it.each([
    ['shop-db.c9akciq32.eu-central-1.rds.amazonaws.com', 'instance', 'shop-db', 'eu-central-1'],
    ['Shop-DB.c9akciq32.us-gov-west-1.rds.amazonaws.com', 'instance', 'shop-db', 'us-gov-west-1'],
    ['shop.cluster-c9akciq32.us-east-1.rds.amazonaws.com', 'cluster', 'shop', 'us-east-1'],
    ['shop.cluster-ro-c9akciq32.us-east-1.rds.amazonaws.com', 'cluster', 'shop', 'us-east-1'],
    ['shop.c9akciq32.cn-north-1.rds.amazonaws.com.cn', 'instance', 'shop', 'cn-north-1'],
  ])('%s', (host, kind, id, region) => {
    expect(placeFrom(host, settings, 'production')).toEqual({ kind, id, region });
  });

  it.each([
    'shop.proxy-c9akciq32.us-east-1.rds.amazonaws.com',
    'shop.cluster-custom-c9akciq32.us-east-1.rds.amazonaws.com',
    'shop.c9akciq32.us-east-1.rds.amazonaws.com.example.com',
    'rds.amazonaws.com',
    'localhost',
  ])('%s: nothing', (host) => {
    expect(() => placeFrom(host, settings, 'production')).toThrow(/does not say/);
    expect(placeFrom(host, { ...settings, instance: 'db', region: 'eu-west-1' }, 'production')).toEqual({
      kind: 'instance',
      id: 'db',
      region: 'eu-west-1',
    });
  });
});
