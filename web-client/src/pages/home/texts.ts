/** What the home page says, always in both languages. */
import type { Lang } from '../../words/languages';

type Two = Record<Lang, string>;

export const title: Two = { en: 'Join an event', 'zh-Hans': '加入活动' };
export const label: Two = { en: 'Code', 'zh-Hans': '活动代码' };
export const enter: Two = { en: 'Join', 'zh-Hans': '进入' };
export const hint: Two = {
  en: 'Six characters, on the big screen beside the QR code.',
  'zh-Hans': '共六位，在大屏幕二维码旁。',
};
export const odd: Two = {
  en: 'Codes have no 0, O, 1 or I. Please look again.',
  'zh-Hans': '代码中没有 0、O、1、I，请再看一下。',
};
export const short: Two = { en: 'A code has six characters.', 'zh-Hans': '代码共六位。' };
export const missing = (code: string): Two => ({
  en: `There is no event with the code ${code}.`,
  'zh-Hans': `没有代码为 ${code} 的活动。`,
});
