/** Where a contender has to look. */
export interface Place {
  url: string;
  /** how many sequences the database has */
  size: number;
  /** with a round-trip time of its own, the slow ones measure a sample and extrapolate */
  delayed: boolean;
}

/** What came of one run. */
export interface Answer {
  /** how many sequences it found behind; null where that is not its question */
  behind: number | null;
  roundTrips: number | null;
  /** how long the whole would have taken, where only a sample was run */
  extrapolatedMs?: number;
  /** of a process of its own */
  peakMegabytes?: number;
}

/** One way to look at the sequences of a database, a new connection or process each time. */
export interface Contender {
  name: string;
  /** what it does, and which question it answers, for the page */
  explanation: string;
  /**
   * Hand-written: `equal` reads the value of every sequence and whether it was called, as Lockstep does; `floor` may
   * leave out what it does not need for its answer; `easier` asks fewer sequences; `heedless` does not mind the server.
   * `peer`: what people use today.
   */
  kind: 'lockstep' | 'equal' | 'floor' | 'easier' | 'heedless' | 'peer';
  /** how its question is an easier one, or another */
  easier?: string;
  /** the median is taken of so many */
  runs: number;
  /** why it cannot run here; null: it can */
  absent?(): string | null;
  /** runs last: it changes the sequences */
  changes?: boolean;
  run(place: Place): Promise<Answer>;
}

/** The medians of a contender at one place; or why there are none. */
export type Result = { contender: Contender } & ({ milliseconds: number; answer: Answer } | { failure: string });

/** What a contender answered so far. */
interface Course {
  contender: Contender;
  times: number[];
  answer: Answer;
  failure: string | null;
}

/**
 * Runs the contenders in turn, several times, so that a busy moment of the machine meets them all; takes the medians.
 * The first turn warms the server's caches and does not count, but for those that run only once.
 * @throws Error where one says another number of sequences behind than there are
 */
export async function measure(contenders: Contender[], place: Place, behind: number): Promise<Result[]> {
  const courses = contenders.map((contender): Course => {
    const failure = contender.absent?.() ?? null;
    return { contender, times: [], answer: { behind: null, roundTrips: null }, failure };
  });
  for (let turn = 0; turn <= Math.max(...contenders.map(({ runs }) => runs)); turn += 1) {
    for (const course of courses) {
      const { runs } = course.contender;
      if (course.failure === null && turn <= runs && (turn < runs || runs > 1)) await runOnce(course, place, turn > 0);
    }
  }
  return courses.map((course) => resultOf(course, behind));
}

async function runOnce(course: Course, place: Place, warm: boolean): Promise<void> {
  const began = performance.now();
  try {
    course.answer = await course.contender.run(place);
  } catch (error) {
    course.failure = (error as Error).message;
  }
  const took = course.answer.extrapolatedMs ?? performance.now() - began;
  if (warm || course.contender.runs === 1) course.times.push(took);
}

function resultOf({ contender, times, answer, failure }: Course, behind: number): Result {
  if (failure !== null) return { contender, failure };
  if (answer.behind !== null && answer.behind !== behind)
    throw new Error(`${contender.name} says ${answer.behind} sequences behind; there are ${behind}`);
  return { contender, milliseconds: median(times), answer };
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
