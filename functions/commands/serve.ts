import { once } from 'node:events';
import { command } from '../command.ts';
import { withHouse } from '../house.ts';
import { commonOptions } from '../options.ts';
import { print } from '../output.ts';
import type { Listening } from '../serve/server.ts';

const text = { type: 'string', requiresArg: true } as const;

export const serve = command({
  usage: 'serve',
  describe: 'Answer webhooks over HTTP, as the Lambdas do, and show a page with the reports',
  options: {
    port: { type: 'number', requiresArg: true, default: 8125, describe: 'to listen on; 0 for a free one' },
    host: { ...text, default: '127.0.0.1', describe: 'to listen on; there is no TLS' },
    archive: { ...text, describe: 'folder that keeps reports and deliveries (a temporary one)' },
    config: commonOptions.config,
  },
  examples: [
    ['serve', 'a page at http://127.0.0.1:8125; POST /check, /fix, /verify; GET /reports/<id>, /healthz'],
    ['serve --port 9000 --archive ./reports', 'keep reports, which are the history on the page'],
  ],
  run: ({ port, host, archive, config }) =>
    withHouse(async ({ signal }) => {
      // Only a server loads what a server needs.
      const { withDesk } = await import('../serve/desk.ts');
      const { listen } = await import('../serve/server.ts');
      return withDesk({ archive, config }, async (desk) => {
        const listening = await listen(desk, { host, port });
        if (!['127.0.0.1', '::1', 'localhost'].includes(host)) process.stderr.write(`${noTls}\n`);
        await print(greeting(host, listening));
        if (!signal.aborted) await once(signal, 'abort');
        await listening.stop();
        return 0;
      });
    }),
});

function greeting(host: string, { port, oneTimeToken }: Listening): string {
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const how =
    oneTimeToken === null
      ? `which shows a page to a browser; try: curl -H "authorization: Bearer $LOCKSTEP_BEARER_TOKEN" -d '{}' ${address}/check`
      : `which shows a page to a browser; to run something from it open ${address}/?token=${oneTimeToken} (good once)`;
  return `listening on ${address}, ${how}`;
}

const noTls = 'others can reach this address, and there is no TLS: let a proxy that has it stand before it';
