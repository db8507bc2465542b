import { connect } from 'node:net';

/** One that is slow to take a call still listens. */
const patienceMs = 200;

/** Does somebody listen at this socket? */
export function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const answer = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.setTimeout(patienceMs, () => answer(true));
    socket.once('connect', () => answer(true));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => answer(code === 'EAGAIN')); // more wait than it takes
  });
}
