/** What a motion says on each page, in Chinese. */
import type { Majority } from '../../protocol/items';
import { written } from '../../words/numbers';
import { adopted, notAdopted, whole } from './result/texts.zh-Hans';
import sides from './sides/texts.zh-Hans';
import type { MotionDesk, MotionPhone, MotionScreen } from './texts.en';

const fractions: Record<Majority, string> = {
  simple: '过半数',
  three_fifths: '五分之三',
  two_thirds: '三分之二',
  three_quarters: '四分之三',
};
const needed = (majority: Majority): string => `须有${fractions[majority]}`;

export const phone: MotionPhone = {
  sides,
  tap: '点一下即投票，截止前可以更改。',
  tapOnce: '请选择一项，然后提交。提交后不可更改。',
  chosen: side => `已选“${side}”，尚未提交`,
  send: '提交',
  must: majority => `${needed(majority)}赞成。`,
  needed,
};

export const screen: MotionScreen = {
  sides,
  votes: () => '票',
  must: majority => `${needed(majority)}赞成`,
  needed,
  adopted,
  notAdopted,
  whole: (base, n) => whole(base, n, n === undefined ? undefined : written(n, 'zh-Hans')),
};

export const desk: MotionDesk = {
  needs: '所需多数',
  noMajority: '不设',
  fractions,
  base: '100% 为',
  bases: { without_abstentions: '赞成与反对的票数', cast: '全部票数', present: '在场人数' },
  sides,
  kind: (majority, base) => `表决${majority ? `，${needed(majority)}赞成` : ''}；100% 为${desk.bases[base]}`,
  side: '表决',
  share: '占比',
  votes: '票数',
  adopted,
  notAdopted,
  whole,
  rounded: '百分比经过取整。',
};
