import { expect, test } from 'vitest';
import { shuffled } from './order';

const PHONES = 6000;

test('an order has each option once, and is the same for the same phone and poll', () => {
  for (let n = 2; n <= 20; n++) {
    const order = shuffled(n, 7, n);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    expect(shuffled(n, 7, n)).toEqual(order);
  }
});

test('each option is as often at each place, on phones whose numbers are alike too', () => {
  for (const poll of [0, 1, 40]) {
    const places = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    for (let phone = 0; phone < PHONES; phone++)
      shuffled(4, phone, poll).forEach((option, place) => {
        const counts = places[place] as number[];
        counts[option] = (counts[option] ?? 0) + 1;
      });
    for (const count of places.flat()) expect(Math.abs(count - PHONES / 4)).toBeLessThan(PHONES / 30);
  }
});

test('one phone has other orders in other polls', () => {
  const orders = new Set(Array.from({ length: 50 }, (_, poll) => shuffled(5, 12345, poll).join()));
  expect(orders.size).toBeGreaterThan(30);
});
