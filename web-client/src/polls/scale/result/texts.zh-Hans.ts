/** What the phone says of a rating's result, in Chinese. */
import type { ScaleResult } from './texts.en';

import { signed } from './texts.en';

export { signed };

export const groups: readonly string[] = ['推荐者', '中立者', '批评者'];

const result: ScaleResult = {
  yours: step => `您的评分：${step}`,
  median: n => `中位数 ${n.toFixed(1)}`,
  number: n => n.toFixed(1),
  votes: n => `${n} 票`,
  by: (n, of) => `${of} 人中 ${n} 人评分`,
  read: '右侧为中位数，柱下数字为您的评分。',
  readOpen: '柱下数字为您的评分。',
  skip: '不评',
  stars: n => `${n} 星`,
  whole: n => `100% 为 ${n} 票`,
  score: '净推荐值',
  signed,
  groups,
};
export default result;
