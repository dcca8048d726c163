/**
 * Text that may quote what somebody typed, without the credentials in it: a URL of a database is hidden whole, of any
 * other URL the part before the @, and what follows `password=`.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/\bpostgres(ql)?:\/+(.*@)?[^\s"'`;,)]*/gi, 'postgres://****')
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/]*@/gi, '$1****@')
    .replace(/(\bpassword\s*[=:]\s*)[^\s&]+/gi, '$1****');
}
