/**
 * A poll of each kind with its result for any number of votes, in the form the server sends. `lean` moves the votes towards the last
 * answers, so that rounds and groups differ.
 */

/** @typedef {import('./picture.mjs').Item} Item */
/** @typedef {{ count: number, tally: unknown, shares: { percents: number[], leaders?: number[] } }} Result */

export const T = (/** @type {string} */ en, /** @type {string} */ zh) => ({ en, 'zh-Hans': zh });

const FOUR = [
  T('Urban infrastructure', '城市基础设施'),
  T('Environmental protection', '环境保护'),
  T('LEED city', 'LEED 城市'),
  T('WELL community', 'WELL 健康社区'),
];

/** How the votes are divided, most of them on the first answer; with each step of `lean` on the next one. */
const PARTS = [0.4, 0.28, 0.2, 0.12];

/** Divides whole votes; what is left over goes to the first. @param {number} votes @param {number} answers @param {number} lean */
function divided(votes, answers, lean) {
  const part = (/** @type {number} */ i) => PARTS[(i + lean) % PARTS.length] ?? 0;
  const all = Array.from({ length: answers }, (_, i) => part(i)).reduce((a, b) => a + b, 0);
  const counts = Array.from({ length: answers }, (_, i) => Math.floor((votes * part(i)) / all));
  const rest = votes - counts.reduce((a, b) => a + b, 0);
  const most = counts.indexOf(Math.max(...counts));
  counts[most] = (counts[most] ?? 0) + rest;
  return counts;
}

const percentsOf = (/** @type {number[]} */ counts) => {
  const all = counts.reduce((a, b) => a + b, 0);
  return counts.map(n => (all ? Math.round((100 * n) / all) : 0));
};

/** The answers with the most; none if nobody voted. */
const leadersOf = (/** @type {number[]} */ counts) => {
  const most = Math.max(...counts);
  return most ? counts.flatMap((n, i) => (n === most ? [i] : [])) : [];
};

const sharesOf = (/** @type {number[]} */ counts) => ({
  percents: percentsOf(counts),
  leaders: leadersOf(counts),
});

/**
 * @typedef {object} Sample
 * @property {unknown} kind
 * @property {Record<string, string>[]} options
 * @property {(votes: number, lean?: number) => Omit<Result, 'count'>} result
 * @property {Item} [of] more of the poll
 */

/** @type {Record<string, Sample>} */
export const SAMPLES = {
  choice: {
    kind: { choice: { min: 1, max: 1 } },
    options: FOUR,
    result(votes, lean = 0) {
      const counts = divided(votes, 4, lean);
      return { tally: { choice: counts }, shares: sharesOf(counts) };
    },
  },
  free_choice: {
    kind: { free_choice: { min: 1, max: 1, other: 60, none: 'abstain' } },
    options: FOUR.slice(0, 3),
    result(votes, lean = 0) {
      const none = Math.floor(votes / 10);
      const answers = divided(votes - none, 4, lean);
      const said = votes
        ? [{ id: 1, lang: 'en', text: 'Waste heat of data centres', count: answers[3] ?? 0 }]
        : [];
      const counted = { answers, base: votes - none, none, said, approved: said.length };
      return { tally: { free_choice: counted }, shares: sharesOf(answers) };
    },
  },
  motion: {
    kind: { motion: { base: 'without_abstentions', majority: 'two_thirds' } },
    options: [],
    result(votes, lean = 0) {
      const [yes = 0, no = 0, none = 0] = divided(votes, 3, 3 * lean);
      const adopted = votes ? 3 * yes >= 2 * (yes + no) : undefined;
      const counted = { counts: [yes, no, none], base: yes + no, ...(votes && { adopted }) };
      const shares = { percents: percentsOf([yes, no]), leaders: adopted ? [0] : [] };
      return { tally: { motion: counted }, shares };
    },
  },
  scale: {
    kind: { scale: { steps: 5, low: T('Not at all', '完全不'), high: T('Completely', '完全') } },
    options: [],
    result(votes, lean = 0) {
      const counts = divided(votes, 5, lean);
      const median = votes && { median_tenths: [21, 28, 33, 41][lean % 4] };
      return { tally: { scale: { items: [{ counts, ...median }] } }, shares: sharesOf(counts) };
    },
  },
  items: {
    kind: { scale: { steps: 5, low: T('Poor', '较差'), high: T('Excellent', '很好') } },
    options: FOUR.slice(0, 3),
    result(votes, lean = 0) {
      const items = [0, 1, 2].map(item => ({
        counts: divided(votes, 5, lean + item),
        ...(votes && { median_tenths: [10, 28, 33, 41, 50][(lean + item) % 5] }),
      }));
      const percents = items.flatMap(({ counts }) => percentsOf(counts));
      return { tally: { scale: { items } }, shares: { percents, leaders: votes ? [2] : [] } };
    },
  },
  recommend: {
    kind: {
      scale: { steps: 11, from: 0, look: 'recommend', low: T('Never', '绝不'), high: T('Gladly', '乐意') },
    },
    options: [],
    result(votes, lean = 0) {
      const counts = divided(votes, 11, lean);
      const promoters = {
        detractors: 50 - 9 * lean,
        passives: 20,
        promoters: 30 + 9 * lean,
        score: 18 * lean - 20,
      };
      const told = votes && { median_tenths: 71 };
      const scale = { items: [{ counts, ...told }], ...(votes && { promoters }) };
      return { tally: { scale }, shares: sharesOf(counts) };
    },
  },
  ranking: {
    kind: { ranking: { places: 4 } },
    options: FOUR,
    result(votes, lean = 0) {
      const firsts = divided(votes, 4, lean);
      const points = divided(10 * votes, 4, lean);
      const ranks = points.map(own => 1 + points.filter(other => other > own).length);
      const ladder = { first: 4, points, firsts, ranks: votes ? ranks : [] };
      const most = Math.max(1, ...points);
      return {
        tally: { ranking: { ladder } },
        shares: { percents: points.map(n => Math.round((90 * n) / most)), leaders: leadersOf(points) },
      };
    },
  },
  points: {
    kind: { points: { purse: 100, step: 10 } },
    options: FOUR,
    result(votes, lean = 0) {
      const sums = divided(100 * votes, 4, lean);
      const means_tenths = votes ? sums.map(n => Math.round((10 * n) / votes)) : [];
      const middle = votes ? sums.map((_, i) => [5 * i, 20 + 5 * i]) : [];
      return { tally: { points: { given: { sums, means_tenths, middle } } }, shares: sharesOf(sums) };
    },
  },
  estimate: {
    kind: {
      estimate: {
        decimals: 0,
        from: 0,
        to: 100,
        step: 1,
        unit: T('kWh per m²', '千瓦时每平方米'),
        truth: 62,
        tolerance: 5,
      },
    },
    options: [],
    result(votes, lean = 0) {
      if (!votes) return { tally: { estimate: { counts: [] } }, shares: { percents: [] } };
      const counts = divided(votes, 12, lean);
      const from = 48 + 3 * lean;
      const near = { count: counts[0] ?? 0, percent: 14, counts: counts.map((n, i) => (i ? 0 : n)) };
      const told = { from, width: 2, median_tenths: 10 * from + 95, near };
      return { tally: { estimate: { counts, told } }, shares: { percents: [] } };
    },
  },
  matrix: {
    kind: {
      matrix: {
        steps: 5,
        x: { name: T('Effort', '投入'), low: T('Little', '小'), high: T('Much', '大') },
        y: { name: T('Impact', '效果'), low: T('Little', '小'), high: T('Much', '大') },
        best: 'top_left',
      },
    },
    options: FOUR,
    result(votes, lean = 0) {
      const spread = (/** @type {number} */ at) =>
        votes
          ? {
              counts: divided(votes, 5, lean),
              mean_hundredths: 130 + ((at + 57 * lean) % 340),
              middle: [2, 4],
            }
          : { counts: [0, 0, 0, 0, 0] };
      const options = FOUR.map((_, i) => ({ placed: votes, x: spread(90 * i), y: spread(300 - 70 * i) }));
      return { tally: { matrix: { options } }, shares: { percents: [], leaders: votes ? [0] : [] } };
    },
  },
  words: {
    kind: { words: { max: 3, chars: 25, chinese: 'whole' } },
    options: [],
    result(votes, lean = 0) {
      const all = [
        ['Energy', '能源'],
        ['Waste heat of data centres', '余热'],
        ['Rooftop solar', '屋顶光伏'],
        ['Storage', '储能'],
      ];
      const words = divided(votes, all.length, lean).map((count, i) => ({
        ids: [10 + i],
        text: all[i]?.[0],
        lang: 'en',
        also: { 'zh-Hans': all[i]?.[1] },
        count,
      }));
      return { tally: { words: { words, mentions: votes, waiting: 0 } }, shares: { percents: [] } };
    },
  },
  text: {
    kind: { text: { chars: 140 } },
    options: [],
    result(votes, lean = 0) {
      const slips = [
        ['One desk for all permits, open on Saturdays too', '一个窗口办理全部许可，周六也开放'],
        ['Teach the caretakers of old buildings', '培训老建筑的管理人员'],
        ['Publish what each pilot costs, also when it fails', '公布每个试点的成本，失败的也公布'],
        ['Fewer forms', '少填表'],
      ].map(([text, zh], i) => ({ id: 20 + i, text, lang: 'en', translations: { 'zh-Hans': zh }, count: 1 }));
      const some = votes ? slips.slice(lean % 2) : [];
      return {
        tally: { text: { slips: some, approved: some.length, waiting: 0 } },
        shares: { percents: [] },
      };
    },
  },
  quiz: {
    kind: { quiz: { points: 1000, right: [1] } },
    options: FOUR,
    of: { answer_told: true, seconds: 20 },
    result(votes, lean = 0) {
      const counts = divided(votes, 4, lean);
      return { tally: { quiz: { counts, right: counts[1] } }, shares: { percents: [] } };
    },
  },
};

/** The kinds that show rounds side by side; a quiz question has only one. */
export const ROUNDS = Object.keys(SAMPLES).filter(name => name !== 'quiz');

/** The groups' item for [`byGroup`]. */
export const delegations = {
  k: 'group',
  id: 0,
  key: 'delegation',
  name: T('Delegation', '代表团'),
  ask: true,
  order: 1,
  values: [
    { id: 0, key: 'cn', text: T('China', '中方') },
    { id: 1, key: 'us', text: T('United States', '美方') },
    { id: 2, key: 'other', text: T('Other guests', '其他来宾') },
  ],
};

/** The items of a revealed poll. @param {string} name @param {number} votes @param {Item} [of] @param {Item} [tallied] */
export function revealed(name, votes, of = {}, tallied = {}) {
  const sample = /** @type {Sample} */ (SAMPLES[name]);
  const { id = 1 } = /** @type {{ id?: number }} */ (of);
  const poll = {
    k: 'poll',
    id,
    session: 1,
    kind: sample.kind,
    title: T(
      'Which field should the next pilot project address first?',
      '下一个试点项目，应首先面向哪个领域？',
    ),
    options: sample.options,
    phase: 'revealed',
    changeable: true,
    since: 1,
    order: 1,
    ...sample.of,
    ...of,
  };
  return [poll, { k: 'tally', id, count: votes, ...sample.result(votes), ...tallied }];
}

/** The earlier rounds of a poll, each with so many votes. @param {string} name @param {number[]} votes */
export const earlier = (name, votes) =>
  votes.map((count, i) => ({
    nth: i + 1,
    told: true,
    count,
    .../** @type {Sample} */ (SAMPLES[name]).result(count, i + 1),
  }));

/** A poll's result by delegation. @param {string} name @param {number[]} votes @param {boolean} [hides] */
export const byGroup = (name, votes, hides = false) => [
  {
    group: 0,
    values: votes.map((count, value) => ({
      value,
      count,
      .../** @type {Sample} */ (SAMPLES[name]).result(count, value + 1),
    })),
    ...(hides && { hides }),
  },
];
