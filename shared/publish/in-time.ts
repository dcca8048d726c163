/**
 * What `work` comes to, unless it takes longer than so many milliseconds: then an Error that says so. Where there are
 * none, it is not begun.
 */
export async function inTime<Result>(work: () => Promise<Result>, milliseconds: number): Promise<Result> {
  if (milliseconds <= 0) throw new Error('no time left');
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Error(`no answer within ${Number((milliseconds / 1000).toPrecision(2))} s`));
  const timer = setTimeout(late, milliseconds);
  try {
    return await Promise.race([work(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
