import { expect, test, vi } from 'vitest';
import type { Outcome } from '../../sync/store';
import { type Deed, forget, makeOutbox, prefixOf } from './outbox';

const PREFIX = prefixOf('CDU7K2');

class Kept implements Storage {
  private all = new Map<string, string>();
  get length() {
    return this.all.size;
  }
  clear = () => this.all.clear();
  getItem = (key: string) => this.all.get(key) ?? null;
  key = (n: number) => [...this.all.keys()][n] ?? null;
  removeItem = (key: string) => void this.all.delete(key);
  setItem = (key: string, value: string) => void this.all.set(key, value);
}

const here = (guest: number, on = true): Deed => ({ check_in: { guest, on } });
const walk = (walk_in: number): Deed => ({ walk_in: { walk_in, name: 'Guo Jing' } });
const away: Outcome = { ok: false, why: { kind: 'unavailable', retry_ms: 0 } };
const settled = () => vi.waitFor(() => {});

function tablet(storage: Storage) {
  const server = { sent: [] as Deed[], answer: away as Outcome, refused: [] as Deed[] };
  const outbox = makeOutbox(
    PREFIX,
    storage,
    cmd => {
      server.sent.push(cmd as Deed);
      return Promise.resolve(server.answer);
    },
    () => {},
    cmd => server.refused.push(cmd),
  );
  return { server, outbox };
}

test('what is done without the network is kept, also over a reload, and sent once when it returns', async () => {
  const storage = new Kept();
  const first = tablet(storage);
  first.outbox.add(here(1), 1000);
  first.outbox.add(walk(77), 1001);
  first.outbox.add(here(2), 1002);
  await settled();
  expect(first.outbox.waiting.length).toBe(3);

  const { server, outbox } = tablet(storage);
  expect(outbox.waiting.map(one => one.cmd)).toEqual([here(1), walk(77), here(2)]);
  server.answer = { ok: true };
  outbox.flush();
  outbox.flush();
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]));
  expect(server.sent).toEqual([here(1), walk(77), here(2)]);
  expect(storage.length).toBe(0);
});

test('a check-in that is taken back before it was sent is sent as it is last', async () => {
  const storage = new Kept();
  const { server, outbox } = tablet(storage);
  outbox.add(here(1), 1000);
  await settled();
  outbox.add(here(1, false), 1001);
  expect(outbox.waiting.map(one => one.cmd)).toEqual([here(1, false)]);
  server.answer = { ok: true };
  outbox.flush();
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]));
  expect(server.sent.at(-1)).toEqual(here(1, false));
});

test('a deed that is no longer possible is told, and holds up no other', async () => {
  const { server, outbox } = tablet(new Kept());
  server.answer = { ok: false, why: { kind: 'unknown' } };
  outbox.add(here(9), 1000);
  outbox.add(here(1), 1001);
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]));
  expect(server.refused).toEqual([here(9), here(1)]);
});

test('a tablet that is no longer the door’s forgets the names of walk-ins, and nothing of other events', () => {
  const storage = new Kept();
  storage.setItem('plenary.CDU7K2.door.other', '1');
  storage.setItem(`${prefixOf('XYZ234')}1`, '{}');
  const { outbox } = tablet(storage);
  outbox.add(here(1), 1000);
  outbox.add(walk(77), 1001);
  outbox.add(here(2), 1002);
  forget(PREFIX, storage);
  expect(storage.length).toBe(2);
  expect(tablet(storage).outbox.waiting).toEqual([]);
});
