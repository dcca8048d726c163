import { resolve } from 'node:path';
import { scriptsNamedIn } from './package-scripts.ts';
import { shellCommands } from './shell-words.ts';

/** A command that another one runs; `by`: the script of package.json that it stands in. */
export interface InnerCommand {
  words: string[];
  by: string | null;
}

interface Where {
  folder: string;
  by: string | null;
}

/**
 * All commands that a command runs, as far as that can be read: itself, scripts that it hands to a shell
 * (`sh -c "a && b"`, at any depth), and scripts of package.json that it names. Programs in front of another one
 * (`npx`, `env A=b`, `docker compose exec app`) stay in its words.
 */
export function seenThrough(command: string[], folder: string): InnerCommand[] {
  const found: InnerCommand[] = [];
  const known = new Set<string>();
  const enter = (script: string, where: Where) => {
    let { folder } = where;
    for (const words of shellCommands(script)) {
      if (words[0] === 'cd' && words[1] !== undefined) folder = resolve(folder, words[1]);
      look(words, { ...where, folder });
    }
  };
  const look = (words: string[], where: Where) => {
    const key = [where.folder, ...words].join('\0');
    if (known.has(key)) return;
    known.add(key);
    found.push({ words, by: where.by });
    for (const script of words.filter(isScript)) enter(script, where);
    for (const { name, script, folder } of scriptsNamedIn(words, where.folder)) enter(script, { folder, by: name });
  };
  look(command, { folder, by: null });
  return found;
}

/** What a shell would take apart. It gets shorter by that, or is known already. */
function isScript(word: string): boolean {
  return /[\s;&|`]/.test(word.trim());
}
