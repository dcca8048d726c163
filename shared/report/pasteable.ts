import { isHostile, shown } from './printable.ts';

// A comment, or a string or identifier in quotes with the E or U& before it.
const tokens = /--[^\n]*|\be'(?:[^'\\]|\\[\s\S]|'')*'|(?:\bu&)?"(?:[^"]|"")*"|(?:\bu&)?'(?:[^']|'')*'/gi;

/**
 * A statement, by lines, that is safe to print and still right to paste. A hostile name in quotes is written in
 * PostgreSQL's own escapes: "a<newline>b" becomes U&"a\000ab", which names the same object.
 */
export function pasteable(sql: string): string[] {
  return sql
    .replace(tokens, (token) => (token.startsWith('--') || !isHostile(token) ? token : escaped(token)))
    .split('\n')
    .map(harmless);
}

function escaped(token: string): string {
  if (/^e/i.test(token)) return masked(token, (hexadecimal) => `\\U${hexadecimal.padStart(8, '0')}`);
  const body = /^u&/i.test(token) ? token : `U&${token.replaceAll('\\', '\\\\')}`;
  return masked(body, (hexadecimal) => `\\+${hexadecimal.padStart(6, '0')}`);
}

// Besides what is hidden, the second # of ## and the first : of :: are masked, which breaks up a runner's commands.
function masked(token: string, written: (hexadecimal: string) => string): string {
  return [...token]
    .map((character, at, all) => {
      const command = (character === '#' && all[at - 1] === '#') || (character === ':' && all[at + 1] === ':');
      return command || shown(character) !== character
        ? written((character.codePointAt(0) ?? 0).toString(16))
        : character;
    })
    .join('');
}

// Outside of quotes a cast must stay a cast: an empty comment keeps a leading :: from being a command.
function harmless(line: string): string {
  return shown(line.replaceAll('\t', '  ').replace(/\r$/, ''))
    .replace(/##(?=\[|vso\[|teamcity\[)/gi, '## ')
    .replace(/^(\s*)::/, '$1/**/::');
}
