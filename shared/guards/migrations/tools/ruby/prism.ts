import type * as Prism from '@ruby/prism';

export type PrismModule = typeof Prism;
export type Parse = Awaited<ReturnType<PrismModule['loadPrism']>>;

let loaded: Promise<{ prism: PrismModule; parse: Parse }> | undefined;

/** Ruby's own parser. It is loaded once, when it is first needed, and anew after `unloadRuby`. */
export function loadRuby(): Promise<{ prism: PrismModule; parse: Parse }> {
  loaded ??= load();
  return loaded;
}

/** After a text that the parser died of: its memory is in disorder from then on. */
export function unloadRuby(): void {
  loaded = undefined;
}

/** Node warns of WASI, by which the parser is run; that says nothing to the person who typed the command. */
async function load(): Promise<{ prism: PrismModule; parse: Parse }> {
  const emitWarning = process.emitWarning;
  const quiet = (...warning: unknown[]) => {
    if (/\bWASI\b/.test(String(warning[0])) && warning.includes('ExperimentalWarning')) return;
    Reflect.apply(emitWarning, process, warning);
  };
  process.emitWarning = quiet as typeof process.emitWarning;
  try {
    const prism = await import('@ruby/prism');
    return { prism, parse: await prism.loadPrism() };
  } finally {
    if (process.emitWarning === quiet) process.emitWarning = emitWarning;
  }
}
