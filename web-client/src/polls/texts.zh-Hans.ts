/** 大屏上多轮或分组并列时的文字，以及并列第一，中文。 */
import { written } from '../words/numbers';
import type { SidesScreen } from './texts.en';

export const screen: SidesScreen = {
  round: n => `第 ${n} 轮`,
  weights: '加权票数 · 选票数',
  rounded: '（已取整）',
  withHands: '含现场计票',
  tie: '并列第一',
  answered: (min, max) =>
    min === max
      ? `每项 ${written(min, 'zh-Hans')} 人作答`
      : `每项 ${written(min, 'zh-Hans')}–${written(max, 'zh-Hans')} 人作答`,
  voted: (min, max) =>
    min === max
      ? `每项 ${written(min, 'zh-Hans')} 票`
      : `每项 ${written(min, 'zh-Hans')}–${written(max, 'zh-Hans')} 票`,
};
