import { drops } from './drops.ts';
import { indexes } from './indexes.ts';
import type { Labelled } from './label.ts';
import { real } from './real.ts';
import { rows } from './rows.ts';
import { sessions } from './sessions.ts';
import { tables } from './tables.ts';
import { types } from './types.ts';

/** Every labelled statement. */
export const corpus: Labelled[] = [...indexes, ...drops, ...rows, ...types, ...sessions, ...tables, ...real];
