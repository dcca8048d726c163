/** The example that our own messages give. It holds nobody's password and has to stay readable. */
const template = 'postgres://user:password@host:5432/database';

/**
 * Text that may quote what somebody typed, without the credentials in it: a URL of a database is hidden whole, of any
 * other word the `user:password` before an @, with a scheme or without, what follows `password=`, the word behind an option
 * like `--password`, and the literal behind PASSWORD in SQL.
 */
export function withoutCredentials(text: string): string {
  return text.split(template).map(cleaned).join(template);
}

// All of this takes time in proportion to the text, whatever the text is.
function cleaned(text: string): string {
  return text
    .split('\n')
    .map(withoutUrls)
    .join('\n')
    .replace(/"(?:[^"\\]|\\.)*"|\S+/g, withoutUser)
    .replace(assigned, '$1****')
    .replace(behindOption, '$1****')
    .replace(literals, '$1****');
}

/** `password=hunter2`, `password: "two words"` */
const assigned = /(password\s*[=:]\s*)(?:'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|[^\s&]+)/gi;
/** `--password hunter2`; what follows an option that takes no value is hidden with it. */
const behindOption =
  /(?<![^\s"'`(])((?!--?no-)--?[\w-]*(?:password|passwd|pwd)[ \t]+)(?![-\s])(?:'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\S+)/gi;
/** `PASSWORD 'secret'`, `PASSWORD E'secret'`, `PASSWORD $$secret$$`; one that was cut off reaches to the end. */
const literals = /(\bpassword\s+)(?:(?:e|u&)?'(?:[^'\\]|\\[\s\S]|'')*'?|(\$\w*\$)(?:[\s\S]*?\2|[\s\S]*))/gi;

/** The same of a command in words, of which an option and its value are two. */
export function withoutCredentialWords(words: string[]): string[] {
  return words.map((word, at) => {
    const isValue = !word.startsWith('-') && /^(?!--?no-)--?[\w-]*(?:password|passwd|pwd)$/i.test(words[at - 1] ?? '');
    return isValue ? '****' : withoutCredentials(word);
  });
}

const urls = /\bpostgres(?:ql)?:\/+(?!\/)[^\s"'`;,)]+/gi;

/** A password may hold anything, spaces too: the first URL of a line reaches beyond the line's last @. */
function withoutUrls(line: string): string {
  const end = line.lastIndexOf('@') + 1;
  const begin = line.slice(0, end).search(/\bpostgres(?:ql)?:\//i);
  if (begin === -1) return line.replace(urls, 'postgres://****');
  const rest = line.slice(end).replace(/^[^\s"'`;,)]+/, '');
  return `${line.slice(0, begin)}postgres://****${rest.replace(urls, 'postgres://****')}`;
}

/** Hides what stands before the last @ of a word, or of words in quotes, if it has a colon; not the scheme or flag. */
function withoutUser(word: string): string {
  const end = word.lastIndexOf('@');
  if (!word.slice(0, Math.max(end, 0)).includes(':')) return word;
  const kept = /^[^\w:]*(?:[\w-]+=)*(?:[\w+.-]+:?\/+)?/.exec(word.slice(0, end))?.[0] ?? '';
  return kept.length === end ? word : `${kept}****${word.slice(end)}`;
}
