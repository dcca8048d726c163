/** What lint says without a rule's file: of SQL that cannot be read, and of the comments that allow something. */
export const ownRules = [
  {
    name: 'syntax-error',
    class: 'dangerous',
    title: 'PostgreSQL cannot parse this statement.',
    why: "It is refused by PostgreSQL 18's own parser. Where the migration is run it fails here, and what stands behind it is not run.",
  },
  {
    name: 'not-understood',
    class: 'careful',
    title: 'This cannot be read as SQL, so nothing is known of what it does.',
    why: 'A command of psql, rows of COPY, a placeholder that the tool fills in, or code that makes its SQL while it runs.',
  },
  {
    name: 'allow-without-reason',
    class: 'careful',
    title: 'A comment allows a rule and does not say why.',
    why: 'Whoever reads it later cannot tell whether the reason still holds. Write: -- lockstep: allow <rule> because <reason>.',
  },
  {
    name: 'unused-allow',
    class: 'careful',
    title: 'A comment allows what was not found.',
    why: 'The rule finds nothing here, or there is no rule of that name; what the comment was written for may be allowed no more.',
  },
] as const;
