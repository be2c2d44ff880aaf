/** What the phone says of a motion's result, in Chinese. */
import type { MotionResult, Whole } from './texts.en';

export const whole = (base: Whole, n: number | undefined, said = `${n}`): string => {
  const count = n === undefined ? '' : `的 ${said} `;
  if (base === 'present') return n === undefined ? '100% 为在线手机' : `100% 为在线的 ${said} 部手机`;
  if (base === 'in_the_room') return n === undefined ? '100% 为在场人数' : `100% 为在场的 ${said} 人`;
  if (base === 'checked_in') return n === undefined ? '100% 为已签到来宾' : `100% 为已签到的 ${said} 位来宾`;
  if (base === 'cast') return n === undefined ? '100% 为全部票数' : `100% 为全部 ${said} 票`;
  return `100% 为赞成与反对${count || '的'}票${n === undefined ? '数' : ''}`;
};

export const adopted = '通过';
export const notAdopted = '未通过';

const result: MotionResult = {
  adopted,
  notAdopted,
  sentence: (base, n) => `${whole(base, n)}${base === 'without_abstentions' ? '，弃权不计。' : '。'}`,
};
export default result;
