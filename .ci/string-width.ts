import { stripVTControlCharacters } from 'node:util';

/**
 * Stands in for `string-width` in the command: its tables of emoji take as long to load as all of yargs, and what yargs
 * measures is help of ASCII.
 */
export function stringWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}

export { stringWidth as default };
