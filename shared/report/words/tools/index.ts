import type { ToolName } from '../../../model/manifest.ts';
import type { ToolWords } from './entry.ts';
import { javaTools } from './java.ts';
import { javascriptTools } from './javascript.ts';
import { pythonTools } from './python.ts';
import { rubyAndElixirTools } from './ruby-and-elixir.ts';
import { sqlFileTools } from './sql-files.ts';
import { sqlFolderTools } from './sql-folders.ts';

/** What a person reads about each tool. No Lambda loads it: only docs/migrations.md is made of it. */
export const toolWords = new Map<ToolName, ToolWords>(
  [...sqlFolderTools, ...pythonTools, ...rubyAndElixirTools, ...javascriptTools, ...javaTools, ...sqlFileTools].map(
    (each) => [each.tool, each],
  ),
);
