import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

// What is deployed and what deploys it share words and settings, and nothing else: the app loads in a second.
it.each(globSync('infra/**/*.ts'))('%s imports only from infra, the model and what is requested', (file) => {
  const imports = [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) =>
    join(dirname(file), path),
  );
  expect(imports.filter((path) => !/^(infra|shared\/model|shared\/request)\//.test(path))).toEqual([]);
});
