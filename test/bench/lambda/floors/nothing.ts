/** Node.js and the runtime alone. */
export const handler = async () => 0;
