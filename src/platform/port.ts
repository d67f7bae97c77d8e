import { createServer } from 'node:net';

const FIRST_PORT = 3000;
const LAST_PORT = 3020;

/**
 * The port that was asked for, if it is free, else the first free one from 3000 up: known before anything is opened, since
 * mails and passkeys name it, and an empty database takes a while to fill.
 */
export async function choosePort(asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    const error = await tryPort(asked);
    if (error) throw portError(asked, error);
    return asked;
  }
  for (let port = FIRST_PORT; port <= LAST_PORT; port++) if (!(await tryPort(port))) return port;
  throw new Error(
    `No port from ${FIRST_PORT} to ${LAST_PORT} is free. Choose another with: npm start -- --port N`,
  );
}

/** For the person who chose it; other errors are told as they are. */
export function portError(port: number, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(`Port ${port} is taken. Choose another with: npm start -- --port N`, { cause: error });
  if (error.code === 'EACCES')
    return new Error(`Port ${port} is not for us to open. Choose one from 1024 up: npm start -- --port N`, {
      cause: error,
    });
  return error;
}

function tryPort(port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', answer);
    probe.listen(port, () => probe.close(() => answer(undefined)));
  });
}
