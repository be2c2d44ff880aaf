/** What the phone says of a motion's result, in Chinese. */
import type { MotionBase } from '../../../protocol/items';
import type { MotionResult } from './texts.en';

export const whole = (base: MotionBase, n: number | undefined): string => {
  const count = n === undefined ? '' : `的 ${n} `;
  if (base === 'present') return n === undefined ? '100% 为在线手机' : `100% 为在线的 ${n} 部手机`;
  if (base === 'cast') return n === undefined ? '100% 为全部票数' : `100% 为全部 ${n} 票`;
  return `100% 为赞成与反对${count || '的'}票${n === undefined ? '数' : ''}`;
};

const result: MotionResult = {
  adopted: '通过',
  notAdopted: '未通过',
  sentence: (base, n) => `${whole(base, n)}${base === 'without_abstentions' ? '，弃权不计。' : '。'}`,
};
export default result;
