import { describe, expect, test } from 'vitest';
import type { Command } from '../protocol/commands';
import { makeOutbox } from './outbox';
import { fakeStorage } from './testing';

const PREFIX = 'plenary.CDU7K2.participant.out.';
const cast = (poll: number, pick: number): Command => ({ cast: { poll, ballot: { choice: [pick] } } });
const upvote = (question: number, on = true): Command => ({ upvote: { question, on } });

describe('outbox', () => {
  test('keeps the order, and stores entries before they are sent', () => {
    const storage = fakeStorage();
    const box = makeOutbox(7, PREFIX, storage);
    box.add(upvote(1));
    box.add(upvote(2));
    expect(box.entries.map(e => e.n)).toEqual([1, 2]);
    expect(box.head()?.cmd).toEqual(upvote(1));
    expect(JSON.parse(storage.getItem(`${PREFIX}7`) ?? '')).toEqual([
      { n: 1, cmd: upvote(1) },
      { n: 2, cmd: upvote(2) },
    ]);
  });

  test('keeps only the newest ballot of a poll, under a new number', () => {
    const box = makeOutbox(7, PREFIX, fakeStorage());
    box.add(cast(1, 0));
    box.add(cast(2, 0));
    box.add(cast(1, 3));
    expect(box.entries.map(e => [e.n, e.cmd])).toEqual([
      [2, cast(2, 0)],
      [3, cast(1, 3)],
    ]);
  });

  test('does not replace an acked ballot', () => {
    const box = makeOutbox(7, PREFIX, fakeStorage());
    const first = box.add(cast(1, 0));
    box.acked(first, 10);
    box.add(cast(1, 1));
    expect(box.entries).toHaveLength(2);
    expect(box.head()?.n).toBe(2);
  });

  test('removes answered entries from storage, and leaves nothing when empty', () => {
    const storage = fakeStorage();
    const box = makeOutbox(7, PREFIX, storage);
    const a = box.add(upvote(1));
    const b = box.add(upvote(2));
    box.acked(a, 5);
    expect(storage.getItem(`${PREFIX}7`)).toContain('"n":2');
    box.forget(b);
    expect(storage.all.size).toBe(0);
  });

  test('adopts the entries of other page loads, under their names and in their order', () => {
    const storage = fakeStorage();
    makeOutbox(7, PREFIX, storage).add(cast(1, 0));
    const other = makeOutbox(8, 'elsewhere.', storage);
    other.add(upvote(9));
    storage.setItem(
      `${PREFIX}5`,
      JSON.stringify([
        { n: 4, cmd: upvote(4) },
        { n: 3, cmd: upvote(3) },
      ]),
    );
    storage.setItem(`${PREFIX}6`, '[]');

    const box = makeOutbox(9, PREFIX, storage);
    expect(box.entries.map(({ c, n }) => [c, n])).toEqual([
      [5, 3],
      [5, 4],
      [7, 1],
    ]);
    expect(storage.getItem(`${PREFIX}6`)).toBeNull();

    box.add(upvote(1));
    for (const e of [...box.entries]) box.acked(e, 1);
    expect([...storage.all.keys()]).toEqual(['elsewhere.8']);
  });

  test('removing an adopted entry keeps newer entries of its own tab', () => {
    const storage = fakeStorage();
    const tab = makeOutbox(7, PREFIX, storage);
    tab.add(upvote(1));
    const adopter = makeOutbox(8, PREFIX, storage);
    tab.add(upvote(2));
    adopter.acked(adopter.entries[0] as never, 3);
    expect(JSON.parse(storage.getItem(`${PREFIX}7`) ?? '')).toEqual([{ n: 2, cmd: upvote(2) }]);
  });

  test('replaces an adopted ballot by a newer one, too', () => {
    const storage = fakeStorage();
    makeOutbox(7, PREFIX, storage).add(cast(1, 0));
    const box = makeOutbox(8, PREFIX, storage);
    box.add(cast(1, 2));
    expect(box.entries.map(({ c, cmd }) => [c, cmd])).toEqual([[8, cast(1, 2)]]);
    expect(storage.getItem(`${PREFIX}7`)).toBeNull();
  });

  test('works from memory when storage is full, absent or broken', () => {
    for (const storage of [fakeStorage(true), null]) {
      const box = makeOutbox(7, PREFIX, storage);
      const entry = box.add(upvote(1));
      expect(box.head()).toBe(entry);
      box.acked(entry, 1);
      expect(box.head()).toBeUndefined();
    }
    const broken = fakeStorage();
    broken.setItem(`${PREFIX}3`, '{not json');
    expect(makeOutbox(7, PREFIX, broken).entries).toEqual([]);
  });
});
