/** 给布置投票网页的人看的话。画面里从不出现。 */
import type { SlideTexts } from './texts.en';

const texts: SlideTexts = {
  noAccess: '请用主持人提供的投票网址打开此页。当前网址不完整，或已停用。',
  revoked: '投票网址已停用，请向主持人索取新网址。',
  gone: '没有这个投票，或活动已结束。',
};
export default texts;
