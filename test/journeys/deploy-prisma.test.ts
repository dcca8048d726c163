import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configuration, needs } from '../histories/prisma/scenarios.ts';
import { install, isInstalled } from '../histories/run-tool.ts';
import { deployJourneys } from './deploy/journeys.ts';

await install('prisma', needs).catch(() => {});

const idOf = (migration: string) => `2027${migration.slice(0, 4)}000000_${migration.slice(5)}`;

function fileOf(folder: string, migration: string): string {
  return join(folder, 'prisma/migrations', idOf(migration), 'migration.sql');
}

/** Prisma 6.19.3 with its schema engine as WebAssembly: the native one is a download. */
deployJourneys({
  folder: 'examples/prisma',
  command: ['npx', 'prisma', 'migrate', 'deploy'],
  obstacle: isInstalled('prisma', needs) ? null : 'Prisma is not here and could not be installed',
  prepare(folder) {
    symlinkSync(resolve('node_modules/.cache/lockstep/tools/prisma/node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'prisma.config.mjs'), configuration);
    writeFileSync(join(folder, 'native-engine'), '#!/bin/sh\nexit 0\n');
    chmodSync(join(folder, 'native-engine'), 0o755);
  },
  environment(folder) {
    const engine = join(folder, 'native-engine');
    return { PRISMA_QUERY_ENGINE_LIBRARY: engine, PRISMA_SCHEMA_ENGINE_BINARY: engine, CHECKPOINT_DISABLE: '1' };
  },
  idOf,
  write(folder, migration, sql) {
    const file = fileOf(folder, migration);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${sql.join(';\n')};\n`);
  },
  remove: (folder, migration) => rmSync(dirname(fileOf(folder, migration)), { recursive: true }),
});
