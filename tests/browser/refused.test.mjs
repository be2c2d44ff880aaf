/**
 * Ballots that no page of ours sends, from a phone whose frames are changed on their way: for each reason of a refusal the guest reads
 * why, in each language, and the next vote on the same connection counts.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessible } from './checks/accessible.mjs';
import { layout } from './checks/layout.mjs';
import { faults, phoneDevice, sees, until } from './harness/browser.mjs';
import { browser, server } from './harness/hall.mjs';
import { Phone } from './harness/roles.mjs';
import { host, stage, url } from './harness/stage.mjs';

const CODE = 'RFS222';
const LARGER = 'Which city is larger?';
const CITY = 'Which cities should we visit?';
/** The polls, by their place in the file. */
const [CLOSED, CHINA, ORDER, POINTS, COST, WORD, ONCE, CITIES] = [0, 1, 2, 3, 4, 5, 6, 7];
const [SCALE, MOTION, MATRIX, TEXT, FREE, QUIZ] = [8, 9, 10, 11, 12, 13];
const OPEN = [
  'Shall we begin?',
  'Who speaks for the delegation?',
  'Rank two fields',
  'Give one hundred points',
  'What will it cost?',
  'In one word: this workshop',
  'Only once: shall we go on?',
  'How well did it work?',
  'Shall the group meet monthly?',
  'Place two measures',
  'What is missing?',
  'Which site?',
  LARGER,
  CITY,
];

/** @typedef {{ en: string, zh: string, fr: string }} Says */
const SAYS = {
  bad: {
    en: 'Your vote did not fit this poll. Please vote again.',
    zh: '您提交的内容不符合本投票的要求，请重新投票。',
    fr: 'Votre réponse ne convient pas à ce vote. Veuillez voter à nouveau.',
  },
  empty: {
    en: 'Your text is empty. Please write it again.',
    zh: '内容为空，请重新填写。',
    fr: 'Votre texte est vide. Réécrivez-le.',
  },
  long: {
    en: 'Your answer: too long. Please shorten it.',
    zh: '您的回答过长，请缩短。',
    fr: 'Votre réponse : texte trop long.',
  },
  gone: { en: 'It is no longer there.', zh: '该内容已不存在。', fr: 'Cela n’existe plus.' },
  late: {
    en: 'The poll closed before your vote arrived.',
    zh: '投票在您提交前已截止。',
    fr: 'Le vote était déjà clos quand le vôtre est arrivé.',
  },
  code: {
    en: 'Your code cannot vote in this poll.',
    zh: '您的投票码不能参加本投票。',
    fr: 'Votre code ne permet pas de voter ici.',
  },
  final: { en: 'Your first vote counts.', zh: '以您第一次的投票为准', fr: 'Votre premier vote compte' },
  other: {
    en: 'That did not work. Please try again.',
    zh: '未能提交，请重试。',
    fr: 'L’envoi n’a pas abouti.',
  },
};

const COUNTED = { en: 'Counted.', zh: '已计入', fr: 'Vote pris en compte' };
const FAMILY = '👨‍👩‍👧‍👦';
const words = (/** @type {string} */ text) => ({ poll: WORD, ballot: { words: [text] } });

/** What is wrong, as it goes over the wire, and what the guest reads. */
/** @type {[string, { poll: number, ballot: unknown }, Says][]} */
const CASES = [
  ['out of range', { poll: CITIES, ballot: { choice: [9] } }, SAYS.bad],
  ['too many picks', { poll: CITIES, ballot: { choice: [0, 1, 2] } }, SAYS.bad],
  ['the same rank twice', { poll: ORDER, ballot: { ranking: [1, 1] } }, SAYS.bad],
  ['points that do not sum', { poll: POINTS, ballot: { points: [60, 30] } }, SAYS.bad],
  ['a ballot of another kind', { poll: POINTS, ballot: { choice: [0] } }, SAYS.bad],
  ['an option of another poll', { poll: ONCE, ballot: { choice: [2] } }, SAYS.bad],
  ['NaN', { poll: COST, ballot: { estimate: Number.NaN } }, SAYS.bad],
  ['1e308', { poll: COST, ballot: { estimate: 1e308 } }, SAYS.bad],
  ['text for a number', { poll: COST, ballot: { estimate: '12' } }, SAYS.other],
  ['a step beyond the scale', { poll: SCALE, ballot: { scale: [6] } }, SAYS.bad],
  ['a rating of nothing', { poll: SCALE, ballot: { scale: [null] } }, SAYS.bad],
  ['neither for nor against nor abstaining', { poll: MOTION, ballot: { motion: 3 } }, SAYS.bad],
  ['a place beside the matrix', { poll: MATRIX, ballot: { matrix: [[9, 1], null] } }, SAYS.bad],
  ['no option placed', { poll: MATRIX, ballot: { matrix: [null, null] } }, SAYS.bad],
  ['a pick and an abstention', { poll: FREE, ballot: { free_choice: { picks: [0], none: true } } }, SAYS.bad],
  ['an answer that no quiz has', { poll: QUIZ, ballot: { quiz: [7] } }, SAYS.bad],
  ['more words than asked for', { poll: WORD, ballot: { words: ['a', 'b', 'c', 'd', 'e'] } }, SAYS.bad],
  ['an empty text', { poll: TEXT, ballot: { text: ' \u200b ' } }, SAYS.empty],
  ['a long text', { poll: TEXT, ballot: { text: '长'.repeat(600) } }, SAYS.long],
  ['25 combining marks', words('\u0301'.repeat(25)), SAYS.empty],
  ['direction overrides alone', words('\u202e\u2066\u202c'), SAYS.empty],
  ['26 families', words(FAMILY.repeat(26)), SAYS.long],
  ['a poll that does not exist', { poll: 999, ballot: { choice: [0] } }, SAYS.gone],
  ['a closed poll', { poll: CLOSED, ballot: { choice: [0] } }, SAYS.late],
  ['a poll for others', { poll: CHINA, ballot: { choice: [0] } }, SAYS.code],
];

await stage({ fixture: 'refused', code: CODE, session: 'Dialogue: Sustainable Urban Development' });
const csv = join(server.folder, 'refused.csv');
await server.command('event', 'codes', CODE, '--count', '3', '--group', 'delegation=us', '--csv', csv);
const codes = (await readFile(csv, 'utf8')).trim().split('\r\n').slice(1);

for (const title of OPEN) {
  // A quiz question has a limit of its own.
  await host.openPoll(title, { limit: title === LARGER });
  if (title === OPEN[CLOSED]) {
    await host.hand.getByRole('button', { name: 'Close', exact: true }).click();
    await host.step('Closed');
  }
}

/** Opens a phone with a code, and returns how to change its next ballot on the way. */
async function meddled(/** @type {string} */ lang, /** @type {number} */ n) {
  const context = await phoneDevice(browser, lang);
  /** @type {{ poll: number, ballot: unknown } | undefined} */
  let instead;
  await context.routeWebSocket(/\/socket/, socket => {
    const there = socket.connectToServer();
    there.onMessage(message => socket.send(message));
    socket.onMessage(message => {
      const frame = JSON.parse(String(message));
      if (!instead || !frame.cmd?.cast) return there.send(message);
      there.send(JSON.stringify({ ...frame, cmd: { cast: instead } }));
      instead = undefined;
    });
  });
  const code = codes[n]?.split(',')[1]?.replace('-', '');
  const phone = await Phone.open(context, `${url()}#code=${code}`);
  await phone.page.locator('.strip .link').tap();
  return {
    phone,
    send: (/** @type {typeof instead} */ wrong) => {
      instead = wrong;
    },
  };
}

for (const [lang, n] of /** @type {['en' | 'zh' | 'fr', number][]} */ ([
  ['en', 0],
  ['zh', 1],
  ['fr', 2],
]))
  test(`a guest reads why a vote does not count, and votes again (${lang})`, async () => {
    const { phone, send } = await meddled(lang === 'zh' ? 'zh-CN' : lang, n);
    const { page } = phone;
    const strip = page.locator('.strip.stop');
    const option = page.locator('.opt', { hasText: lang === 'zh' ? '成都' : 'Chengdu' });
    const foot = page.locator('.foot .btn');
    for (const [what, wrong, says] of CASES) {
      send(wrong);
      if (!(await option.locator('input').isChecked())) await option.tap();
      await foot.tap();
      await sees(strip, says[lang]);
      assert.deepEqual(await layout(page, false), [], what);
      if (wrong === CASES[0]?.[1]) assert.deepEqual(await accessible(page), []);
      await strip.getByRole('button').tap();
      await until(`${what} is read`, async () => !(await strip.count()));
    }
    // Nothing else on this connection suffers.
    if (!(await option.locator('input').isChecked())) await option.tap();
    await foot.tap();
    await phone.acked(COUNTED[lang]);
    await host.hand.locator('.turnout b', { hasText: `${n + 1}` }).waitFor();
    // A final vote cannot be replaced, not even by a page that does not know it.
    const once = page.locator('.sheet', { hasText: lang === 'zh' ? '仅限一次' : 'Only once' });
    await once.locator('.opt').first().tap();
    await page.locator('.foot .btn').tap();
    await sees(once.locator('.ack'), COUNTED[lang]);
    send({ poll: ONCE, ballot: { choice: [1] } });
    await page.locator('.opt', { hasText: lang === 'zh' ? '匹兹堡' : 'Pittsburgh' }).tap();
    await page.locator('.foot .btn').tap();
    await sees(strip, SAYS.final[lang]);
    await page.context().close();
  });

test('no page had a fault', () => assert.deepEqual(faults, []));
