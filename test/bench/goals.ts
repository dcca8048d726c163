import { fastest, type Measurements, measured, named, type Round } from './measurements.ts';

/** Something that we want to be true of Lockstep, and what was measured. */
export interface Goal {
  text: string;
  met: boolean;
  measured: string;
}

export function goalsOf({ rounds, locks, repair }: Measurements): Goal[] {
  const fresh = rounds.filter(({ analysed }) => !analysed);
  return [
    ...fresh.flatMap((round) => [floorGoal(round), ...(round.addedMs > 0 ? [peerGoal(round)] : [])]),
    ...fresh.slice(-1).map(completeGoal),
    ...memoryGoal(fresh.at(-1)),
    {
      text: `never more than 500 locks at once (${locks.size} sequences)`,
      met: locks.most <= 500,
      measured: `${locks.most}, of ${locks.samples} samples`,
    },
    {
      text: 'p99 of inserts grows by less than 50 ms while fix runs',
      met: repair.during.p99 - repair.without.p99 < 50,
      measured: `${(repair.during.p99 - repair.without.p99).toFixed(1)} ms`,
    },
    tripGoal(repair),
  ].flatMap((goal) => goal ?? []);
}

function floorGoal(round: Round): Goal | null {
  const own = named(round, 'Lockstep, library');
  const floor = fastest(round, 'floor', 'equal');
  if (!own || !floor) return null;
  const times = (rival = floor) => (own.milliseconds / rival.milliseconds).toFixed(2);
  return {
    text: `check takes at most 1.5 times the floor (${place(round)})`,
    met: own.milliseconds / floor.milliseconds <= 1.5,
    measured: `${times()} times; ${times(fastest(round, 'equal'))} times the fastest that reads the same of every sequence, ${times(fastest(round, 'easier'))} times the one that leaves nine in ten out`,
  };
}

function completeGoal(round: Round): Goal {
  const own = round.results.find(({ contender }) => contender.name === 'Lockstep, library');
  return {
    text: `every sequence is read, and the server's lock table does not overflow (${place(round)})`,
    met: own !== undefined && 'milliseconds' in own,
    measured: own && 'failure' in own ? own.failure : 'all, and the right number behind',
  };
}

function peerGoal(round: Round): Goal | null {
  const own = named(round, 'Lockstep, library');
  const peers = measured(round).filter(({ contender }) =>
    ['N+1 loop', 'wiki'].some((word) => contender.name.includes(word)),
  );
  if (!own || peers.length === 0) return null;
  const ratios = peers.map(({ milliseconds }) => milliseconds / own.milliseconds);
  return {
    text: `check is 10 times as fast as the loop and the wiki (${place(round)})`,
    met: Math.min(...ratios) >= 10,
    measured: ratios.map((ratio) => `${Math.round(ratio)} times`).join(' and '),
  };
}

function memoryGoal(round: Round | undefined): Goal[] {
  const commands = round ? measured(round).filter(({ answer }) => answer.peakMegabytes !== undefined) : [];
  return commands.map(({ contender, answer }) => ({
    text: `${contender.name} stays below 200 MB (${round ? place(round) : ''})`,
    met: (answer.peakMegabytes ?? 0) < 200,
    measured: `${Math.round(answer.peakMegabytes ?? 0)} MB`,
  }));
}

function tripGoal({ reports }: Measurements['repair']): Goal {
  const per = reports.map(({ roundTrips, changes }) => `${roundTrips} for ${changes.length}`);
  return {
    text: 'fix needs at most one round trip a sequence, and a few to look and settle',
    met: reports.every(({ roundTrips, changes }) => roundTrips <= changes.length + 50),
    measured: per.join(', '),
  };
}

function place({ size, addedMs }: Round): string {
  return `${size.toLocaleString('en')} sequences, ${addedMs} ms added`;
}
