/** The texts of the second chunk, set before it draws. */
import type { MoreTexts } from '../../i18n/en/phone-more';

let texts: MoreTexts;

export const useMore = (): MoreTexts => texts;
export const setMore = (loaded: MoreTexts): void => {
  texts = loaded;
};
