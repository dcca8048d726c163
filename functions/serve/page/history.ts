import * as z from 'zod';
import { type Operation, type Report, reportSchema } from '../../../shared/model/report.ts';
import type { Archive } from '../../../shared/publish/archive/archive.ts';
import { latestKey, segment } from '../../../shared/publish/archive/keys.ts';

/** What a line on a report is made of: a whole one may be megabytes. */
const briefSchema = reportSchema
  .pick({ id: true, operation: true, verdict: true, dryRun: true, summary: true, startedAt: true })
  .extend({ target: z.object({ name: z.string() }), findings: z.array(z.object({ code: z.string() })) });
export type BriefReport = z.infer<typeof briefSchema>;

/** Some reports of a target, newest first; `next`: before which one the following ones are, null where there are none. */
export interface History {
  reports: BriefReport[];
  next: string | null;
}

const atOnce = 20;

/**
 * The reports of a target, a page of them: those `before` a name, "day/id". Null where the archive cannot list. Days and ids
 * sort by time, so only as many days are looked at as the page needs.
 */
export async function historyOf(target: string, archive: Archive, before: string | null): Promise<History | null> {
  if (archive.list === undefined) return null;
  const folder = `reports/${segment(target)}`;
  const names: string[] = [];
  for (const day of newestFirst(await archive.list(folder))) {
    // Later days have nothing before it.
    if (!isDay(day) || (before !== null && day > before.slice(0, day.length))) continue;
    const files = await archive.list(`${folder}/${day}`);
    const those = files.map((file) => `${day}/${file.replace(/\.json$/, '')}`);
    names.push(...newestFirst(those.filter((name) => isReportName(name) && (before === null || name < before))));
    if (names.length > atOnce) break;
  }
  const shown = names.slice(0, atOnce);
  const reports = await Promise.all(shown.map((name) => parsedAt(`${folder}/${name}.json`, briefSchema, archive)));
  return {
    reports: reports.filter((report) => report !== null),
    next: names.length > atOnce ? (shown.at(-1) ?? null) : null,
  };
}

/** The last report of a target and operation, dry runs aside; null where there is none. */
export function latestOf(target: string, operation: Operation, archive: Archive): Promise<BriefReport | null> {
  return parsedAt(latestKey({ target: { name: target }, operation }), briefSchema, archive);
}

/** One report of a target, by its name; null where the archive has none of that name that can be understood. */
export async function reportAt(target: string, name: string, archive: Archive): Promise<Report | null> {
  return isReportName(name) ? parsedAt(`reports/${segment(target)}/${name}.json`, reportSchema, archive) : null;
}

/** Whether this can be the name of a report within its target: "2026-11-21/01JD6B5T7M3V8Q2N4X9Z0C1R5E". */
export function isReportName(name: string): boolean {
  const [day = '', id, ...rest] = name.split('/');
  return isDay(day) && reportSchema.shape.id.safeParse(id).success && rest.length === 0;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function newestFirst(names: string[]): string[] {
  return names.sort().reverse();
}

async function parsedAt<Parsed>(key: string, schema: z.ZodType<Parsed>, archive: Archive): Promise<Parsed | null> {
  const text = await archive.read(key);
  try {
    return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}
