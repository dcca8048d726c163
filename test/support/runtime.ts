import { afterAll } from 'vitest';
import { type FunctionOptions, type LambdaFunction, startFunction } from './function.ts';

export { type LambdaFunction, runtimes } from './function.ts';

/**
 * A bundle as a Lambda function, gone with the file.
 *
 *     const check = await lambdaFunction('check', { code: folder, environment, timeoutMs: 900_000 });
 *     const { result, error } = await check.invoke({ targets: ['production'] });
 */
export async function lambdaFunction(name: string, options: FunctionOptions): Promise<LambdaFunction> {
  const started = await startFunction(name, options);
  endings.push(() => started.stop());
  return started;
}

const endings: (() => void)[] = [];
afterAll(() => {
  for (const ending of endings) ending();
});
