import type { Result } from '../../model/report.ts';
import type { DirectFormat } from './format.ts';

/** The contract itself. */
export const json: DirectFormat = {
  name: 'json',
  extension: 'json',
  render: asText,
  renderAll: asText,
};

function asText(result: Result): string {
  return JSON.stringify(result, null, 2);
}
