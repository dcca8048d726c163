import { HttpError } from '../../../shared/answer/problem.ts';
import type { HttpCall } from '../../../shared/invocation/http.ts';
import type { Reply } from '../reply.ts';
import type { Given } from './given.ts';
import { latestRoom, loginRoom, logoutRoom, reportRoom, scriptRoom, styleRoom, targetRoom } from './reading.ts';
import { beginRoom, eventsRoom, runRoom, stopRoom } from './running.ts';

interface Room {
  method: 'GET' | 'POST';
  path: RegExp;
  /** a room that everybody may enter; all others only who may see the page, and with a form that is one of ours */
  open?: true;
  answer(given: Given): Promise<Reply>;
}

const name = '([\\w.~-]+)';
/** The only list of what the page answers. */
const rooms: Room[] = [
  { method: 'GET', path: /^\/page\/style\.css$/, open: true, answer: styleRoom },
  { method: 'GET', path: /^\/page\/script\.js$/, open: true, answer: scriptRoom },
  { method: 'POST', path: /^\/login$/, open: true, answer: loginRoom },
  { method: 'POST', path: /^\/logout$/, answer: logoutRoom },
  { method: 'GET', path: /^\/$/, answer: latestRoom },
  { method: 'GET', path: new RegExp(`^/targets/${name}$`), answer: targetRoom },
  { method: 'GET', path: new RegExp(`^/targets/${name}/reports/${name}/${name}$`), answer: reportRoom },
  { method: 'POST', path: new RegExp(`^/targets/${name}/runs$`), answer: beginRoom },
  { method: 'GET', path: new RegExp(`^/runs/${name}$`), answer: runRoom },
  { method: 'GET', path: new RegExp(`^/runs/${name}/events$`), answer: eventsRoom },
  { method: 'POST', path: new RegExp(`^/runs/${name}/stop$`), answer: stopRoom },
];

/** Whether a call is for the page. What else is done to the root than reading it is refused as any path of the contract is. */
export function isForPage({ method, path }: HttpCall): boolean {
  return /^\/(page|targets|runs|login|logout)(\/|$)/.test(path) || (path === '/' && ['GET', 'HEAD'].includes(method));
}

/**
 * The reply to a call for the page. Who calls comes first, then whether a form is ours.
 * @throws LockstepError for whatever is refused
 */
export async function replyTo(outside: Omit<Given, 'visitor' | 'names'>): Promise<Reply> {
  const { call, entrance, form } = outside;
  const room = roomAt(call);
  const names = room.path.exec(call.path)?.slice(1) ?? [];
  if (room.open) return room.answer({ ...outside, visitor: null, names });
  const visitor = await entrance.visitor(call);
  if (room.method === 'POST') entrance.requireOwnForm(call, form);
  return room.answer({ ...outside, visitor, names });
}

function roomAt({ method, path }: HttpCall): Room {
  const there = rooms.filter((room) => room.path.test(path));
  const room = there.find((each) => each.method === (method === 'HEAD' ? 'GET' : method));
  if (room) return room;
  const allow = there.map((each) => each.method).join(', ');
  const next = 'go back to the page, and on from there';
  if (allow === '') throw new HttpError({ status: 404 }, 'nothing is answered under this path', next);
  throw new HttpError({ status: 405, headers: { allow } }, `only ${allow} is answered here`, next);
}
