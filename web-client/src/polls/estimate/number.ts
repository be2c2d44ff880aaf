/** Numbers as people write them. Inside they are whole: with `decimals` 1, the number 125 is 12.5. */
import type { EstimateRules } from '../../protocol/items';

/** Writes a number with the decimals it needs, with grouped digits. */
export const written = (value: number, decimals: number, tag: string): string =>
  (value / 10 ** decimals).toLocaleString(tag, { maximumFractionDigits: decimals + 1 });

/** Writes a number as it stands in the field. */
export const typedOf = (value: number, decimals: number): string =>
  (value / 10 ** decimals).toFixed(decimals);

const plainOf = (typed: string): string =>
  typed.normalize('NFKC').replace(/[\s']/g, '').replace(/[−–]/, '-').replace(/[,。]/, '.');

/** Returns how many digits are needed after the point. */
export const decimalsOf = (typed: string): number => /\.(\d*?)0*$/.exec(plainOf(typed))?.[1]?.length ?? 0;

/** Reads what was typed: full-width digits, a decimal comma, any minus; nothing if it is no number with these decimals. */
export function scaledOf(typed: string, decimals: number): number | undefined {
  const plain = plainOf(typed);
  if (!/^[-+]?\d{1,10}(\.\d*)?$/.test(plain)) return;
  const scaled = Number(plain) * 10 ** decimals;
  const value = Math.round(scaled);
  return Math.abs(scaled - value) < 1e-4 ? value : undefined;
}

/** The same; nothing if it is no number of this poll. */
export function numberOf(typed: string, { decimals, from, to, step }: EstimateRules): number | undefined {
  const value = scaledOf(typed, decimals);
  const fits = value !== undefined && value >= from && value <= to && !((value - from) % step);
  return fits ? value : undefined;
}
