/** What the result of an estimate says on the phone, in English. */
import { written } from '../number';

const guests = (n: number) => (n === 1 ? '1 guest' : `${n} guests`);

const result = {
  number: (n: number, decimals: number) => written(n, decimals, 'en-GB'),
  truth: 'True value',
  median: 'Median',
  yours: 'Yours',
  exact: 'Your estimate is exactly right.',
  high: (n: string) => `Your estimate was ${n} too high.`,
  low: (n: string) => `Your estimate was ${n} too low.`,
  /** Between two sentences. */
  gap: ' ',
  near: (n: number, of: number, percent: number, tolerance: string) =>
    `${n} of ${guests(of)} (${percent}%) came within ${tolerance}.`,
  figure: 'How the estimates are distributed',
  table: 'Estimates',
  estimate: 'Estimate',
  guests: 'Guests',
};

export default result;
export type EstimateResult = typeof result;
