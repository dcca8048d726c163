import type { CustomTypesConfig } from 'pg';

const toNumber = (text: string) => Number(text);

/** By OID: bool, int2, int4, oid. Everything else, 64-bit whole numbers among it, stays text. */
const parsers: Record<number, (text: string) => unknown> = {
  16: (text) => text === 't',
  21: toNumber,
  23: toNumber,
  26: toNumber,
};

/** Cells become values by our own rules: the program that Lockstep is part of may have changed those of `pg`. */
export const ownTypes = {
  getTypeParser: (oid: number) => parsers[oid] ?? ((text: string) => text),
} as CustomTypesConfig;
