/** Whole numbers as each interface language writes them: 100,000 or 100 000. */
import type { Lang } from './languages';

const formats = new Map<Lang, Intl.NumberFormat>();

export function written(n: number, lang: Lang): string {
  const format = formats.get(lang) ?? new Intl.NumberFormat(lang);
  formats.set(lang, format);
  return format.format(n);
}
