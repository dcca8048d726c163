import { TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as z from 'zod';

const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const timeOfDay = z.string().regex(new RegExp(`^${time}$`), 'is written HH:MM, "09:00"');
const timeOfWeek = z.string().regex(new RegExp(`^(MON|TUE|WED|THU|FRI|SAT|SUN) ${time}$`), 'is written "SUN 10:00"');
const timeZone = z.string().refine(isTimeZone, { error: 'is no time zone, such as "Europe/London"' });

/** When a target is looked at without anybody asking. */
export const schedulesSchema = z.strictObject({
  nightly: z
    .union([timeOfDay, z.literal(false)])
    .optional()
    .describe('when it is checked every day; "09:00"'),
  weekly: z
    .union([timeOfWeek, z.literal(false)])
    .optional()
    .describe('when it is audited every week; "SUN 10:00"'),
  timeZone: timeZone.optional().describe('of both times, daylight saving included; "Etc/UTC"'),
});
export type Schedules = z.infer<typeof schedulesSchema>;

interface Appointments {
  nightly: string | false;
  weekly: string | false;
  timeZone: string;
}

/** The schedules of one target: its own, else those for all, else the defaults; false where there is none. */
export function schedulesOf(own: Schedules = {}, all: Schedules = {}): Appointments {
  return {
    nightly: own.nightly ?? all.nightly ?? '09:00',
    weekly: own.weekly ?? all.weekly ?? 'SUN 10:00',
    timeZone: own.timeZone ?? all.timeZone ?? 'Etc/UTC',
  };
}

/** `09:00` every day, or `SUN 10:00` every week. */
export function expressionOf(at: string, zone: string): ScheduleExpression {
  const [clock = '', weekDay] = at.split(' ').reverse();
  const [hour, minute] = clock.split(':').map((part) => String(Number(part)));
  const when = { minute: minute as string, hour: hour as string, timeZone: TimeZone.of(zone) };
  return ScheduleExpression.cron(weekDay === undefined ? when : { ...when, weekDay });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
