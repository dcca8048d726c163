/**
 * The simple commands of a shell's script, each in words as the shell would make them: quotes and escapes are gone, operators
 * end a command. What a variable or another command would put in stays as it is written.
 */
export function shellCommands(script: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | null = null;
  const endWord = () => {
    if (word !== null) commands.at(-1)?.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    commands.push([]);
  };
  for (let at = 0; at < script.length; at += 1) {
    const letter = script[at] ?? '';
    if (letter === "'" || letter === '"') {
      const end = closing(script, at);
      word = (word ?? '') + unescaped(script.slice(at + 1, end), letter);
      at = end;
    } else if (letter === '\\') {
      at += 1;
      if (script[at] !== '\n') word = (word ?? '') + (script[at] ?? '');
    } else if (/[;&|\n(){}`]/.test(letter)) endCommand();
    else if (/\s/.test(letter)) endWord();
    else if (letter === '#' && word === null) at = endOfLine(script, at) - 1;
    else word = (word ?? '') + letter;
  }
  endWord();
  return commands.filter((words) => words.length > 0);
}

function closing(script: string, from: number): number {
  const quote = script[from];
  for (let at = from + 1; at < script.length; at += 1) {
    if (script[at] === quote) return at;
    if (quote === '"' && script[at] === '\\') at += 1;
  }
  return script.length;
}

function unescaped(text: string, quote: string): string {
  return quote === "'" ? text : text.replace(/\\([\\"$`\n])/g, (_, letter: string) => (letter === '\n' ? '' : letter));
}

function endOfLine(script: string, from: number): number {
  const end = script.indexOf('\n', from);
  return end === -1 ? script.length : end;
}
