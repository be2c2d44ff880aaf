// The poll of both peers: ballots in memory, counts by option, and a tally at most every tenth of a second. Its frames
// equal Plenary's, byte for byte.

const POLL = 1;
const OPTIONS = 4;
const PACE_MS = 100;

export class Poll {
  // `first` is the first sequence, so that numbers are as long as Plenary's. `publish` receives each tally.
  constructor(first, publish) {
    this.seq = first;
    this.toldSeq = first;
    this.picks = new Array(OPTIONS).fill(0);
    this.count = 0;
    this.publish = publish;
    this.toldAt = 0;
    this.timer = null;
  }

  // Handles a frame of a voter, which may be any object with a stable identity. Returns the answer, if there is one.
  take(voter, frame) {
    if (frame.t !== 'do') return undefined;
    const { c, n, cmd } = frame;
    const pick = cmd.cast?.ballot.choice?.[0];
    if (cmd.cast?.poll !== POLL || !(pick >= 0 && pick < OPTIONS)) {
      return { t: 'rejected', c, n, why: { kind: 'unknown' } };
    }
    if (voter.pick === undefined) this.count += 1;
    else this.picks[voter.pick] -= 1;
    this.picks[pick] += 1;
    voter.pick = pick;
    this.seq += 1;
    this.tellSoon();
    return { t: 'ack', c, n, seq: this.seq };
  }

  tellSoon() {
    if (this.timer) return;
    const wait = Math.max(0, this.toldAt + PACE_MS - performance.now());
    // Ballots that arrive together go into one tally, even if it is due at once.
    this.timer = wait > 0 ? setTimeout(() => this.tell(), wait) : setImmediate(() => this.tell());
  }

  tell() {
    this.timer = null;
    this.toldAt = performance.now();
    const tally = { k: 'tally', id: POLL, count: this.count, tally: { choice: this.picks }, shares: shares(this.picks) };
    this.publish({ t: 'change', from: this.toldSeq, to: this.seq, set: [tally] });
    this.toldSeq = this.seq;
  }
}

// Whole percents: the largest remainders are rounded up, unless that would make equal counts differ.
function shares(picks) {
  const ballots = picks.reduce((sum, n) => sum + n, 0);
  const percents = picks.map(n => (ballots ? Math.floor((n * 100) / ballots) : 0));
  if (!ballots) return { percents };
  let left = percents.reduce((rest, percent) => rest - percent, 100);
  const remainder = n => (n * 100) % ballots;
  const counts = [...new Set(picks)].sort((a, b) => remainder(b) - remainder(a) || b - a);
  for (const count of counts) {
    const equals = [...picks.keys()].filter(i => picks[i] === count);
    if (equals.length > left) break;
    left -= equals.length;
    for (const i of equals) percents[i] += 1;
  }
  return left > 0 ? { percents, rounded: true } : { percents };
}

// `node PEER.mjs PORT FIRST`
export const [port = 0, first = 0] = process.argv.slice(2).map(Number);

export function listening(server) {
  server.listen(port, '127.0.0.1', () => {
    console.log(`listening on ${server.address().port}`);
  });
}
