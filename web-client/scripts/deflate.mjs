/**
 * Compresses what a guest's phone waits for. zlib takes the first long match it finds. This tries all of them, takes those that
 * need the fewest bits in total, and begins a new Huffman code where the text changes, which saves a twentieth. It takes a second
 * for a page, and runs only in the build. The format is RFC 1951.
 */

const WINDOW = 32768;
const SHORTEST = 3;
const LONGEST = 258;
const END = 256;
/** Rounds of parsing with the costs that the last round found. */
const ROUNDS = 12;
/** A block of fewer symbols does not pay for its own code. */
const BLOCK_SYMBOLS_MIN = 100;

/** Places at which a block is tried to be cut in two. */
const PLACES = 64;

/** By symbol from 257: the shortest length. The next symbol's is one behind the longest. */
const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BITS = [...Array(30).keys()].map(symbol => Math.max(0, (symbol >> 1) - 1));
const DISTANCES = DISTANCE_BITS.map(
  (_, symbol) => 1 + DISTANCE_BITS.slice(0, symbol).reduce((sum, bits) => sum + (1 << bits), 0),
);
/** The order in which the lengths of the code for code lengths are written. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Returns, for each number up to `most`, the last symbol that begins at or below it. */
const symbols = (starts, most) => {
  const numbered = new Uint16Array(most + 1);
  for (const [symbol, start] of starts.entries()) numbered.fill(symbol, start);
  return numbered;
};
const LENGTH_SYMBOL = symbols(LENGTHS, LONGEST);
const DISTANCE_SYMBOL = symbols(DISTANCES, WINDOW);

/**
 * Returns bytes as blocks of deflate that end on a byte boundary, so that other blocks can follow in the same stream.
 * @param {Buffer} bytes @param {Buffer} before what the stream contains before them
 */
export function deflate(bytes, before = Buffer.alloc(0)) {
  const dictionary = before.subarray(-WINDOW);
  const text = Buffer.concat([dictionary, bytes]);
  const matches = findMatches(text, dictionary.length);
  const whole = squeeze(text, matches, dictionary.length, text.length);
  const bits = makeBits();
  let from = dictionary.length;
  for (const to of [...cuts(whole), text.length]) {
    writeBlock(bits, squeeze(text, matches, from, to));
    from = to;
  }
  // An empty stored block: its header, the rest of the byte, a length of zero and its complement.
  bits.put(0, 3);
  return Buffer.concat([bits.bytes(), Buffer.from([0, 0, 0xff, 0xff])]);
}

/** Returns the matches at each position: pairs of a length and the least distance at which it is found, both rising. */
function findMatches(text, start) {
  const found = Array(text.length);
  const last = new Map();
  const previous = new Int32Array(text.length).fill(-1);
  for (let at = 0; at + SHORTEST <= text.length; at++) {
    const key = (text[at] << 16) | (text[at + 1] << 8) | text[at + 2];
    let other = last.get(key) ?? -1;
    previous[at] = other;
    last.set(key, at);
    if (at < start) continue;
    const most = Math.min(LONGEST, text.length - at);
    const pairs = [];
    let best = SHORTEST - 1;
    for (; other >= 0 && at - other <= WINDOW && best < most; other = previous[other]) {
      if (text[other + best] !== text[at + best]) continue;
      let length = SHORTEST;
      while (length < most && text[other + length] === text[at + length]) length++;
      if (length > best) {
        best = length;
        pairs.push([length, at - other]);
      }
    }
    found[at] = pairs;
  }
  return found;
}

/** Parses a part of the text again and again, each time with the costs of the symbols found before, and returns the best way. */
function squeeze(text, matches, from, to) {
  let costs = { literal: new Float64Array(286).fill(8), distance: new Float64Array(30).fill(5) };
  let best;
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = parse(text, matches, from, to, costs);
    const counts = countOf(parsed);
    const bits = bitsOf(counts);
    if (!best || bits < best.bits) best = { parsed, bits, from };
    costs = { literal: entropies(counts.literal), distance: entropies(counts.distance) };
  }
  return best;
}

/** Returns the way through a part of the text with the lowest costs: literals as they are, matches as [length, distance]. */
function parse(text, matches, from, to, { literal, distance }) {
  const size = to - from;
  const cost = new Float64Array(size + 1).fill(Infinity);
  const lengths = new Uint16Array(size + 1);
  const distances = new Uint16Array(size + 1);
  const lengthCost = Float64Array.from({ length: LONGEST + 1 }, (_, length) => {
    const symbol = LENGTH_SYMBOL[length];
    return literal[257 + symbol] + LENGTH_BITS[symbol];
  });
  cost[0] = 0;
  for (let i = 0; i < size; i++) {
    const one = cost[i] + literal[text[from + i]];
    if (one < cost[i + 1]) {
      cost[i + 1] = one;
      lengths[i + 1] = 1;
    }
    let length = SHORTEST;
    for (const [most, far] of matches[from + i] ?? []) {
      const symbol = DISTANCE_SYMBOL[far];
      const base = cost[i] + distance[symbol] + DISTANCE_BITS[symbol];
      for (; length <= most && i + length <= size; length++) {
        const sum = base + lengthCost[length];
        if (sum < cost[i + length]) {
          cost[i + length] = sum;
          lengths[i + length] = length;
          distances[i + length] = far;
        }
      }
    }
  }
  const way = [];
  for (let i = size; i > 0; i -= lengths[i])
    way.push(lengths[i] === 1 ? text[from + i - 1] : [lengths[i], distances[i]]);
  return way.reverse();
}

function countOf(parsed) {
  const counts = { literal: new Uint32Array(286), distance: new Uint32Array(30) };
  for (const part of parsed) add(counts, part);
  counts.literal[END]++;
  return counts;
}

function add({ literal, distance }, part) {
  if (typeof part === 'number') literal[part]++;
  else {
    literal[257 + LENGTH_SYMBOL[part[0]]]++;
    distance[DISTANCE_SYMBOL[part[1]]]++;
  }
}

/** Returns the cost of each symbol in bits, in a code without whole bits. A symbol that is not used yet costs as one used once. */
function entropies(counts) {
  const sum = counts.reduce((sum, count) => sum + count, 0) || 1;
  return Float64Array.from(counts, count => Math.log2(sum / (count || 1)));
}

/** Returns about how many bits a block with these counts takes, with its header. */
function bitsOf({ literal, distance }) {
  const part = (counts, extra) => {
    const costs = entropies(counts);
    return counts.reduce((sum, count, i) => (count ? sum + count * (costs[i] + extra(i)) + 3.5 : sum), 0);
  };
  return (
    60 +
    part(literal, symbol => (symbol > END ? LENGTH_BITS[symbol - 257] : 0)) +
    part(distance, i => DISTANCE_BITS[i])
  );
}

/** Returns the places in the text at which another code saves bits, in order. */
function cuts({ parsed, from }) {
  const places = [from];
  for (const part of parsed) places.push(places.at(-1) + (typeof part === 'number' ? 1 : part[0]));
  const bits = (from, to) => bitsOf(countOf(parsed.slice(from, to)));
  const split = (from, to) => {
    let best = { bits: bits(from, to), at: 0 };
    const step = Math.ceil((to - from) / PLACES);
    for (let at = from + BLOCK_SYMBOLS_MIN; at < to - BLOCK_SYMBOLS_MIN; at += step) {
      const sum = bits(from, at) + bits(at, to);
      if (sum < best.bits) best = { bits: sum, at };
    }
    const { at } = best;
    return at ? [...split(from, at), at, ...split(at, to)] : [];
  };
  return split(0, parsed.length).map(at => places[at]);
}

/** Writes a block with its own codes. It is never the last one. */
function writeBlock(bits, { parsed }) {
  const counts = countOf(parsed);
  const literal = codeLengths(counts.literal, 15);
  const distance = codeLengths(counts.distance, 15);
  const used = (lengths, least) => Math.max(least, lengths.findLastIndex(length => length > 0) + 1);
  const literals = used(literal, 257);
  const distances = used(distance, 1);
  const all = [...literal.slice(0, literals), ...distance.slice(0, distances)];
  const header = shortestHeader(all);
  bits.put(0, 1);
  bits.put(2, 2);
  bits.put(literals - 257, 5);
  bits.put(distances - 1, 5);
  bits.put(header.used - 4, 4);
  for (const symbol of ORDER.slice(0, header.used)) bits.put(header.lengths[symbol], 3);
  const ofLengths = codes(header.lengths);
  for (const [symbol, extra, width] of header.runs) {
    bits.code(ofLengths[symbol]);
    bits.put(extra, width);
  }
  const [ofLiterals, ofDistances] = [codes(literal), codes(distance)];
  for (const part of parsed) {
    if (typeof part === 'number') {
      bits.code(ofLiterals[part]);
      continue;
    }
    const [length, far] = part;
    const [size, way] = [LENGTH_SYMBOL[length], DISTANCE_SYMBOL[far]];
    bits.code(ofLiterals[257 + size]);
    bits.put(length - LENGTHS[size], LENGTH_BITS[size]);
    bits.code(ofDistances[way]);
    bits.put(far - DISTANCES[way], DISTANCE_BITS[way]);
  }
  bits.code(ofLiterals[END]);
}

/** Returns the shortest way to write code lengths: runs as [symbol, extra bits, their number], and the code for them. */
function shortestHeader(all) {
  let best;
  for (let use = 0; use < 8; use++) {
    const runs = runsOf(all, (use & 1) > 0, (use & 2) > 0, (use & 4) > 0);
    const counts = new Uint32Array(19);
    for (const [symbol] of runs) counts[symbol]++;
    const lengths = codeLengths(counts, 7);
    const used = Math.max(4, ORDER.findLastIndex(symbol => lengths[symbol] > 0) + 1);
    const bits = used * 3 + runs.reduce((sum, [symbol, , width]) => sum + lengths[symbol] + width, 0);
    if (!best || bits < best.bits) best = { bits, runs, lengths, used };
  }
  return best;
}

/** 16 repeats the last length, 17 and 18 write zeros. */
function runsOf(all, repeats, zeros, manyZeros) {
  const runs = [];
  for (let i = 0; i < all.length; ) {
    let run = 1;
    while (all[i + run] === all[i]) run++;
    const end = i + run;
    if (!all[i]) {
      while (manyZeros && end - i >= 11) {
        const some = Math.min(138, end - i);
        runs.push([18, some - 11, 7]);
        i += some;
      }
      while (zeros && end - i >= 3) {
        const some = Math.min(10, end - i);
        runs.push([17, some - 3, 3]);
        i += some;
      }
    } else if (repeats && run > 3) {
      runs.push([all[i++], 0, 0]);
      while (end - i >= 3) {
        const some = Math.min(6, end - i);
        runs.push([16, some - 3, 2]);
        i += some;
      }
    }
    for (; i < end; i++) runs.push([all[i], 0, 0]);
  }
  return runs;
}

/** Returns the lengths of a Huffman code without any longer than `most`, by merging packages. At least two symbols have a code. */
function codeLengths(counts, most) {
  const lengths = Array(counts.length).fill(0);
  const leaves = [...counts].map((count, symbol) => ({ count, of: [symbol] })).filter(({ count }) => count);
  for (let symbol = 0; leaves.length < 2; symbol++)
    if (!counts[symbol]) leaves.push({ count: 1, of: [symbol] });
  const rising = list => list.sort((a, b) => a.count - b.count);
  rising(leaves);
  let list = leaves;
  for (let level = 1; level < most; level++) {
    const packages = [];
    for (let i = 0; i + 1 < list.length; i += 2)
      packages.push({ count: list[i].count + list[i + 1].count, of: [...list[i].of, ...list[i + 1].of] });
    list = rising([...leaves, ...packages]);
  }
  for (const { of } of list.slice(0, 2 * leaves.length - 2)) for (const symbol of of) lengths[symbol]++;
  return lengths;
}

/** Returns the code of each symbol with its length. */
function codes(lengths) {
  const next = Array(17).fill(0);
  for (const length of lengths) if (length) next[length + 1]++;
  for (let length = 1; length < 17; length++) next[length] = (next[length] + next[length - 1]) << 1;
  // `next` held the number of codes one bit shorter: now it is the first code of each length.
  return lengths.map(length => [length ? next[length]++ : 0, length]);
}

function makeBits() {
  const bytes = [];
  let held = 0;
  let width = 0;
  const bits = {
    put(value, count) {
      held |= value << width;
      width += count;
      for (; width >= 8; width -= 8, held >>>= 8) bytes.push(held & 0xff);
    },
    /** Huffman codes begin with their highest bit. */
    code([code, length]) {
      for (let bit = length - 1; bit >= 0; bit--) bits.put((code >> bit) & 1, 1);
    },
    /** Fills the last byte. */
    bytes: () => Buffer.from(width ? [...bytes, held & 0xff] : bytes),
  };
  return bits;
}
