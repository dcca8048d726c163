import type { Delivery, Report } from '../../model/report.ts';
import { effort } from '../facts.ts';
import { visible } from '../printable.ts';
import { moment } from '../time-cells.ts';
import { type Fact, facts } from './facts.ts';
import type { Markup } from './markup.ts';
import { type Place, section } from './place.ts';

/** Which database it was, when, what it took, and whose report this is. */
export function aboutPart(report: Report, place: Place): Markup {
  const { target, startedAt, id, lockstep, published = [] } = report;
  const rows: (Fact | undefined)[] = [
    fact('target', target.name),
    fact('environment', target.environment),
    fact('server', target.server),
    fact('database', target.database),
    fact('host', target.host),
    fact('fingerprint', target.fingerprint),
    fact('started', moment(startedAt)),
    fact('took', effort(report)),
    fact('compared with', expectation(report)),
    fact('deploy, as the caller says', deploy(report)),
    fact('published', published.map(delivery).join('; ') || null),
    fact('report', id),
    fact('Lockstep', lockstep),
  ];
  const known = rows.filter((row) => row !== undefined);
  return section(place, { name: 'about', title: 'About this run' }, [facts(known)]);
}

function fact(name: string, value: string | null): Fact | undefined {
  return value === null ? undefined : { name, value: visible(value) };
}

const sources = {
  call: 'the manifest of the call',
  repository: 'the repository',
  archive: 'the last verified manifest',
};

function expectation({ manifest }: Report): string | null {
  if (!manifest) return null;
  const { source, commit, dirty, at } = manifest;
  const parts = [
    commit === null ? '' : `commit ${commit}`,
    dirty ? 'with changes that are not committed' : '',
    at === undefined ? '' : moment(at),
  ];
  return [sources[source], ...parts].filter((part) => part !== '').join(', ');
}

function deploy({ deploy: about }: Report): string | null {
  const parts = Object.entries(about ?? {}).map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? null : parts.join(', ');
}

function delivery({ channel, status, detail }: Delivery): string {
  return [channel, status, ...(detail === undefined ? [] : [`(${detail})`])].join(' ');
}
