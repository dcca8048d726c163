import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Report } from '../../../shared/model/report.ts';
import type { Contender } from '../contender.ts';

const root = join(import.meta.dirname, '../../..');
const memory = join(import.meta.dirname, '../memory.ts');

/** `lockstep check --format json` as a process of its own, from `program`. */
function commandFrom(name: string, program: string, explanation: string): Contender {
  return {
    name,
    kind: 'lockstep',
    explanation,
    runs: 3,
    absent: () => (existsSync(join(root, program)) ? null : `${program} is not there (npm run build)`),
    async run({ url }) {
      const { report, peakMegabytes } = await check(join(root, program), url);
      const behind = report.sequences?.filter(({ status }) => status === 'behind').length ?? 0;
      return { behind, roundTrips: report.roundTrips, peakMegabytes };
    },
  };
}

async function check(program: string, url: string): Promise<{ report: Report; peakMegabytes: number }> {
  const child = spawn(process.execPath, ['--import', memory, program, 'check', '--format', 'json'], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [output, peak] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stdio[3] as Readable),
    once(child, 'close'),
  ]);
  return { report: JSON.parse(output) as Report, peakMegabytes: Number(peak) / 1024 };
}

export const source = commandFrom(
  'Lockstep, command from its source',
  'functions/cli.ts',
  '`node functions/cli.ts check --format json`, a new process each time: the same with starting Node, reading the TypeScript and printing a report of every sequence.',
);

export const built = commandFrom(
  'Lockstep, command as published',
  'dist/cli.js',
  '`node dist/cli.js check --format json`, a new process each time.',
);
