import { expect, test } from 'vitest';
import { listed } from '../../ui/keys';
import { HINTS, KEYS } from './keys';
import en from './texts.en';
import fr from './texts.fr';
import zh from './texts.zh-Hans';

test('each key does one thing', () => {
  const keys = KEYS.flatMap(line => line.keys);
  expect(keys.filter((key, nth) => keys.indexOf(key) !== nth)).toEqual([]);
});

test('no key is one that browsers or systems keep, or that only some keyboards have', () => {
  for (const key of KEYS.flatMap(line => line.keys)) {
    expect(key).not.toMatch(/^(Ctrl|Meta|F\d)/);
    // Alt with a digit or a letter chooses tabs, opens menus or types characters, so here it takes arrows alone.
    expect(key).not.toMatch(/^Alt\+(?!Arrow)/);
  }
});

test('the help sheet has all keys of the table, with words in each language', () => {
  for (const texts of [en, zh, fr]) {
    const sheet = listed(KEYS, texts.moderator.keys);
    const rows = sheet.flatMap(([keys]) => keys);
    expect(rows).toHaveLength(KEYS.filter(line => line.says).length);
    for (const [keys, does] of sheet) expect([keys.length > 0, does.length > 0]).toEqual([true, true]);
  }
  // The one that opens the sheet stands beside it.
  expect(KEYS.filter(line => !line.says).map(line => line.verb)).toEqual(['help']);
  expect(HINTS).toMatchObject({ approve: 'A', markDown: 'Shift J', mark: 'Space', reason: '1–5' });
});
