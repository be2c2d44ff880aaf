/** What the result of an estimate says on the phone, in Chinese. */
import { written } from '../number';
import type { EstimateResult } from './texts.en';

const result: EstimateResult = {
  number: (n, decimals) => written(n, decimals, 'zh-CN'),
  truth: '实际值',
  median: '中位数',
  yours: '您的估计',
  exact: '您估计得完全正确。',
  high: n => `您的估计高了 ${n}。`,
  low: n => `您的估计低了 ${n}。`,
  gap: '',
  near: (n, of, percent, tolerance) => `${of} 人中有 ${n} 人（${percent}%）误差在 ${tolerance} 以内。`,
  figure: '全场估计的分布',
  table: '全场估计',
  estimate: '估计值',
  guests: '人数',
};

export default result;
