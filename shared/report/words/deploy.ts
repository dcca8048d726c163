import { code, paragraphs, type Words } from './entry.ts';

/** What `lockstep deploy` refuses, and what goes wrong on the way. */
export const deployWords: Words[] = [
  {
    code: 'deploy/no-restore-point',
    title: 'No restore point can be made.',
    why: 'A deploy without a way back is not begun: nothing was run and nothing was changed. A migration that fails half-way, or one that drops the wrong column, would leave nothing but the last nightly backup.',
    how: 'Nothing says how to make one (a database at Neon needs its project), a key or a right is missing, pg_dump is not there or older than the server, the disk is full, the branch limit of the Neon project is reached, or the service does not answer. The message says which.',
    fix: paragraphs(
      'Configure how it is made; docs/restore-points.md tells what each method needs:',
      code(
        `"production": { "url": "\${DATABASE_URL}", "restore": { "method": "neon-branch", "project": "shiny-wind-028834" } }`,
        `"production": { "url": "\${DATABASE_URL}", "restore": { "method": "rds-snapshot" } }`,
        `"production": { "url": "\${DATABASE_URL}", "restore": { "method": "pg-dump", "directory": "/backups" } }`,
      ),
      'Try it by itself, before the deploy needs it:',
      code('lockstep backup --target production'),
      'A deploy that can do without one:',
      code('lockstep deploy --target production --no-restore-point -- npx prisma migrate deploy'),
    ),
  },
];
