const ellipsis = '...';

/** Text of at most so many bytes in UTF-8; where some is cut off, dots say so. */
export function cut(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const kept = Buffer.from(text).subarray(0, Math.max(0, most - ellipsis.length));
  // A character that the cut went through decodes to U+FFFD.
  return `${kept.toString('utf8').replace(/\ufffd+$/, '')}${ellipsis}`;
}

/** An object with every text in it cut to so many bytes. */
export function withShortTexts<Value>(value: Value, most: number): Value {
  return shortened(value, most) as Value;
}

function shortened(value: unknown, most: number): unknown {
  if (typeof value === 'string') return cut(value, most);
  if (Array.isArray(value)) return value.map((each) => shortened(each, most));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each, most)]));
}
