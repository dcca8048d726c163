import { code, paragraphs, type Words } from './entry.ts';

const sides =
  'What should be is the first side: another target (`compareWith`), a snapshot file, the schema that the migrations make (`lockstep manifest --replay`), or what the archive keeps of the last run. What is judged is the target.';

const ignoring = paragraphs(
  'If it is meant to be so, say so in the configuration, with a reason. `*` stands for any letters:',
  code('"schema": { "ignore": [{ "object": "public.orders.note", "reason": "only staging has it, for a trial" }] }'),
);

/** Two schemas that are not alike. */
export const schemaDifferenceWords: Words[] = [
  {
    code: 'schema/missing',
    title: 'The database lacks an object that is there elsewhere.',
    why: `Code that was tried out beside that object fails here: "column does not exist" (SQLSTATE 42703), "relation does not exist" (42P01), or it works and nobody checks any more what a constraint or a policy checked. It blocks. ${sides}\n\nThese do not block: comments (info); and as warnings partitions, which come and go with time, an index, constraint, trigger or policy that is there under another name, extensions that only operators use (pg_stat_statements and the like), what an applied migration dropped and the other side still has, and a grant to a role that this server does not have.`,
    how: 'A migration was never run here, or was recorded and failed half way. Somebody added the object by hand elsewhere. A restore or copy left it out: indexes and foreign keys come last, and are lost when it breaks off.',
    fix: paragraphs(
      'The finding names the migration that makes it, where the repository has one: apply that. Otherwise the remedy has the statement, and all of them in the order in which they can be run come from:',
      code('lockstep compare --from staging --to production --sql'),
      ignoring,
    ),
  },
  {
    code: 'schema/extra',
    title: 'The database has an object that is not there elsewhere.',
    why: 'Nothing fails because of it today, so it warns. It is work that nobody wrote down: the next environment will not have it, and a later migration of the same name fails.\n\nOne sort blocks: a column that is NOT NULL and has no default. Programs that do not know it leave it out, and each of their inserts fails (SQLSTATE 23502).',
    how: 'A hotfix by hand, an index that somebody tried out, a migration that was taken out of the repository again, or the other side is the one that is behind.',
    fix: paragraphs(
      'Decide which side is right. Either write a migration that makes the object everywhere, or drop it here. Lockstep never drops anything by itself.',
      ignoring,
    ),
  },
  {
    code: 'schema/changed',
    title: 'An object is not the same as elsewhere.',
    why: paragraphs(
      'The finding has each property with both values. What differs in writing alone is no difference: see docs/schema.md. The weight is that of the worst property:',
      '**Blocks**, as programs or rows depend on it: the type of a column, NOT NULL on one side alone, a default or a generated expression that is missing, identity ALWAYS where it is elsewhere BY DEFAULT; the definition of a constraint, index, view, function, trigger or policy; values that an enum or checks that a domain lacks; privileges that are missing; row security that is off or no longer forced; `security_invoker` or another option that a view lost; a table that is UNLOGGED; a constraint that is NOT ENFORCED; a trigger that is disabled; a materialized view without rows; the key of a partitioned table.',
      '**Warns**: an INVALID index; a NOT VALID constraint; another default; more values, privileges or options than elsewhere; row security that is on only here; collations; the version of an extension; bounds of a partition; replica identity; increment, bounds and cycle of a sequence; owners and the order of columns, where the configuration lets them count.',
      '**Info**: comments, storage, compression, options such as fillfactor, the access method, cache and start of a sequence, and a state that is better here than elsewhere.',
    ),
    how: 'A migration that is applied on one side alone, a change by hand, an ALTER that waited for a lock and was given up, or a view that was made anew without its options.',
    fix: paragraphs(
      'Where the remedy has statements, they make this side like the other one and lose nothing. Where rows may be in the way (another type, a narrower check) it says what to decide first.',
      ignoring,
    ),
  },
  {
    code: 'schema/pending',
    title: 'A migration that is still to be applied makes this difference.',
    why: 'It is no drift: the deploy that follows does it. Before a deploy it is told for information; `verify` after it takes the same difference for what it then is, and blocks. What a pending migration does is known from its SQL, which the manifest carries: it has to be about that object and to have the words of what differs, such as ENABLE ROW LEVEL SECURITY. Where it only names the object, or cannot be read (`opaque`), what would block warns.',
    how: 'The other side has had the deploy already.',
    fix: 'Nothing: deploy, then run `lockstep verify`.',
  },
  {
    code: 'schema/drift',
    title: 'The schema changed since the last run.',
    why: 'After each check or verify the archive keeps the schema; this is what differs from that. It warns of what no migration did: none was applied in between, or those that were do nothing of the kind by their SQL in the manifest. What they do is told for information. Where that cannot be told (no manifest, another name for it, a migration that is no SQL), it is for information as well, unless it weakens who may see what: row security, policies, grants, `security_invoker`. The change is told once: the next run is compared with this one, unless a channel did not get the report.\n\nWhere `schema.schemas`, `.tables` or `.kinds` were changed since, only what both runs read is compared, and that is said.',
    how: 'Somebody changed the database by hand, a program that changes its own schema at its start did, or an extension or a provider did.',
    fix: 'Find out who did it, and write a migration that does the same: otherwise no other environment will have it. Or undo it.',
  },
  {
    code: 'schema/change-in-progress',
    title: 'Somebody changes the schema at this moment.',
    why: 'Reading the definition of a table waits for whoever holds an ACCESS EXCLUSIVE lock on it, and for whoever waits to get one. Lockstep waits half a second, tries once more, and compares nothing: a difference would be none a moment later. The verdict is `unknown`.',
    how: 'A migration is running. Or one waits behind a transaction that was left open, and then every query on that table waits behind it: that is an outage in the making.',
    fix: paragraphs(
      'Wait until it is through, and run again. Where the finding names a session that it waits for, look at that first:',
      code(
        'SELECT pid, state, xact_start, application_name FROM pg_stat_activity WHERE pid = 4711;',
        'SELECT pg_cancel_backend(4711);',
      ),
    ),
  },
  {
    code: 'schema/not-compared',
    title: 'The schema could not be compared.',
    why: 'Whether they differ is unknown, which never counts as equal. The target itself was reached: what else was asked of it stands in the report.',
    how: paragraphs(
      'The other target is down or asleep, its secret is wrong, another database answers under its name, or somebody changes its schema at this moment. Or the archive, which keeps the last run, did not answer within five seconds.',
      'Or there is nothing to compare: both names lead to one database, which is always like itself; or a schema, table or kind of `schema.schemas`, `schema.tables`, `schema.kinds` (or of `--schema`, `--table`, `--kind`) is on neither side, or a file was limited to something else.',
    ),
    fix: paragraphs(
      'The message has the reason. Look at the other target alone:',
      code('lockstep check --target staging'),
    ),
  },
  {
    code: 'schema/unseen',
    title: 'A part of the schema cannot be seen by this role.',
    why: 'What cannot be seen may differ. The verdict is `unknown`.',
    how: 'The catalogs are open to every role, apart from a few columns, and some providers close more of them.',
    fix: 'Let the role see what the finding names, or leave it out of the comparison with `schema.schemas`, `schema.tables` or `schema.kinds`.',
  },
  {
    code: 'schema/newer-server',
    title: 'The server is newer than this version of Lockstep knows.',
    why: 'What a new major version of PostgreSQL brings along is in catalogs that Lockstep does not read yet. Everything else is compared. Between two servers of that same version it is told for information. Where only one side is newer it may write the same definition in another way, and the verdict is `unknown`.',
    how: 'The server was upgraded before Lockstep.',
    fix: paragraphs('Update Lockstep, here and where it is deployed:', code('npm install --save-dev lockstep@latest')),
  },
  {
    code: 'schema/unused-ignore',
    title: 'The configuration ignores a difference that there is not.',
    why: 'The entry hides nothing today. It is told for information, since it may be meant to hide something, and may hide more than that tomorrow.',
    how: 'The difference was put right, or there is a typing error. `object` is written as reports write it: `public.orders.note`, a function with the types of its arguments, a grant as `public.orders to app`.',
    fix: 'Take the entry out of `schema.ignore`, or correct it.',
  },
];
