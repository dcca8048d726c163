import type { ToolName } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, oncePer, within } from '../files.ts';

/** The packages that a tool comes in, as package.json names them. */
const packages = new Map<ToolName, RegExp>([
  ['knex', /"knex"\s*:/],
  ['sequelize', /"(sequelize|sequelize-cli|@sequelize\/[\w-]+|umzug)"\s*:/],
  ['typeorm', /"typeorm"\s*:/],
  ['mikroorm', /"@mikro-orm\/[\w-]+"\s*:/],
  ['kysely', /"kysely(-ctl)?"\s*:/],
  ['node-pg-migrate', /"node-pg-migrate"\s*:/],
]);

/** Whether a package.json around a directory has the tool among its dependencies. */
export function dependsOn(repository: Repository, directory: string, tool: ToolName): boolean {
  return textsAround(repository, directory).some((text) => packages.get(tool)?.test(text) ?? false);
}

/** Of the directory, and of every one around it. */
function textsAround(repository: Repository, directory: string): string[] {
  const known = seen(repository);
  const found = known.get(directory);
  if (found) return found;
  const { text } = fileText(repository, within(directory, 'package.json'));
  const around = directory === '' ? [] : textsAround(repository, directoryOf(directory));
  const texts = text === null ? around : [text, ...around];
  known.set(directory, texts);
  return texts;
}

const seen = /* @__PURE__ */ oncePer(() => new Map<string, string[]>());
