import { resolve } from 'node:path';
import type { DeployHouse } from '../../shared/deploy/course.ts';
import { deployed } from '../../shared/deploy/deploy.ts';
import { type DeployAsk, deployRequestFrom } from '../../shared/deploy/requests.ts';
import { silent } from '../../shared/model/house.ts';
import type { Expectation, Extra } from '../../shared/model/manifest.ts';
import type { Report } from '../../shared/model/report.ts';
import { type SettingsInput, settingsSchema } from '../../shared/model/settings.ts';
import { folderWith } from '../support/command.ts';
import type { TestDatabase } from '../support/database.ts';

/** What a test asks of a deploy, all of it optional. */
export interface DeployWish extends Omit<Partial<DeployAsk>, 'command'> {
  settings?: SettingsInput;
  /** of the target */
  target?: NonNullable<SettingsInput['targets']>[string];
  environment?: Record<string, string>;
  expectation?: Expectation | null;
  after?: Extra[];
  folder?: string;
  house?: Partial<DeployHouse>;
}

/** A report with its story, and the lines that were told meanwhile. */
export interface DeployTold {
  report: Report;
  story: NonNullable<Report['story']>;
  lines: string[];
}

/** The fingerprint that pins a test's database, which stands on this machine and would be no production otherwise. */
export async function fingerprintOf(shop: TestDatabase): Promise<string> {
  const [row] = await shop.query(
    `SELECT system_identifier || ':' || (SELECT oid FROM pg_database WHERE datname = current_database()) AS fingerprint
     FROM pg_control_system()`,
  );
  return String(row?.fingerprint);
}

/** Deploys to a database as production from a CI, in this process, without a restore point. */
export async function deploying(shop: TestDatabase, command: string[], wish: DeployWish = {}): Promise<DeployTold> {
  const { settings = {}, target, environment, expectation = null, after = [], folder, house, ...ask } = wish;
  const own = { url: shop.url, environment: 'production', fingerprint: await fingerprintOf(shop), ...target };
  const request = deployRequestFrom(
    { withoutRestorePoint: true, guards: ['sequences'], ...ask, command, targets: ['production'] },
    {
      settings: settingsSchema.parse({ ...settings, targets: { production: own } }),
      environment: { CI: 'true', PATH: process.env.PATH, PG_MODULE: resolve('node_modules/pg'), ...environment },
      folder: folder ?? folderWith(),
      expectation,
      after,
    },
  );
  const lines: string[] = [];
  const report = await deployed(request, {
    signal: new AbortController().signal,
    progress: silent,
    tell: (line) => lines.push(line),
    ask: null,
    archive: null,
    channels: [],
    log: { info: () => {}, error: () => {} },
    ...house,
  });
  if (!report.story) throw new Error('the report of a deploy has no story');
  return { report, story: report.story, lines };
}

/** A command that runs SQL on the database of its DATABASE_URL, as a tool of the project would. */
export function sqlCommand(...statements: string[]): string[] {
  const script = `
    const { Client } = require(${JSON.stringify(`${import.meta.dirname}/../../node_modules/pg`)});
    const client = new Client({ connectionString: process.env.DATABASE_URL });
    (async () => {
      await client.connect();
      for (const sql of ${JSON.stringify(statements)}) await client.query(sql);
      await client.end();
    })().catch((error) => { console.error(error.message); process.exit(1); });`;
  return [process.execPath, '-e', script];
}

/** Its steps in a line: "target done, repository skipped, ...". */
export function stepsOf({ steps }: DeployTold['story']): string {
  return steps.map(({ step, status }) => `${step} ${status}`).join(', ');
}
