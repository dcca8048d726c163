// Imported before anything else: what the process list shows of us must not hold a --url with its password.
const names = [
  'check',
  'fix',
  'verify',
  'deploy',
  'compare',
  'snapshot',
  'expect',
  'lint',
  'manifest',
  'serve',
  'demo',
  'explain',
  'completion',
];
process.title = ['lockstep', ...process.argv.slice(2).filter((word) => names.includes(word))].slice(0, 2).join(' ');
