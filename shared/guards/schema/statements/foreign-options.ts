import { identifier, literal } from '../../../session/sql.ts';

/** `name=value`, as the catalog keeps it. */
export function foreignOptions(options: string[]): string {
  if (options.length === 0) return '';
  const each = options.map((option) => {
    const end = option.indexOf('=');
    return `${identifier(option.slice(0, end))} ${literal(option.slice(end + 1))}`;
  });
  return ` OPTIONS (${each.join(', ')})`;
}
