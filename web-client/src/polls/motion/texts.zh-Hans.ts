/** What a motion says on each page, in Chinese. */
import type { Majority, MotionBase } from '../../protocol/items';
import type { MotionDesk, MotionPhone, MotionScreen } from './texts.en';

const sides = ['赞成', '反对', '弃权', '未投票'];

const fractions: Record<Majority, string> = {
  simple: '过半数',
  three_fifths: '五分之三',
  two_thirds: '三分之二',
  three_quarters: '四分之三',
};
const needed = (majority: Majority): string => `须有${fractions[majority]}`;

const whole = (base: MotionBase, n: number | undefined): string => {
  const count = n === undefined ? '' : `的 ${n} `;
  if (base === 'present') return n === undefined ? '100% 为在线手机' : `100% 为在线的 ${n} 部手机`;
  if (base === 'cast') return n === undefined ? '100% 为全部票数' : `100% 为全部 ${n} 票`;
  return `100% 为赞成与反对${count || '的'}票${n === undefined ? '数' : ''}`;
};

export const phone: MotionPhone = {
  sides,
  tap: '点一下即投票，截止前可以更改。',
  tapOnce: '请选择一项，然后提交。提交后不可更改。',
  chosen: side => `已选“${side}”，尚未提交`,
  send: '提交',
  must: majority => `${needed(majority)}赞成。`,
  needed,
  adopted: '通过',
  notAdopted: '未通过',
  whole: (base, n) => `${whole(base, n)}${base === 'without_abstentions' ? '，弃权不计。' : '。'}`,
};

export const screen: MotionScreen = {
  sides,
  votes: () => '票',
  must: majority => `${needed(majority)}赞成`,
  needed,
  adopted: '通过',
  notAdopted: '未通过',
  whole,
};

export const desk: MotionDesk = {
  sides,
  kind: (majority, base) => `表决${majority ? `，${needed(majority)}赞成` : ''}；${whole(base, undefined)}`,
  side: '表决',
  share: '占比',
  votes: '票数',
  adopted: '通过',
  notAdopted: '未通过',
  whole,
  rounded: '百分比经过取整。',
};
