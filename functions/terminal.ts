import colors from 'picocolors';
import type { Progress } from '../shared/model/house.ts';
import { silent } from '../shared/model/house.ts';

export interface TerminalProgress extends Progress {
  /** takes the line away, for something else to be written */
  clear(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * One line on stderr that says what goes on, with a bar where it is long; nothing where stderr is no terminal. Not
 * clack's spinner: its Ctrl-C ends the process with exit code 0, which a gate must never do. Nor ora: on a terminal that
 * gives its width as 0 (`script`, some CI) it clears lines for ever.
 */
export function terminalProgress(stream = process.stderr): TerminalProgress {
  if (!stream.isTTY || process.env.TERM === 'dumb') return { ...silent, clear: () => {} };
  const { cyan, dim } = colors.createColors(wantsColor(stream));
  const state = { text: '', count: '', frame: 0, drawn: false };
  const draw = () => {
    const line = `${state.text}${state.count}`.slice(0, Math.max(10, columnsOf(stream) - 4));
    stream.write(`\r\u001b[K${cyan(frames[state.frame++ % frames.length] ?? '')} ${dim(line)}`);
    state.drawn = true;
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    step(text) {
      Object.assign(state, { text, count: '' });
      timer ??= setInterval(draw, 80).unref();
    },
    advance(done, total) {
      state.count = ` ${bar(done, total)}`;
    },
    clear() {
      clearInterval(timer);
      timer = undefined;
      if (state.drawn) stream.write('\r\u001b[K');
      state.drawn = false;
    },
  };
}

const barWidth = 20;

/** `█████░░░░░ 400 of 800` */
function bar(done: number, total: number): string {
  const full = Math.round((barWidth * done) / Math.max(1, total));
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${done} of ${total}`;
}

/** Whether a stream is to be coloured: on a terminal that can, unless NO_COLOR; FORCE_COLOR elsewhere as well. */
export function wantsColor(stream: { isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

/** How wide a stream is; 100 where it is no terminal, or one that does not say (0). */
export function columnsOf(stream: { columns?: number }): number {
  return stream.columns || 100;
}

/** True where there is a person to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && process.env.TERM !== 'dumb';
}

/** Asks a question that Enter and Ctrl-C answer with no. */
export async function agreed(message: string): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  return (await confirm({ message, initialValue: false, output: process.stderr })) === true;
}
