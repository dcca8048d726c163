import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { shown } from '../report/printable.ts';

/** Takes the output of a program as it comes; `end` gives what stood behind the last line break. */
export interface Lines {
  push(chunk: Buffer): void;
  end(): void;
}

/** Letters of a line that are passed on; of one that never ends, those that are kept until it does. */
const longest = 2000;
const mostHeld = 64_000;
/** A bar that moves without a line break is shown this often. */
const barMs = 2000;

/**
 * Takes output apart into lines that a terminal and a report can show: without colours and control characters, of what a
 * carriage return writes over itself (progress bars) only what stands there in the end, cut where it is very long. `safe`
 * sees a line before it is cut, so that half a password never stays.
 */
export function linesOf({ tell, safe }: { tell(line: string): void; safe(line: string): string }): Lines {
  const decoder = new StringDecoder('utf8');
  let held = '';
  let told = { bar: '', at: Date.now() };
  const say = (text: string) => {
    const line = writtenLast(text);
    const isTold = told.bar !== '' && line === told.bar;
    if (!isTold && (line !== '' || text === '')) tell(cut(safe(line)));
    told = { bar: '', at: Date.now() };
  };
  const take = (text: string) => {
    const lines = (held + text).split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) say(line);
    held = last.length > mostHeld ? last.slice(0, mostHeld) : last;
    const end = held.lastIndexOf('\r');
    if (end === -1) return;
    const bar = writtenLast(held.slice(0, end));
    held = `${bar}${held.slice(end)}`;
    if (bar === '' || Date.now() - told.at < barMs) return;
    say(bar);
    told.bar = bar;
  };
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (held !== '') say(held);
      held = '';
    },
  };
}

/** What stands on the line once all carriage returns are through. */
function writtenLast(text: string): string {
  const parts = stripVTControlCharacters(text).split('\r');
  const written = parts.findLast((part) => part.trim() !== '') ?? '';
  return shown(written.replaceAll('\t', '    ')).trimEnd();
}

function cut(line: string): string {
  const rest = line.length - longest;
  return rest > 0 ? `${line.slice(0, longest)} ... and ${rest} more letters` : line;
}
