/** 大屏上多轮或分组并列时的文字，中文。 */
import type { SidesScreen } from './texts.en';

export const screen: SidesScreen = {
  round: n => `第 ${n} 轮`,
  weights: '加权票数 · 选票数',
  withHands: '含现场计票',
};
