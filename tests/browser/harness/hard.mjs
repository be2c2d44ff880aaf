/**
 * Hard events from a seed: every length and script that event files and guests can produce, up to the server's limits. The same
 * seed gives the same events.
 */
import { event, session as running, stage, tally } from './picture.mjs';

/** @typedef {import('./picture.mjs').Item} Item */

/** The server's `OPTIONS_MAX`, `TITLE_CHARS_MAX`, `QUESTION_CHARS_MAX`, `NAME_CHARS_MAX`, `END_CHARS_MAX`, `PLACED_MAX`,
 * `NICKNAME_CHARS_MAX`, `VALUE_CHARS_MAX`, `CAPTION_CHARS_MAX` and `ANNOUNCEMENT_CHARS_MAX`. */
const OPTIONS_MAX = 20;
const PLACED_MAX = 10;
const TITLE_CHARS = 200;
const UNIT_CHARS = 24;
const QUESTION_CHARS = 300;
const NAME_CHARS = 60;
const END_CHARS = 40;
const NICKNAME_CHARS = 20;
const WORD_CHARS = 25;
const OWN_CHARS = 60;
const VALUE_CHARS = 40;
const CAPTION_CHARS = 200;
const ANNOUNCEMENT_CHARS = 200;

/** Words of each script, from which texts are built up to their length. */
const WORDS = {
  en: 'the city should plan heat storage with district networks before winter and let owners decide together'.split(
    ' ',
  ),
  de: 'Donaudampfschifffahrtsgesellschaft Straßenverkehrsordnung der Wärmepumpenförderung Energieversorgungsunternehmen für die Stadt'.split(
    ' ',
  ),
  'zh-Hans':
    '城市 可持续 发展 能源 合作 在 老旧 小区 改造 中 如何 与 热泵 配合，储能 系统 、 绿色 建筑'.split(' '),
  ar: 'عبر شارع محمد الخامس و الميناء (رقم 12) وزارة النقل كيف تفضلون مسار الترام'.split(' '),
  fr: 'quels partenariats public-privé pour l’hydrogène décarboné et l’interconnexion des réseaux européens'.split(
    ' ',
  ),
  ja: '路面電車 の 延伸 に 関する 公聴会 で どの 経路 が 最も 望ましい'.split(' '),
};

const LANGS = [
  ['en'],
  ['en', 'zh-Hans'],
  ['zh-Hans', 'en'],
  ['de', 'en'],
  ['ar', 'en'],
  ['en', 'zh-Hans', 'ar'],
  ['de', 'fr', 'zh-Hans'],
  ['ja', 'zh-Hans', 'en'],
];

/** A small random generator that is good enough here: mulberry32. @param {number} seed */
export function dice(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (/** @type {number} */ n) => Math.floor(next() * n);
  return {
    below,
    /** @template T @param {readonly T[]} list @returns {T} */
    of: list => /** @type {T} */ (list[below(list.length)]),
    between: (/** @type {number} */ a, /** @type {number} */ b) => a + below(b - a + 1),
  };
}
/** @typedef {ReturnType<typeof dice>} Dice */

/** Returns a text of exactly this many characters. @param {Dice} d @param {string} lang @param {number} chars */
function text(d, lang, chars) {
  const shape = d.below(8);
  if (shape === 0) return 'W'.repeat(chars);
  const words = WORDS[/** @type {keyof typeof WORDS} */ (lang)];
  const gap = lang === 'zh-Hans' || lang === 'ja' ? '' : shape === 1 ? '' : ' ';
  let out = '';
  while (out.length < chars) out += d.of(words) + gap;
  return out.slice(0, chars).trim().padEnd(1, 'x');
}

/** A text in each language, some of them missing. @param {Dice} d @param {string[]} langs @param {number} chars_max */
function texts(d, langs, chars_max) {
  const lengths = [
    1,
    8,
    Math.ceil(chars_max / 3),
    Math.ceil(chars_max / 2),
    Math.max(1, chars_max - 5),
    chars_max,
  ];
  const own = d.of(lengths);
  return Object.fromEntries(
    langs.filter((_, i) => i === 0 || d.below(6)).map(lang => [lang, text(d, lang, own)]),
  );
}

/**
 * Returns one event in one scene; `beside` is a poll of some kind with its rounds or groups.
 * @param {number} seed
 * @param {'choice' | 'scale' | 'motion' | 'session' | 'plates' | 'question' | 'questions' | 'join' | 'holding' | 'words' | 'text' | 'ranking' | 'points' | 'estimate' | 'quiz' | 'board' | 'matrix' | 'beside' | 'beside_words' | 'survey' | 'captions' | 'strip' | 'announcement'} scene
 * @returns {import('./picture.mjs').Item[]}
 */
export function hardEvent(seed, scene) {
  if (scene === 'beside') return beside(seed, DIVIDED);
  if (scene === 'beside_words') return beside(seed, ['words', 'text']);
  const d = dice(seed * 8 + scene.length);
  const langs = d.of(LANGS);
  const title = () => texts(d, langs, TITLE_CHARS);
  const id = seed + 1;
  const short = d.below(3) ? texts(d, langs, 60) : title();
  /** @type {import('./picture.mjs').Item[]} */
  const items = [
    event({
      langs,
      title: title(),
      short,
      venue: title(),
      wifi: { name: text(d, 'en', d.between(1, 32)), password: text(d, 'en', d.between(8, 63)) },
    }),
  ];
  const person = (/** @type {number} */ n) => ({
    k: 'person',
    id: n,
    key: `p${n}`,
    name: texts(d, langs, d.below(3) ? NAME_CHARS : TITLE_CHARS),
    org: texts(d, langs, d.below(3) ? NAME_CHARS : TITLE_CHARS),
  });
  const people = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => person(i));
  const session = (/** @type {Item} */ of) => running({ title: title(), ...of });
  const phase = d.of(['ready', 'open', 'open', 'closed', 'revealed', 'revealed']);
  const poll = (/** @type {object} */ of) => ({
    k: 'poll',
    id,
    session: 1,
    title: title(),
    options: [],
    phase,
    changeable: true,
    since: 1,
    order: 1,
    ...(phase === 'open' && d.below(2) && { closes_at: Date.now() + 3_600_000 }),
    ...of,
  });
  const question = (/** @type {number} */ n, /** @type {string} */ state) => {
    const own = texts(d, langs, QUESTION_CHARS);
    const [[lang, words], ...others] = Object.entries(own);
    return {
      k: 'question',
      id: n,
      content: {
        text: words,
        lang,
        translations: Object.fromEntries(others),
        ...(d.below(3) && {
          name: text(d, lang, d.of([2, 20, NAME_CHARS])),
          org: text(d, lang, d.of([2, 20, NAME_CHARS])),
        }),
      },
      ...(d.below(2) && { to: [{ person: 0 }, { organisation: 0 }, { session: 0 }][d.below(3)] }),
      state,
      upvotes: d.of([0, 7, 184, 20_000]) - (n % 3),
      at: n,
      since: n,
    };
  };
  /** Says in the picture of a session what comes next. */
  const tease = () => {
    const at = items.length - 1;
    const [asked, after] = d.of([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ]);
    if (asked) items.push({ ...question(900, 'next'), upvotes: 1 });
    if (after) items.push(session({ id: 900, state: 'coming', order: 9 }));
    Object.assign(items[at] ?? {}, asked && { next_question: 900 }, after && { next: 900 });
  };
  const counts = (/** @type {number} */ n) => Array.from({ length: n }, () => d.of([0, 1, 7, 7, 120, 4000]));
  const sum = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0);
  const hidden = phase !== 'revealed' && d.below(3) === 0;
  if (scene === 'choice') {
    const n = d.of([2, 2, 3, 4, 5, 6, 7, 9, 12, 14, OPTIONS_MAX]);
    const chars = d.of([12, 40, 80, 130, 195, TITLE_CHARS]);
    const options = Array.from({ length: n }, () => texts(d, langs, chars));
    const picks = counts(n);
    items.push(session({}), poll({ kind: { choice: { min: 1, max: d.of([1, 1, 3]) } }, options }));
    if (phase !== 'ready')
      items.push(hidden ? { k: 'tally', id, count: sum(picks) } : tally(id, picks, { choice: picks }));
    items.push(stage({ poll: id }));
  } else if (scene === 'free_choice') {
    const n = d.of([2, 3, 4, 6, 12, OPTIONS_MAX]);
    const chars = d.of([12, 40, 80, TITLE_CHARS]);
    const options = Array.from({ length: n }, () => texts(d, langs, chars));
    const other = d.below(3) ? OWN_CHARS : undefined;
    const none = d.of([undefined, 'abstain', 'none_of_these']);
    const answers = counts(other ? n + 1 : n);
    const said = Array.from({ length: d.of([0, 1, 3, 24]) }, (_, i) => {
      const [[lang, words], ...others] = Object.entries(texts(d, langs, OWN_CHARS));
      return { id: i, lang, text: words, translations: Object.fromEntries(others), count: d.of([1, 300]) };
    });
    const max = d.of([1, 1, 2]);
    const kind = { free_choice: { min: 1, max, ...(other && { other }), ...(none && { none }) } };
    // None of them is there, and each has its place.
    const hashes = Array.from({ length: n }, () => d.of(['', 'k3F9-_aB01cdEFgh', 'QWxsT2ZUaGVzZUFy']));
    items.push(session({}), poll({ kind, options, ...(d.below(2) && { pictures: hashes }) }));
    if (phase !== 'ready') {
      const base = sum(answers);
      const without = none ? d.of([0, 5, 4000]) : 0;
      const shown = other && phase === 'revealed' ? { said, approved: said.length + d.below(3) } : {};
      const counted = { ...tally(id, answers, { free_choice: { answers, base, none: without, ...shown } }) };
      const count = base + without;
      items.push(hidden ? { k: 'tally', id, count } : { ...counted, count });
    }
    items.push(stage({ poll: id }));
  } else if (scene === 'scale') {
    const look = d.of(['numbers', 'numbers', 'stars', 'recommend']);
    const from = look === 'recommend' ? 0 : look === 'stars' ? 1 : d.below(2);
    const steps = look === 'recommend' ? 11 : d.between(2, look === 'stars' ? 6 : 11 - from);
    const chars = d.of([12, 40, 80, TITLE_CHARS]);
    const n = look === 'recommend' ? 0 : d.of([0, 0, 1, 3, 5, 6, 10]);
    const options = Array.from({ length: n }, () => texts(d, langs, chars));
    const picks = Array.from({ length: Math.max(1, n) }, () => counts(steps));
    const rules = { steps, from, look, low: texts(d, langs, END_CHARS), high: texts(d, langs, END_CHARS) };
    items.push(session({}), poll({ kind: { scale: rules }, options }));
    const all = Math.max(...picks.map(sum));
    const told = phase === 'revealed' && {
      median_tenths: 10 * from + d.below(10 * (steps - 1) + 1),
    };
    const promoters = { detractors: 100, passives: 0, promoters: 0, score: -100 };
    const counted = {
      items: picks.map(counts => ({ counts, ...told })),
      ...(look === 'recommend' && phase === 'revealed' && { promoters }),
    };
    if (phase !== 'ready')
      items.push(
        hidden
          ? { k: 'tally', id, count: all }
          : { ...tally(id, picks.flat(), { scale: counted }), count: all },
      );
    items.push(stage({ poll: id }));
  } else if (scene === 'motion') {
    const base = d.of(['cast', 'without_abstentions', 'present']);
    const majority = d.of([undefined, 'simple', 'three_fifths', 'two_thirds', 'three_quarters']);
    const [yes = 0, no = 0, none = 0, absent = 0] = counts(4);
    const parts = [yes, no, ...(base === 'without_abstentions' ? [] : [none])];
    if (base === 'present') parts.push(absent);
    const counted = {
      counts: [yes, no, none],
      base: sum(parts),
      ...(base === 'present' && { absent }),
      ...(majority && yes + no + none && { adopted: yes > no }),
    };
    items.push(session({}), poll({ kind: { motion: { base, ...(majority && { majority }) } } }));
    if (phase === 'revealed')
      items.push({ ...tally(id, parts, { motion: counted }), count: yes + no + none });
    else if (phase !== 'ready') items.push({ k: 'tally', id, count: yes + no + none });
    items.push(stage({ poll: id }));
  } else if (scene === 'words') {
    const words = Array.from({ length: d.of([0, 1, 3, 12, 28, 40]) }, (_, n) => {
      const [[lang, own], other] = Object.entries(texts(d, langs, d.of([4, 12, WORD_CHARS])));
      const also = other && d.below(3) === 0 ? { [other[0]]: other[1] } : {};
      return { ids: [n], text: own, lang, also, count: d.of([1, 1, 2, 9, 40, 9000]), leads: n === 0 };
    });
    items.push(session({}), poll({ kind: { words: { max: 3, chars: WORD_CHARS, chinese: 'whole' } } }));
    if (phase !== 'ready')
      items.push({
        k: 'tally',
        id,
        count: 20_000,
        ...(!hidden && {
          tally: { words: { words, mentions: 50_000, waiting: d.of([0, 4]) } },
          shares: { percents: [] },
        }),
      });
    items.push(stage({ poll: id }));
  } else if (scene === 'text') {
    const slips = Array.from({ length: d.of([0, 1, 2, 4, 7, 24]) }, (_, n) => {
      const [[lang, own], ...others] = Object.entries(texts(d, langs, d.of([40, 140, QUESTION_CHARS])));
      return {
        id: n,
        text: own,
        lang,
        translations: d.below(3) ? Object.fromEntries(others) : {},
        count: d.of([1, 1, 7]),
        ...(d.below(3) === 0 && { group: text(d, lang, d.of([4, 20, NAME_CHARS])) }),
      };
    });
    const tally = {
      slips,
      approved: slips.length,
      waiting: d.of([0, 4]),
      ...(slips.length && d.below(2) && { taken: 0 }),
    };
    items.push(session({}), poll({ kind: { text: { chars: QUESTION_CHARS } } }));
    if (phase !== 'ready')
      items.push({
        k: 'tally',
        id,
        count: 300,
        ...(!hidden && { tally: { text: tally }, shares: { percents: [] } }),
      });
    items.push(stage({ poll: id }));
  } else if (scene === 'ranking') {
    const n = d.of([2, 3, 5, 6, 7, 9, 12, OPTIONS_MAX]);
    const chars = d.of([12, 40, 80, 130, TITLE_CHARS]);
    const options = Array.from({ length: n }, () => texts(d, langs, chars));
    const points = counts(n);
    const firsts = counts(n);
    const most = Math.max(1, ...points);
    const ranks = points.map(own => 1 + points.filter(other => other > own).length);
    const ladder = { first: n - 1, points, firsts, ranks: sum(points) ? ranks : [] };
    const percents = points.map(own => Math.floor((90 * own) / most));
    const told = phase === 'revealed' ? { ladder } : {};
    items.push(session({}), poll({ kind: { ranking: { places: n } }, options }));
    if (phase !== 'ready')
      items.push({
        k: 'tally',
        id,
        count: sum(firsts),
        ...(!hidden && { tally: { ranking: told }, shares: { percents } }),
      });
    items.push(stage({ poll: id }));
  } else if (scene === 'points') {
    const n = d.of([2, 3, 5, 6, 7, 9, 12, OPTIONS_MAX]);
    const chars = d.of([12, 40, 80, 130, TITLE_CHARS]);
    const options = Array.from({ length: n }, () => texts(d, langs, chars));
    const sums = counts(n);
    const all = sum(sums);
    const purse = d.of([5, 100]);
    const middle = sums.map(() => [d.below(purse), purse]);
    const given = all ? { sums, means_tenths: sums.map(() => d.below(10 * purse + 1)), middle } : undefined;
    const told = phase === 'revealed' ? { given: given ?? { sums, means_tenths: [], middle: [] } } : {};
    const percents = sums.map(own => Math.floor((100 * own) / Math.max(1, all)));
    const leaders = all && phase === 'revealed' ? [sums.indexOf(Math.max(...sums))] : [];
    items.push(session({}), poll({ kind: { points: { purse, step: 1 } }, options }));
    if (phase !== 'ready')
      items.push({
        k: 'tally',
        id,
        count: all,
        ...(!hidden && { tally: { points: told }, shares: { percents, leaders } }),
      });
    items.push(stage({ poll: id }));
  } else if (scene === 'matrix') {
    const n = d.of([2, 3, 5, 7, PLACED_MAX]);
    const chars = d.of([8, 20, 40, 80, TITLE_CHARS]);
    const options = Array.from({ length: n }, () => texts(d, langs, chars));
    const end = d.of([6, 12, 40]);
    const axis = () => ({
      name: texts(d, langs, end),
      low: texts(d, langs, end),
      high: texts(d, langs, end),
    });
    const spread = () => {
      const low = 1 + d.below(5);
      const middle = [low, low + d.below(6 - low)];
      return { counts: counts(5), mean_hundredths: 100 + d.below(401), middle };
    };
    const placed = options.map(() => ({ placed: 9, x: spread(), y: spread() }));
    const none = { counts: [0, 0, 0, 0, 0] };
    const told = d.below(5) ? placed : options.map(() => ({ placed: 0, x: none, y: none }));
    const leaders = told === placed && d.below(2) ? [d.below(n)] : [];
    items.push(
      session({}),
      poll({ kind: { matrix: { steps: 5, x: axis(), y: axis(), best: 'top_right' } }, options }),
    );
    if (phase !== 'ready')
      items.push({
        k: 'tally',
        id,
        count: 30,
        ...(phase === 'revealed' && {
          tally: { matrix: { options: told } },
          shares: { percents: [], leaders },
        }),
      });
    items.push(stage({ poll: id }));
  } else if (scene === 'estimate') {
    const picks = counts(d.of([0, 1, 7, 30, 60]));
    const decimals = d.below(4);
    const [from, step] = [d.of([0, -500, 123_456_789]), d.of([1, 5, 40])];
    const width = step * d.of([1, 2, 5, 100]);
    const told = phase === 'revealed';
    const truth = from + width * d.between(0, picks.length) + d.below(width);
    const tolerance = d.of([0, 3, 1_000_000]);
    const rules = { decimals, from, to: from + 100 * width, step, unit: texts(d, langs, UNIT_CHARS) };
    items.push(
      session({}),
      poll({ kind: { estimate: { ...rules, ...(told && d.below(2) && { truth, tolerance }) } } }),
    );
    if (phase !== 'ready') {
      const near = { count: picks[0], percent: d.below(101), counts: picks.map((n, i) => (i ? 0 : n)) };
      const means = { from, width, median_tenths: 10 * truth + 5, ...(d.below(2) && { near }) };
      const own = { counts: picks, ...(told && picks.length && { told: means }) };
      const count = sum(picks);
      items.push({
        k: 'tally',
        id,
        count,
        ...(!hidden && { tally: { estimate: own }, shares: { percents: [] } }),
      });
    }
    items.push(stage({ poll: id }));
  } else if (scene === 'quiz') {
    const n = d.of([2, 3, 4, 6, 7, 12, OPTIONS_MAX]);
    const chars = d.of([8, 12, 40, 80, 130, TITLE_CHARS]);
    const options = Array.from({ length: n }, () => texts(d, langs, chars));
    const picks = counts(n);
    const told = phase === 'revealed' && d.below(2);
    const several = d.below(3) === 0;
    const right = several ? [0, n - 1] : [d.below(n)];
    const rules = { points: 1000, speed: !!d.below(2), several, ...(told && { right }) };
    items.push(session({}), poll({ kind: { quiz: rules }, options, seconds: 20, answer_told: !!told }));
    const counted = { counts: picks, ...(told && { right: picks[0] }) };
    if (phase === 'revealed') items.push(tally(id, picks, { quiz: counted }));
    else if (phase !== 'ready') items.push({ k: 'tally', id, count: sum(picks) });
    items.push(stage({ poll: id }));
  } else if (scene === 'board') {
    const n = d.between(1, 10);
    const rows = Array.from({ length: n }, (_, i) => {
      const lang = d.of(langs);
      const name = d.below(4) ? { name: { lang, text: text(d, lang, d.of([1, 8, NICKNAME_CHARS])) } } : {};
      return { rank: i + 1, points: 200_000 - 3 * i, gained: d.of([0, 1000, 10_000]), ...name };
    });
    const board = { k: 'board', questions: d.of([1, 3, 200]), players: d.of([n, 100_000]), rows };
    items.push(session({}), { ...board, ...(d.below(2) && { beside: 1200 }) }, stage('board'));
  } else if (scene === 'survey') {
    const n = d.of([1, 3, 5, 8, 20]);
    const ids = Array.from({ length: n }, (_, i) => id + i);
    const picks = counts(n);
    items.push(session({ id: 1 }), {
      k: 'survey',
      id,
      session: 1,
      title: title(),
      polls: ids,
      phase,
      since: 1,
      order: 1,
    });
    for (const [i, own] of ids.entries()) {
      items.push(poll({ id: own, kind: { scale: { steps: 5 } }, nth: i + 1, title: title() }));
      if (phase !== 'ready')
        items.push({ k: 'tally', id: own, count: picks[i], ...(phase !== 'open' && { present: 100_000 }) });
    }
    const finished = Math.min(...picks);
    if (phase !== 'ready') items.push({ k: 'progress', id, began: 100_000, finished });
    items.push(stage({ survey: id }));
  } else if (scene === 'session') {
    const n = d.between(0, 3);
    const ids = Array.from({ length: n }, (_, i) => i);
    items.push(...people(n), session({ id, speakers: ids }), stage({ session: id }));
    tease();
  } else if (scene === 'plates') {
    const n = d.of([2, 4, 6, 8, 12, 20]);
    const ids = Array.from({ length: n }, (_, i) => i);
    items.push(
      ...people(n),
      session({ id, kind: 'round_table', speakers: ids.slice(0, 1), panelists: ids.slice(1) }),
      stage({ session: id }),
    );
    tease();
  } else if (scene === 'table') {
    const n = d.of([2, 4, 6, 8, 12, 20]);
    const ids = Array.from({ length: n }, (_, i) => i);
    const speaker = d.of([
      { person: d.below(n) },
      { person: d.below(n) },
      { hall: 'Delegate, row 7 代表，第七排' },
    ]);
    // The clock pauses, so that it is the same in each picture; at 10,800 s it is as wide as it can be.
    const turn = { speaker, planned_s: d.of([60, 600, 10_800]), spoken_ms: d.of([0, 55_000, 700_000]) };
    items.push(
      ...people(n),
      session({ id, kind: 'round_table', speakers: ids.slice(0, 1), panelists: ids.slice(1) }),
      { k: 'floor', session: id, ...(d.below(4) && { turn }), last: false },
      stage({ table: id }),
    );
    tease();
  } else if (scene === 'captions' || scene === 'strip') {
    const place = scene === 'strip' ? 'strip' : 'alone';
    const lines = Object.entries(texts(d, langs, CAPTION_CHARS));
    items.push(
      person(0),
      session({}),
      question(id, 'now'),
      ...lines.map(([lang, text], id) => ({
        k: 'captions',
        id,
        lang,
        place,
        lines: [{ text, at: Date.now() + 3_600_000 }],
      })),
      stage({ question: id }),
    );
  } else if (scene === 'announcement') {
    const back = d.below(2) ? { back: Date.now() + d.of([60_000, 36_000_000]) } : {};
    items.push(
      session({}),
      { k: 'announcement', id, texts: texts(d, langs, ANNOUNCEMENT_CHARS), at: 1, ...back },
      stage('holding'),
    );
  } else if (scene === 'question')
    items.push(person(0), session({}), question(id, 'now'), stage({ question: id }));
  else if (scene === 'questions') {
    const n = d.between(0, 8);
    items.push(
      session({}),
      ...Array.from({ length: n }, (_, i) => question(i, 'approved')),
      stage(
        'questions',
        Array.from({ length: n }, (_, i) => i),
      ),
    );
  } else items.push(session({ state: 'coming' }), stage(scene));
  return items;
}

/** The kinds whose rounds and groups stand side by side. */
const DIVIDED = /** @type {const} */ ([
  'choice',
  'motion',
  'scale',
  'ranking',
  'points',
  'estimate',
  'matrix',
  'quiz',
  'free_choice',
]);

/**
 * A revealed poll of the kind whose turn it is, by turns with earlier rounds and by the values of a group.
 * @param {number} seed
 * @param {readonly Parameters<typeof hardEvent>[1][]} kinds
 */
function beside(seed, kinds) {
  const kind = kinds[seed % kinds.length] ?? 'choice';
  const d = dice(seed);
  for (let from = seed; ; from += 1000) {
    const items = hardEvent(from, kind);
    const [poll, tally] = ['poll', 'tally'].map(k => items.find(item => item.k === k));
    if (poll?.phase !== 'revealed' || !tally?.tally) continue;
    const { count, tally: counted, shares } = tally;
    const result = { count, tally: counted, shares };
    const langs = /** @type {string[]} */ (items[0]?.langs);
    if (seed % 2 && kind !== 'quiz') {
      const rounds = d.between(1, 3);
      Object.assign(poll, { earlier: rounds });
      const earlier = Array.from({ length: rounds }, (_, i) => ({ nth: i + 1, told: true, ...result }));
      Object.assign(tally, { earlier, again: { both: 7, changed: 4000 } });
    } else {
      const n = d.between(2, 8);
      const values = Array.from({ length: n }, (_, id) => ({
        id,
        key: `v${id}`,
        text: texts(d, langs, d.of([10, 20, VALUE_CHARS])),
      }));
      const ballots = d.below(2) ? { ballots: 4000 } : {};
      const groups = [
        {
          group: 0,
          values: values.map(({ id }) => ({ value: id, ...ballots, ...result })),
          hides: !!d.below(2),
        },
      ];
      items.push({ k: 'group', id: 0, key: 'g', name: texts(d, langs, 20), values, ask: true, order: 1 });
      Object.assign(tally, { groups, ...ballots });
      // A table that leaves values out comes without the total.
      if (groups[0]?.hides) Object.assign(tally, { tally: undefined, shares: undefined });
    }
    return items;
  }
}

export const SCENES = /** @type {const} */ ([
  'choice',
  'free_choice',
  'scale',
  'motion',
  'words',
  'text',
  'ranking',
  'points',
  'estimate',
  'matrix',
  'quiz',
  'board',
  'session',
  'plates',
  'table',
  'question',
  'questions',
  'join',
  'holding',
  'beside',
  'beside_words',
  'survey',
  'captions',
  'strip',
  'announcement',
]);
