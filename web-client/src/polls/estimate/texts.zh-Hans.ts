/** What an estimate says on each page, in Chinese. */
import { written } from './number';
import type { EstimateDesk, EstimatePhone, EstimateScreen } from './texts.en';

const number = (n: number, decimals: number) => written(n, decimals, 'zh-CN');

export const phone: EstimatePhone = {
  number,
  point: '.',
  range: (from, to, step) =>
    step === '1' ? `请填 ${from} 至 ${to} 之间的整数。` : `请填 ${from} 至 ${to} 之间的数，间隔 ${step}。`,
  hidden: '结果公布前，大屏幕不显示刻度。',
  unsent: n => `${n}，尚未提交`,
  wrong: '这个数不在范围内。',
  send: n => `提交 ${n}`,
  sendNone: '提交',
};

export const screen: EstimateScreen = {
  number,
  truth: '实际值',
  median: '中位数',
  hidden: '刻度随结果一同公布',
  near: (percent, tolerance) => `人误差在 ${tolerance} 以内（${percent}%）`,
};

export const desk: EstimateDesk = {
  rules: {
    step: '间隔',
    from: '最小值',
    to: '最大值',
    truth: '实际值，随结果公布；可不填',
    tolerance: '误差多少以内算接近；可不填',
    unit: '单位；可不填',
  },
  number,
  kind: (from, to, step) =>
    step === '1' ? `估计，${from} 至 ${to}` : `估计，${from} 至 ${to}，间隔 ${step}`,
  truth: '实际值',
  truthWithin: n => `实际值，±${n}`,
  median: '中位数',
  near: '接近',
  nearOf: (of, percent) => `共 ${of} 人，占 ${percent}%`,
  estimate: '估计值',
  guests: '人数',
  table: '表格',
};
