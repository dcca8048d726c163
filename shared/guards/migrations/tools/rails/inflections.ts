type Rule = [RegExp, string];

// The default rules for English, last first.
// https://github.com/rails/rails/blob/main/activesupport/lib/active_support/inflections.rb
const plurals: Rule[] = [
  [/(quiz)$/i, '$1zes'],
  [/^(oxen)$/i, '$1'],
  [/^(ox)$/i, '$1en'],
  [/^(m|l)ice$/i, '$1ice'],
  [/^(m|l)ouse$/i, '$1ice'],
  [/(matr|vert|ind)(?:ix|ex)$/i, '$1ices'],
  [/(x|ch|ss|sh)$/i, '$1es'],
  [/([^aeiouy]|qu)y$/i, '$1ies'],
  [/(hive)$/i, '$1s'],
  [/([^f])fe$/i, '$1ves'],
  [/([lr])f$/i, '$1ves'],
  [/sis$/i, 'ses'],
  [/([ti])a$/i, '$1a'],
  [/([ti])um$/i, '$1a'],
  [/(buffal|tomat)o$/i, '$1oes'],
  [/(bu)s$/i, '$1ses'],
  [/(alias|status)$/i, '$1es'],
  [/(octop|vir)i$/i, '$1i'],
  [/(octop|vir)us$/i, '$1i'],
  [/^(ax|test)is$/i, '$1es'],
  [/s$/i, 's'],
  [/$/, 's'],
];

const singulars: Rule[] = [
  [/(database)s$/i, '$1'],
  [/(quiz)zes$/i, '$1'],
  [/(matr)ices$/i, '$1ix'],
  [/(vert|ind)ices$/i, '$1ex'],
  [/^(ox)en/i, '$1'],
  [/(alias|status)(es)?$/i, '$1'],
  [/(octop|vir)(us|i)$/i, '$1us'],
  [/^(a)x[ie]s$/i, '$1xis'],
  [/(cris|test)(is|es)$/i, '$1is'],
  [/(shoe)s$/i, '$1'],
  [/(o)es$/i, '$1'],
  [/(bus)(es)?$/i, '$1'],
  [/^(m|l)ice$/i, '$1ouse'],
  [/(x|ch|ss|sh)es$/i, '$1'],
  [/(m)ovies$/i, '$1ovie'],
  [/(s)eries$/i, '$1eries'],
  [/([^aeiouy]|qu)ies$/i, '$1y'],
  [/([lr])ves$/i, '$1f'],
  [/(tive)s$/i, '$1'],
  [/(hive)s$/i, '$1'],
  [/([^f])ves$/i, '$1fe'],
  [/(^analy)(sis|ses)$/i, '$1sis'],
  [/((?:a)naly|(?:b)a|(?:d)iagno|(?:p)arenthe|(?:p)rogno|(?:s)ynop|(?:t)he)(sis|ses)$/i, '$1sis'],
  [/([ti])a$/i, '$1um'],
  [/(n)ews$/i, '$1ews'],
  [/(ss)$/i, '$1'],
  [/s$/i, ''],
];

const irregular: [string, string][] = [
  ['zombie', 'zombies'],
  ['move', 'moves'],
  ['sex', 'sexes'],
  ['child', 'children'],
  ['man', 'men'],
  ['person', 'people'],
];

const uncountable = /\b(equipment|information|rice|money|species|series|fish|sheep|jeans|police)$/i;

/** As Rails names the table of a reference: `line_item` is in `line_items`. */
export function pluralOf(word: string): string {
  return inflected(word, [...irregular.flatMap(([one, many]) => ends(one, many, many)), ...plurals]);
}

/** As Rails names the reference to a table: `people` are each a `person`. */
export function singularOf(word: string): string {
  return inflected(word, [...irregular.flatMap(([one, many]) => ends(one, many, one)), ...singulars]);
}

function inflected(word: string, rules: Rule[]): string {
  if (word === '' || uncountable.test(word.replaceAll('_', ' '))) return word;
  const rule = rules.find(([pattern]) => pattern.test(word));
  return rule ? word.replace(...rule) : word;
}

/** Irregular words keep their first letter; `woman` ends in `man` as well. */
function ends(one: string, many: string, to: string): Rule[] {
  return [many, one].map((word) => [new RegExp(`(${word[0]})${word.slice(1)}$`, 'i'), `$1${to.slice(1)}`]);
}
