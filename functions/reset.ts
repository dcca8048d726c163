import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { resetProcedure } from '../shared/deploy/reset.ts';
import { resetText } from '../shared/deploy/reset-text.ts';
import { onTarget } from '../shared/guards/migrations/on-target.ts';
import type { Request } from '../shared/model/request.ts';
import type { Settings } from '../shared/model/settings.ts';
import { requestFrom } from '../shared/request/request.ts';
import { loadSettings } from '../shared/request/settings.ts';
import { expectationFrom } from './expectation.ts';

interface ResetFlags {
  target?: string[] | undefined;
  url?: string | undefined;
  config?: string | undefined;
  repository?: string | undefined;
}

/**
 * The procedure of rebuilding a target's database, from the configuration and the repository alone.
 * @throws UsageError where no target is named, or the repository cannot be read
 */
export async function resetPage(flags: ResetFlags, width: number): Promise<string> {
  const { config, repository } = flags;
  const settings = await loadSettings({ folder: process.cwd(), file: config });
  const { request, variable } = requestOf(flags, settings);
  const expectation = await expectationFrom({ repository }, settings);
  const projects = onTarget({ ...request, expectation }).expectation?.manifest.projects ?? [];
  const seed = await seedIn(repository ?? '.');
  const { target } = request;
  return resetText(
    resetProcedure({ target, variable, settings, projects, seed, now: new Date(), files: { config, repository } }),
    width,
  );
}

/** A URL whose variable is not set here is no obstacle: the procedure names the variable. */
function requestOf({ target, url }: ResetFlags, settings: Settings): { request: Request; variable: string | null } {
  const ask = { ...(target === undefined ? {} : { targets: target }), ...(url === undefined ? {} : { url }) };
  const wanted = variablesIn(JSON.stringify(settings.targets));
  const unset = wanted.filter((name) => !process.env[name]);
  const environment = { ...process.env, ...Object.fromEntries(unset.map((name) => [name, 'unset'])) };
  const request = requestFrom('check', ask, { settings, environment });
  const { name } = request.target;
  const own = settings.targets[name]?.url ?? (url === undefined && name === 'default' ? whole('DATABASE_URL') : '');
  const isKnown = !variablesIn(own).some((each) => unset.includes(each));
  const variable = variablesIn(own).find((each) => whole(each) === own) ?? null;
  return { request: isKnown ? request : { ...request, target: { ...request.target, url: null } }, variable };
}

function whole(name: string): string {
  return `\${${name}}`;
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
}

const seedSchema = z.object({ prisma: z.object({ seed: z.string() }) });

async function seedIn(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
  return seedSchema.safeParse(parsed(text)).success ? 'npx prisma db seed' : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
