import type { Report } from '../../../../shared/model/report.ts';
import type { SettingsInput } from '../../../../shared/model/settings.ts';
import { database } from '../../../support/database.ts';
import { lockstep } from '../../../support/lockstep.ts';

export type Expecting = NonNullable<SettingsInput['expect']>;

/** Checks a fresh database that `sql` made against `expect` alone. */
export async function expecting(sql: string, expect: Expecting): Promise<Report> {
  const { url } = await database(sql);
  return lockstep('check', url, { guards: ['schema'], settings: { expect } });
}
