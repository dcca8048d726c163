import { join } from 'node:path';
import { bundleFunction } from '../../../infra/bundle.ts';
import { operationSchema } from '../../../shared/model/report.ts';
import { runtimes, startFunction } from '../../support/function.ts';
import { median } from '../contender.ts';

/** How long a function takes from the start of its process until it asks for its first event. */
export interface ColdStart {
  name: string;
  kilobytes: number;
  milliseconds: number;
  fastest: number;
}

/** All that is started, by the folder of its bundle; those of floors/ are measured beside ours. */
const floors = {
  nothing: 'Node.js and the runtime alone',
  loaded: 'the floor',
  'loaded-pg': 'the floor with pg alone',
  later: 'the floor, loading nothing before its first event',
};

/** Each is started `turns` times, in turns, after one that does not count. */
export async function coldStarts(folder: string, turns: number): Promise<ColdStart[]> {
  const starts: { name: string; code: string; kilobytes: number; times: number[] }[] = [];
  for (const operation of operationSchema.options) {
    const code = join(folder, operation);
    const { bytes } = await bundleFunction(operation, code);
    starts.push({ name: operation, code, kilobytes: bytes / 1000, times: [] });
  }
  for (const [floor, name] of Object.entries(floors)) {
    const code = join(folder, floor);
    const { bytes } = await bundleFunction('check', code, join(import.meta.dirname, `floors/${floor}.ts`));
    starts.push({ name, code, kilobytes: bytes / 1000, times: [] });
  }
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const each of starts) {
      const time = await startOf(each.code);
      if (turn > 0) each.times.push(time);
    }
  }
  return starts.map(({ name, kilobytes, times }) => ({
    name,
    kilobytes,
    milliseconds: median(times),
    fastest: Math.min(...times),
  }));
}

export const runtime = runtimes[0] ?? 'own';

async function startOf(code: string): Promise<number> {
  const lambda = await startFunction('bench', { code, runtime, environment: {} });
  const began = performance.now();
  await lambda.ready();
  const took = performance.now() - began;
  lambda.stop();
  return took;
}
