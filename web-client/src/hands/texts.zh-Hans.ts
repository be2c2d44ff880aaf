/** What pages say about hands that were counted in the room, in Chinese. */
import type { Raised } from '../protocol/items';
import type { HandsDesk, HandsScreen } from './texts.en';

const kinds: Record<Raised, string> = { hands: '举手', cards: '举牌', proxies: '委托票' };

export const desk: HandsDesk = {
  title: '现场清点',
  made: (phones, n, { what, instead }) =>
    instead ? `${kinds[what]} ${n}，不计手机投票 ${phones}` : `${kinds[what]} ${n}，手机投票 ${phones}`,
  contains: (n, votes, { what, instead }) =>
    instead ? `只含${kinds[what]} ${n}，不含手机投票` : `${votes} 票中含${kinds[what]} ${n}`,
  number: answer => `${answer}：人数`,
  more: answer => `${answer}：加一`,
  less: answer => `${answer}：减一`,
  remark: (n, phones) =>
    n === phones
      ? `清点 ${n} 人，与在线手机数相同。`
      : `清点 ${n} 人，比在线手机数${n < phones ? '少' : '多'} ${Math.abs(n - phones)}。`,
  whatLabel: '清点方式',
  what: { hands: '举手', cards: '举牌', proxies: '委托票' },
  howLabel: '计票方式',
  added: '与手机投票合计',
  instead: '代替手机投票',
  enter: '录入结果',
  remove: '删除录入',
  did: '现场清点结果已录入',
  removed: '现场清点结果已删除',
};

export const screen: HandsScreen = {
  phones: '手机投票',
  raised: (_, what) => (what === 'hands' ? '人举手' : what === 'cards' ? '人举牌' : '张委托票'),
  among: (n, { what, instead }) =>
    instead ? `现场清点${kinds[what]} ${n}，不含手机投票` : `其中现场清点${kinds[what]} ${n}`,
  byGroup: '分组只含手机投票',
  entered: '现场清点，主持人录入',
};
