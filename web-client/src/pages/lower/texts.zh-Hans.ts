/** 给布置字幕条的人看的话。直播画面里从不出现。 */
import type { LowerTexts } from './texts.en';

const texts: LowerTexts = {
  noAccess: '请用主持人提供的字幕条链接打开此页。',
  revoked: '屏幕的链接已停用，请向主持人索取新链接。',
  gone: '本次活动已结束。',
};
export default texts;
