/** How long reading whole tables may take: each statement, and all of them together. Seconds. */
export interface Budget {
  tableSeconds: number;
  totalSeconds: number;
  /** what has been used up so far; whoever reads adds to it */
  spentSeconds: number;
}

export function budgetOf({ tableSeconds, totalSeconds }: Omit<Budget, 'spentSeconds'>): Budget {
  return { tableSeconds, totalSeconds, spentSeconds: 0 };
}

/** How long the next statement may take; 0: nothing is left. */
export function secondsLeft({ tableSeconds, totalSeconds, spentSeconds }: Budget): number {
  return Math.max(0, Math.min(tableSeconds, totalSeconds - spentSeconds));
}

/** Does something, and takes the time that it took from the budget, whatever came of it. */
export async function spending<Result>(budget: Budget, act: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  try {
    return await act();
  } finally {
    budget.spentSeconds += (performance.now() - began) / 1000;
  }
}
