// AWS's runtime for Node.js talks to the Runtime API through an addon in C++, which npm would have to compile. This stands
// in for it: `node --require ./rapid-client.cjs aws-lambda-ric/index.mjs index.handler`.
const { request } = require('node:http');
const Module = require('node:module');

// Read at once: the runtime deletes it.
const api = process.env.AWS_LAMBDA_RUNTIME_API;
let posted = Promise.resolve();

const call = (method, path, body, headers) =>
  new Promise((resolve, reject) => {
    const sent = request(`http://${api}/2018-06-01/runtime${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ bodyJson: text, headers: answer.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const addon = {
  initializeClient() {},
  async next() {
    await posted;
    return call('GET', '/invocation/next').catch(() => process.exit(0));
  },
  done(id, body) {
    posted = call('POST', `/invocation/${id}/response`, body);
  },
  error(id, body) {
    const kind = JSON.parse(body).errorType;
    posted = call('POST', `/invocation/${id}/error`, body, { 'lambda-runtime-function-error-type': kind });
  },
};

const load = Module._load;
Module._load = function loaded(name, ...rest) {
  return String(name).endsWith('rapid-client.node') ? addon : load.call(this, name, ...rest);
};
