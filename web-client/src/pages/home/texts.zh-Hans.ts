/** What the home page says, in Chinese. */
import type { HomeTexts } from './texts.en';

const texts: HomeTexts = {
  title: '加入活动',
  label: '活动码',
  enter: '进入',
  hint: '共六位，显示在大屏幕的二维码旁。',
  odd: '活动码中没有 0、O、1、I，请核对后重新输入。',
  short: '活动码共六位。',
  missing: code => `没有找到活动码为 ${code} 的活动。`,
};

export default texts;
