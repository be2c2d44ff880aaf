/**
 * A network between a phone and the server that can go silent like a dead spot: nothing closes, nothing arrives, and nobody
 * notices. Data in flight may arrive later, when it is long obsolete.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { HOST } from './server.mjs';

/** @param {number} port of the server */
export async function openLine(port) {
  /** @typedef {{ near: import('node:net').Socket, far: import('node:net').Socket }} Wire */
  /** @type {Set<Wire>} */
  const wires = new Set();
  /** @type {Wire[]} */
  let silent = [];
  const line = createServer({ allowHalfOpen: true }, near => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const wire = { near, far };
    wires.add(wire);
    near.pipe(far);
    far.pipe(near);
    const cut = () => {
      wires.delete(wire);
      near.destroy();
      far.destroy();
    };
    for (const end of [near, far]) end.on('error', cut).on('close', cut);
  }).listen(0, '127.0.0.1');
  await once(line, 'listening');
  const { port: own } = /** @type {import('node:net').AddressInfo} */ (line.address());
  return {
    origin: `http://${HOST}:${own}`,
    /** Silences all open connections; new ones work. */
    silence() {
      silent = [...wires];
      for (const { near, far } of silent) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    /** Delivers to the server what the phone sent into the silence. Returns true if there was anything. */
    async deliver() {
      let any = false;
      for (const { near, far } of silent) {
        /** @type {Buffer | null} */
        const held = near.read();
        if (!held || far.destroyed) continue;
        any = true;
        await new Promise(written => far.write(held, written));
      }
      return any;
    },
    close() {
      for (const { near, far } of [...wires]) {
        near.destroy();
        far.destroy();
      }
      line.close();
    },
  };
}
