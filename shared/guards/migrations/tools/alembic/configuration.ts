/** One section of an alembic.ini, with its interpolations done: `%(here)s` is the directory of the file. */
export type Section = Map<string, string>;

/**
 * The sections of a configuration file as Python's configparser reads it, values over several lines included. A value
 * that needs what is not there is left as it stands.
 */
export function sectionsOf(text: string, here: string): Map<string, Section> {
  const sections = new Map<string, Section>();
  let section: Section = new Map();
  let last: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const [, name] = /^\[([^\]]+)\]/.exec(line) ?? [];
    if (name !== undefined) {
      section = new Map();
      sections.set(name, section);
      last = null;
    } else if (/^\s/.test(line) && last !== null) {
      section.set(last, `${section.get(last)}\n${line.trim()}`);
    } else {
      const [, key = '', value = ''] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
      last = key.trim().toLowerCase();
      section.set(last, value.trim());
    }
  }
  const defaults = sections.get('DEFAULT') ?? new Map();
  for (const each of sections.values()) interpolate(each, new Map([...defaults, ...each, ['here', here]]));
  return sections;
}

function interpolate(section: Section, all: Section) {
  const filled = (value: string, depth: number): string =>
    value.replaceAll(/%\((\w+)\)s/g, (whole, name) => {
      const inner = all.get(name.toLowerCase());
      return inner === undefined || depth > 5 ? whole : filled(inner, depth + 1);
    });
  for (const [key, value] of section) section.set(key, filled(value, 0).replaceAll('%%', '%'));
}
