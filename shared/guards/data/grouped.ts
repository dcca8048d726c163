import type { Finding } from '../../model/finding.ts';
import { seeReason, type Unread } from './ask.ts';
import { many } from './findings.ts';

/** Something that could not be read, by its path, as it is told by itself. */
export interface Unexamined {
  unread: Unread;
  path: string;
  finding: Finding;
}

/**
 * How several are told as one: `what` they are, and what nobody knows of so many, the first of which have these paths.
 * `apart`: up to so many are told one by one.
 */
export interface Wording {
  what: string;
  message(count: string, paths: string[]): string;
  apart?: number;
}

/** More than these that could not be read for one cause are one finding. */
const usuallyApart = 10;
/** Of those, so many are named. */
const mostNamed = 100;

/** As findings: many that could not be read for one cause are one, with the names of the first of them. */
export function grouped(unexamined: Unexamined[], { what, message, apart = usuallyApart }: Wording): Finding[] {
  return [...Map.groupBy(unexamined, causeOf).values()].flatMap((group) => {
    const [first] = group;
    if (group.length <= apart || first === undefined) return group.map(({ finding }) => finding);
    const count = many(group.length, what);
    const isOne = group.every(({ unread }) => unread.reason === first.unread.reason);
    const reason = isOne ? first.unread.reason : `${first.unread.reason}, and the like`;
    const objects = group.slice(0, mostNamed).map(({ path }) => path);
    return {
      ...first.finding,
      subject: { kind: 'object', name: count },
      message: `${message(count, objects)}: ${reason}`,
      evidence: { reason, objects, count: group.length },
    };
  });
}

/** What helps is the same for all of one cause; the reason, as a rule, has the name of the table in it. */
function causeOf({ unread: { reason, advice } }: Unexamined): string {
  return advice === seeReason ? reason : advice;
}
