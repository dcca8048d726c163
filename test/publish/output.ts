import { onTestFinished, vi } from 'vitest';

/** What is written to stdout and stderr from now on until the test ends, a JSON object a line. */
export function outputOf(): { lines(): Record<string, unknown>[]; text(): string } {
  const written: string[] = [];
  const keep = (chunk: unknown) => {
    written.push(String(chunk));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep));
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
  const text = () => written.join('');
  const lines = () =>
    text()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { text, lines };
}
