exports.up = async () => { process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); };
exports.config = { transaction: false };
exports.down = async () => {};
