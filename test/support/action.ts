import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundledAction } from '../../.ci/action.ts';
import { folderWith } from './command.ts';

export interface Step {
  code: number | null;
  stdout: string;
  stderr: string;
  outputs: Record<string, string>;
  /** the page of the step */
  page: string;
}

interface Surroundings {
  /** the workspace; an empty folder by default */
  workspace?: string;
  env?: Record<string, string>;
  /** the payload of the event */
  event?: object;
}

let built: Promise<string> | undefined;

/** The action's one file, by itself in an empty folder. */
export function builtAction(): Promise<string> {
  built ??= bundledAction().then((content) => {
    const file = join(folderWith(), 'index.cjs');
    writeFileSync(file, content);
    return file;
  });
  return built;
}

/**
 * Runs the action as the runner of GitHub does: inputs and the event in variables and files, outputs in a file.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 *
 *     const { code, outputs } = await step({ operation: 'check', url: shop.url });
 */
export async function step(inputs: Record<string, string>, surroundings: Surroundings = {}): Promise<Step> {
  const { workspace = folderWith(), env = {}, event = {} } = surroundings;
  const files = folderWith({ output: '', page: '', 'event.json': event });
  mkdirSync(join(files, 'temp'));
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const child = spawn(process.execPath, [await builtAction()], {
    cwd: workspace,
    env: {
      PATH: process.env.PATH,
      ...Object.fromEntries(given),
      ...runner(workspace),
      GITHUB_OUTPUT: join(files, 'output'),
      GITHUB_STEP_SUMMARY: join(files, 'page'),
      GITHUB_EVENT_PATH: join(files, 'event.json'),
      RUNNER_TEMP: join(files, 'temp'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 25_000,
    killSignal: 'SIGKILL',
  });
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  const outputs = outputsIn(readFileSync(join(files, 'output'), 'utf8'));
  return { code, stdout, stderr, outputs, page: readFileSync(join(files, 'page'), 'utf8') };
}

function runner(workspace: string): Record<string, string> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'octo-org/shop',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW: 'Deploy',
    GITHUB_JOB: 'deploy',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_REF_NAME: 'main',
    GITHUB_ACTOR: 'octocat',
  };
}

/** "name<<delimiter", the value, the delimiter, as the runner reads them. */
function outputsIn(file: string): Record<string, string> {
  const matches = file.matchAll(/^([^\n]+?)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...matches].map(([, name = '', , value = '']) => [name, value]));
}
