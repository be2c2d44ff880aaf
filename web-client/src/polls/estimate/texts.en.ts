/** What an estimate says on each page, in English. */
import { written } from './number';

const number = (n: number, decimals: number) => written(n, decimals, 'en-GB');

export const phone = {
  number,
  point: '.',
  range: (from: string, to: string, step: string) =>
    step === '1' ? `Any whole number from ${from} to ${to}.` : `From ${from} to ${to}, in steps of ${step}.`,
  hidden: 'The screen shows no scale until the reveal.',
  unsent: (n: string) => `${n}, not sent yet`,
  wrong: 'This number does not fit.',
  send: (n: string) => `Send ${n}`,
  sendNone: 'Send',
};

export const screen = {
  number,
  truth: 'True value',
  median: 'Median',
  hidden: 'The numbers come at the reveal',
  /** After the number of guests. */
  near: (percent: number, tolerance: string): string => `within ${tolerance} (${percent}%)`,
};

export const desk = {
  rules: {
    step: 'Step',
    from: 'From',
    to: 'To',
    truth: 'True value, told with the result; or nothing',
    tolerance: 'Close is within; or nothing',
    unit: 'Unit; or nothing',
  },
  number,
  kind: (from: string, to: string, step: string): string =>
    step === '1' ? `Estimate, ${from} to ${to}` : `Estimate, ${from} to ${to} in steps of ${step}`,
  truth: 'True value',
  truthWithin: (n: string): string => `True value, ±${n}`,
  median: 'Median',
  near: 'Close',
  /** After the number of those who were close. */
  nearOf: (of: number, percent: number): string => `of ${of}, ${percent}%`,
  estimate: 'Estimate',
  guests: 'Guests',
  table: 'As a table',
};

export type EstimatePhone = typeof phone;
export type EstimateScreen = typeof screen;
export type EstimateDesk = typeof desk;
