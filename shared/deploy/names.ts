import type { Target } from '../model/request.ts';
import { developmentSign, type Place } from './development.ts';

const production = /^(prod|production|prd|live)$/i;

/**
 * Whether a target counts as production: by its environment, else by its name. One of which nobody said anything counts as
 * production too, unless its URL is that of a database for development: what could not be told passes no gate.
 */
export function isProduction({ environment, name }: Target, place: Place): boolean {
  if (environment !== null) return production.test(environment);
  return production.test(name) || developmentSign(place) === null;
}
