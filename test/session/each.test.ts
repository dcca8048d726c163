import { describe, expect, test } from 'vitest';
import { type Answer, heaviest } from '../../shared/session/each.ts';
import { type Session, withSession } from '../../shared/session/session.ts';
import { database } from '../support/database.ts';
import { houseFor, requestFor, requestOver, type Wish } from '../support/lockstep.ts';
import { transports, usualTransport } from '../support/transports.ts';

const light = (sql: string) => ({ sql, weight: 1 });
const code = (answer: Answer | undefined) => (answer && 'failure' in answer ? answer.failure.sqlState : null);

describe.each(transports)('over %s', (transport) => {
  /** A session with a database, as a guard gets it. */
  async function within<Result>(
    url: string,
    use: (session: Session) => Promise<Result>,
    wish: Wish = {},
  ): Promise<Result> {
    return withSession(await requestOver(transport, requestFor('check', url, wish)), houseFor(wish), use);
  }

  test('every statement gets its own answer, whatever becomes of the others', async () => {
    const { url } = await database('CREATE TABLE orders (id int); INSERT INTO orders VALUES (4)');
    const answers = await within(url, (session) =>
      session.each(
        [
          'SELECT id FROM orders',
          'SELECT 1/0',
          'SELECT FROM no_such',
          'SELECT id, NULL FROM public.orders',
          'SELEC',
          `SELECT 1 WHERE false`,
        ].map(light),
      ),
    );
    expect(answers.map((answer) => ('cells' in answer ? answer.cells : answer.failure.sqlState))).toEqual([
      '42P01', // our own search path does not lead to public
      '22012',
      '42P01',
      ['4', null],
      '42601',
      [], // no row
    ]);
  });

  test('any text comes back as it is', async () => {
    const { url } = await database();
    const texts = [
      'plain',
      '',
      ' ',
      '"',
      '""',
      "it's",
      '\\',
      'a\\"b',
      ',',
      '(a,b)',
      'line\nbreak',
      '🐘',
      'lockstep [',
      '{}',
      'null',
    ];
    const quoted = texts.map(
      (text) =>
        `U&'${[...text].map((letter) => `\\+${letter.codePointAt(0)?.toString(16).padStart(6, '0')}`).join('')}'`,
    );
    const answers = await within(url, (session) =>
      session.each([
        light(`SELECT ${quoted.join(', ')}`),
        ...quoted.map((text) => light(`SELECT ${text}, NULL, ${text}`)),
      ]),
    );
    expect(answers).toEqual([{ cells: texts }, ...texts.map((text) => ({ cells: [text, null, text] }))]);
  });

  describe('a mode', () => {
    const setup = 'CREATE TABLE notes (line text); CREATE SEQUENCE ids';
    const statements = [`INSERT INTO public.notes VALUES ('x') RETURNING line`, `SELECT nextval('public.ids')`].map(
      light,
    );

    test('read refuses to change anything', async () => {
      const place = await database(setup);
      const answers = await within(place.url, (session) => session.each(statements));
      expect(answers.map(code)).toEqual(['25006', '25006']);
      expect(await place.query('SELECT is_called FROM ids')).toEqual([{ is_called: false }]);
    });

    test('write changes', async () => {
      const place = await database(setup);
      expect(await within(place.url, (session) => session.each(statements, { mode: 'write' }))).toEqual([
        { cells: ['x'] },
        { cells: ['1'] },
      ]);
      expect(await place.query('SELECT line FROM notes')).toEqual([{ line: 'x' }]);
    });

    test('undo answers, and takes back', async () => {
      const place = await database(setup);
      const [answer] = await within(place.url, (session) => session.each(statements.slice(0, 1), { mode: 'undo' }));
      expect(answer).toEqual({ cells: ['x'] });
      expect(await place.query('SELECT line FROM notes')).toEqual([]);
    });
  });

  // By way of a pooler the client's clock cancels, some seconds later: too long for every run.
  const tooLong = transport === 'pgbouncer' && usualTransport === 'pg';
  test.skipIf(tooLong)(
    'a statement that is too slow loses its own answer, and those after it are still asked',
    async () => {
      const { url } = await database();
      const heard: number[] = [];
      const answers = await within(
        url,
        (session) =>
          session.each(['SELECT 1', 'SELECT pg_sleep(60)', 'SELECT 3', 'SELECT pg_sleep(60)', 'SELECT 5'].map(light), {
            onAnswer: (_, index) => heard.push(index),
          }),
        { settings: { limits: { statementSeconds: 1 } } },
      );
      expect(answers.map((answer) => ('cells' in answer ? answer.cells[0] : answer.failure.sqlState))).toEqual([
        '1',
        '57014',
        '3',
        '57014',
        '5',
      ]);
      expect(heard).toEqual([0, 1, 2, 3, 4]);
    },
  );

  test('what is asked goes in transactions that are light enough, and all of it in one round trip', async () => {
    const { url } = await database();
    const asked = (count: number, weight: number) =>
      within(url, async (session) => {
        const before = session.roundTrips;
        const statements = Array.from({ length: count }, () => ({ sql: 'SELECT pg_current_xact_id()', weight }));
        const answers = await session.each(statements, { mode: 'write' });
        const transactions = new Set(answers.map((answer) => ('cells' in answer ? answer.cells[0] : 'failed')));
        return [transactions.size, session.roundTrips - before];
      });
    expect(await asked(40, 1)).toEqual([1, 1]);
    expect(await asked(40, heaviest / 4)).toEqual([10, 1]);
    expect(await asked(3, 10 * heaviest)).toEqual([3, 1]);
  });

  test('fifty thousand statements are answered in order', async () => {
    const { url } = await database();
    const count = 50_000;
    const answers = await within(url, (session) =>
      session.each(Array.from({ length: count }, (_, index) => light(`SELECT ${index}`))),
    );
    expect(answers).toHaveLength(count);
    expect(answers.findIndex((answer, index) => !('cells' in answer) || answer.cells[0] !== String(index))).toBe(-1);
  });

  test('nothing to ask is no round trip', async () => {
    const { url } = await database();
    expect(await within(url, async (session) => [await session.each([]), session.roundTrips])).toEqual([[], 1]);
  });

  test('a notice that looks like one of ours is not taken for an answer', async () => {
    const { url } = await database(`CREATE FUNCTION shout() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
      RAISE INFO 'lockstep ["=(777)"]'; RAISE NOTICE 'lockstep says hello'; RETURN 1; END $$`);
    const answers = await within(url, (session) => session.each([light('SELECT public.shout()')]));
    expect(answers).toEqual([{ cells: ['1'] }]);
  });

  test('what was changed is known also where the connection is lost in the middle', async () => {
    const { url } = await database('CREATE SEQUENCE s');
    const heard: unknown[] = [];
    const ending = `SELECT pg_terminate_backend(pg_backend_pid())`;
    const statements = [`SELECT nextval('public.s')`, `SELECT nextval('public.s')`, ending].map(light);
    await expect(
      within(url, (session) => session.each(statements, { mode: 'write', onAnswer: (answer) => heard.push(answer) })),
    ).rejects.toThrow();
    expect(heard).toEqual([{ cells: ['1'] }, { cells: ['2'] }]);
  });
});
