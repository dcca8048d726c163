import type { Format } from './format.ts';

/** The contract itself. */
export const json: Format = {
  name: 'json',
  extension: 'json',
  render: (report) => JSON.stringify(report, null, 2),
};
