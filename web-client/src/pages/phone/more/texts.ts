/** The texts of the second chunk, set before it draws. */
import type { MoreTexts } from './texts.en';

let texts: MoreTexts;

export const useMore = (): MoreTexts => texts;
export const setMore = (loaded: MoreTexts): void => {
  texts = loaded;
};
