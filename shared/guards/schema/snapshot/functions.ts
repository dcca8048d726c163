import { functions, owner } from './catalog.ts';
import type { Family } from './family.ts';

/** The server writes every function but aggregates. https://www.postgresql.org/docs/current/catalog-pg-aggregate.html */
const aggregateDefinition = `format(
    E'CREATE OR REPLACE AGGREGATE %I.%I(%s) (\\n    %s\\n)',
    p.nspname,
    p.proname,
    CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END,
    concat_ws(
      E',\\n    ',
      'SFUNC = ' || g.aggtransfn::text,
      'STYPE = ' || format_type(g.aggtranstype, NULL),
      CASE WHEN g.aggtransspace <> 0 THEN 'SSPACE = ' || g.aggtransspace END,
      CASE WHEN g.aggfinalfn <> 0 THEN 'FINALFUNC = ' || g.aggfinalfn::text END,
      CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
      CASE WHEN g.aggfinalfn <> 0 AND g.aggfinalmodify <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char" THEN
        'FINALFUNC_MODIFY = ' || CASE g.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END
      END,
      CASE WHEN g.aggcombinefn <> 0 THEN 'COMBINEFUNC = ' || g.aggcombinefn::text END,
      CASE WHEN g.aggserialfn <> 0 THEN 'SERIALFUNC = ' || g.aggserialfn::text END,
      CASE WHEN g.aggdeserialfn <> 0 THEN 'DESERIALFUNC = ' || g.aggdeserialfn::text END,
      'INITCOND = ' || quote_literal(g.agginitval),
      CASE WHEN g.aggmtransfn <> 0 THEN 'MSFUNC = ' || g.aggmtransfn::text END,
      CASE WHEN g.aggminvtransfn <> 0 THEN 'MINVFUNC = ' || g.aggminvtransfn::text END,
      CASE WHEN g.aggmtranstype <> 0 THEN 'MSTYPE = ' || format_type(g.aggmtranstype, NULL) END,
      CASE WHEN g.aggmtransspace <> 0 THEN 'MSSPACE = ' || g.aggmtransspace END,
      CASE WHEN g.aggmfinalfn <> 0 THEN 'MFINALFUNC = ' || g.aggmfinalfn::text END,
      CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
      CASE WHEN g.aggmfinalfn <> 0 AND g.aggmfinalmodify <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char" THEN
        'MFINALFUNC_MODIFY = ' || CASE g.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END
      END,
      'MINITCOND = ' || quote_literal(g.aggminitval),
      CASE WHEN g.aggsortop <> 0 THEN
        'SORTOP = ' || (
          SELECT format('OPERATOR(%I.%s)', s.nspname, o.oprname)
          FROM pg_operator o
          JOIN pg_namespace s ON s.oid = o.oprnamespace
          WHERE o.oid = g.aggsortop
        )
      END,
      CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
      CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END
    )
  )`;

export const functionFamily: Family = {
  kinds: ['function'],
  query: (wanted) => `
SELECT
  p.nspname AS in_schema,
  p.signature AS named,
  CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window' END AS "function kind",
  CASE WHEN p.prokind = 'a' THEN ${aggregateDefinition} ELSE rtrim(pg_get_functiondef(p.oid), E'\\n') END AS definition,
  ${owner('p.proowner', wanted)} AS owner
FROM ${functions(wanted)} p
LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid`,
  /** `kind` alone would be the object's. */
  finish({ is }) {
    const { 'function kind': kind } = is;
    if (kind === undefined) return;
    delete is['function kind'];
    is.kind = kind;
  },
};
