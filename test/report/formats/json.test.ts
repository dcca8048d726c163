import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../../shared/model/report.ts';
import { github } from '../../../shared/report/formats/github.ts';
import { formatNamed, formats } from '../../../shared/report/formats/index.ts';
import { markdown } from '../../../shared/report/formats/markdown.ts';
import { tty } from '../../../shared/report/formats/tty.ts';
import { finding, outcome, report } from '../samples.ts';

const options = { color: false, all: false, width: 80 };

describe('the formats', () => {
  it('are found by name', () => {
    expect(formats.map(({ name }) => name)).toEqual(['tty', 'json', 'markdown', 'html', 'github']);
    expect(formatNamed('json')?.extension).toBe('json');
    expect(formatNamed('yaml')).toBeUndefined();
  });

  it.each([tty, markdown, github])('of which $name ends with the summary', (format) => {
    const blocked = report({ outcomes: [outcome([finding()])] });
    expect(format.render(blocked, options).split('\n').at(-1)).toBe(blocked.summary);
  });
});

describe('the JSON format', () => {
  it('is the report itself, which the schema reads back', () => {
    const blocked = report({ outcomes: [outcome([finding()])] });
    const text = String(formatNamed('json')?.render(blocked, options));
    expect(reportSchema.parse(JSON.parse(text))).toEqual(blocked);
  });
});
