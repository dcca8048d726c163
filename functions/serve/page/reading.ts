import { formatNamed } from '../../../shared/report/formats/index.ts';
import { html } from '../../../shared/report/html/markup.ts';
import { script as copying } from '../../../shared/report/html/script.ts';
import { textDiff } from '../../text-diff.ts';
import type { Reply } from '../reply.ts';
import { type Given, lost, targetOf, targetsOf } from './given.ts';
import { historyOf, isReportName, reportAt } from './history.ts';
import { guarded, layout } from './layout.ts';
import { overview } from './overview.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { targetView } from './target-view.ts';

export async function styleRoom(): Promise<Reply> {
  return { status: 200, headers: { ...guarded, 'content-type': 'text/css; charset=utf-8' }, body: style };
}

export async function scriptRoom(): Promise<Reply> {
  const headers = { ...guarded, 'content-type': 'text/javascript; charset=utf-8' };
  return { status: 200, headers, body: `${copying}\n${script}` };
}

/** Takes the token of the form, and goes on to where the visitor wanted to go. */
export async function loginRoom({ call, form, entrance }: Given): Promise<Reply> {
  const cookie = await entrance.login(call, form);
  const to = form.get('to') ?? '';
  // To a page of ours that can be read, and nowhere else.
  const location = /^\/((targets|runs)\/[\w.~/-]+)?$/.test(to) ? to : '/';
  return { status: 303, headers: { ...guarded, location, 'set-cookie': cookie }, body: '' };
}

export async function logoutRoom({ call, entrance }: Given): Promise<Reply> {
  return { status: 303, headers: { ...guarded, location: '/', 'set-cookie': entrance.logout(call) }, body: '' };
}

/** All targets. Whoever comes with the one-time token is let in, and goes on without it: addresses are kept and shown. */
export async function latestRoom(given: Given): Promise<Reply> {
  const { call, desk, runs, entrance, visitor } = given;
  const cookie = entrance.invited(call);
  if (cookie !== null) return { status: 303, headers: { ...guarded, location: '/', 'set-cookie': cookie }, body: '' };
  const targets = await overview({
    targets: await targetsOf(given),
    archive: desk.archive,
    running: runs.underWay,
    formToken: entrance.formToken,
  });
  const content = visitor?.name === 'reader' ? [onlyReads, targets] : targets;
  return layout({ title: 'Targets', content: html`${content}`, aside: logout(given) });
}

const onlyReads = html`<p class="note">Here the page only reads. To run something, open it by the address that <code>lockstep serve</code> told; it is good once and for twelve hours, so start it again where that is over.</p>`;

/** One target with its history. */
export async function targetRoom(given: Given): Promise<Reply> {
  const { call, desk, runs, entrance } = given;
  const target = await targetOf(given);
  const before = call.query.get('before');
  if (before !== null && !isReportName(before)) return lost('there is no such page of the history');
  const content = targetView(target, {
    running: runs.underWay(target.name),
    formToken: entrance.formToken,
    history: await historyOf(target.name, desk.archive, before),
    place: desk.archive.addressOf(`reports/${given.names[0]}`),
    later: before !== null,
  });
  return layout({ title: target.name, content, aside: logout(given) });
}

/** One report as a page of its own, which brings style, script and a policy for both along. */
export async function reportRoom(given: Given): Promise<Reply> {
  const target = await targetOf(given);
  const report = await reportAt(target.name, `${given.names[1]}/${given.names[2]}`, given.desk.archive);
  if (report === null) return lost('no report of this id is kept');
  const texts = report.differences?.some(({ properties }) => properties) ? { texts: await textDiff() } : {};
  const body = await formatNamed('html')?.render(report, { color: false, all: true, width: 100, ...texts });
  const policy = "base-uri 'none'; connect-src 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
  const headers = { ...guarded, 'content-security-policy': policy, 'content-type': 'text/html; charset=utf-8' };
  return { status: 200, headers, body: body ?? '' };
}

/** Where people log in, they can also log out. */
function logout({ entrance }: Given) {
  if (!entrance.asksForToken) return undefined;
  return html`<form method="post" action="/logout"><input type="hidden" name="token" value="${entrance.formToken}"><button>Log out</button></form>`;
}
