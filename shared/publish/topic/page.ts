import { type KeptPage, linkHours } from '../archive/page-archive.ts';

/** Where the report is as a page, and for how long its link holds; no lines where there is no page. */
export function pageInWords(page: KeptPage | null): string[] {
  if (page === null) return [];
  if (page.link === null) return [`As a page: ${page.address}`];
  const until = `for ${linkHours} hours at most, less where the credentials that signed the link end before`;
  return [`As a page, ${until}; later it is at ${page.address}\n${page.link}`];
}
