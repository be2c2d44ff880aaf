/** Ballots as no page of ours would send them, from a guest's browser. */

/**
 * Joins as a guest and sends ballots to a poll, one after the other on one socket. Returns the server's answer to each: `ack`, or
 * the reason of the rejection.
 * @param {import('playwright-core').Page} page  a page of the event
 * @param {number} poll
 * @param {unknown[]} ballots
 * @returns {Promise<any[]>}
 */
export const sendBallots = (page, poll, ballots) =>
  page.evaluate(
    async ({ poll, ballots }) => {
      await fetch(`${location.pathname}/join`, { method: 'POST' });
      const url = `${location.origin}${location.pathname}/socket?role=participant`;
      const socket = new WebSocket(url.replace('http', 'ws'));
      /** @type {any[]} */
      const answers = [];
      await new Promise((done, fail) => {
        socket.onclose = () => fail(new Error(`the connection ended after ${JSON.stringify(answers)}`));
        socket.onmessage = ({ data }) => {
          const { t, n, why } = JSON.parse(data);
          if (t === 'welcome') {
            for (const [i, ballot] of ballots.entries())
              socket.send(
                JSON.stringify({ t: 'do', c: 4_000_000, n: i + 1, cmd: { cast: { poll, ballot } } }),
              );
          } else if (t === 'ack' || t === 'rejected') answers[n - 1] = why ?? t;
          if (Object.keys(answers).length === ballots.length) done(undefined);
        };
      });
      socket.onclose = null;
      socket.close();
      return answers;
    },
    { poll, ballots },
  );
