/** Why fix leaves an object as it is, and what a person can do. */
export interface Refusal {
  refusal: string;
  advice: string;
  sql: string[];
  /** `sql` is the repair itself, for its owner to run */
  byOwner: boolean;
}
