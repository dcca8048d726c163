/** What stands in SQL for a value that only Django can compute: a function's, or the time of the migration. */
export const standIn = "'(computed by Django)'";
