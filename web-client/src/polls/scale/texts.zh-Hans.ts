/** What a scale says on each page, in Chinese. */
import type { ScaleDesk, ScalePhone, ScaleScreen } from './texts.en';

export const phone: ScalePhone = {
  tap: '点一下即计入，截止前可以更改。',
  tapOnce: '请选择分值，然后提交。提交后不可更改。',
  chosen: (step, steps) => `已选 ${step} 分（共 ${steps} 分），尚未提交`,
  send: step => `提交 ${step} 分`,
  yours: step => `您的评分：${step}`,
  median: n => `中位数 ${n.toFixed(1)}`,
  votes: n => `${n} 票`,
};

export const screen: ScaleScreen = {
  median: '中位数',
  number: n => n.toFixed(1),
};

export const desk: ScaleDesk = {
  rounded: '百分比经过取整。',
  kind: steps => `评分，1 至 ${steps} 分`,
  step: '分数',
  share: '占比',
  votes: '票数',
  median: n => `中位数 ${n.toFixed(1)}`,
};
