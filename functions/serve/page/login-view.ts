import { html, type Markup } from '../../../shared/report/html/markup.ts';

interface Shown {
  /** where to go on */
  to: string;
  /** what was wrong with the last attempt */
  wrong: string | null;
  /** nobody can log in where no keys are set up */
  keys: boolean;
}

/** Asks for a token. */
export function loginView({ to, wrong, keys }: Shown): Markup {
  if (!keys) {
    return html`<h1>Closed</h1>
<p>Others can reach this address, and no keys are set up. Make one, and start <code>lockstep serve</code> again:</p>
<pre>export LOCKSTEP_BEARER_TOKEN="$(openssl rand -base64 24)"</pre>`;
  }
  return html`<h1>Log in</h1>
${wrong === null ? undefined : html`<p class="problem" role="alert">${wrong}</p>`}
<form method="post" action="/login" class="login"><input type="hidden" name="to" value="${to}">
<input type="text" name="username" autocomplete="username" value="lockstep" hidden>
<label for="key">Bearer token of this server</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
<button>Log in</button></form>
<p>It is one of <code>LOCKSTEP_BEARER_TOKEN</code> and <code>auth.bearer</code>, where the server runs.</p>`;
}
