/** What an estimate says on each page, in Chinese. */
import { written } from './number';
import type { EstimateDesk, EstimatePhone, EstimateScreen } from './texts.en';

const number = (n: number, decimals: number) => written(n, decimals, 'zh-CN');

export const phone: EstimatePhone = {
  number,
  point: '.',
  range: (from, to, step) =>
    step === '1' ? `请填 ${from} 至 ${to} 之间的整数。` : `请填 ${from} 至 ${to} 之间的数，间隔 ${step}。`,
  hidden: '揭晓之前，大屏幕不显示刻度。',
  less: n => `减 ${n}`,
  more: n => `加 ${n}`,
  unsent: n => `${n}，尚未提交`,
  wrong: '这个数不在范围内。',
  send: n => `提交 ${n}`,
  sendNone: '提交',
  truth: '实际值',
  median: '中位数',
  yours: '您的估计',
  exact: '您估计得完全正确。',
  high: n => `您的估计高了 ${n}。`,
  low: n => `您的估计低了 ${n}。`,
  near: (n, percent, tolerance) => `${n} 人（${percent}%）误差在 ${tolerance} 以内。`,
  figure: '全场估计的分布',
  table: '全场估计',
  estimate: '估计值',
  guests: '人数',
};

export const screen: EstimateScreen = {
  number,
  truth: '实际值',
  median: '中位数',
  hidden: '刻度在揭晓时公布',
  near: (percent, tolerance) => `人误差在 ${tolerance} 以内（${percent}%）`,
};

export const desk: EstimateDesk = {
  number,
  kind: (from, to, step) =>
    step === '1' ? `估数，${from} 至 ${to}` : `估数，${from} 至 ${to}，间隔 ${step}`,
  truth: '实际值',
  truthWithin: n => `实际值，±${n}`,
  median: '中位数',
  near: '接近',
  estimate: '估计值',
  guests: '人数',
  table: '表格',
};
