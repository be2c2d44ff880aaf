/** What a poll with points says on each page, in Chinese. */
import type { PointsDesk, PointsPhone, PointsScreen } from './texts.en';

export const phone: PointsPhone = {
  asks: purse => `共 ${purse} 分`,
  how: '用 + 和 − 把分数全部分完，然后提交。',
  howOnce: '用 + 和 − 把分数全部分完，然后提交。提交后不可更改。',
  left: n => (n ? `还剩 ${n} 分` : '分数已分完'),
  giveAll: purse => `分完 ${purse} 分后提交`,
  send: '提交',
  more: letter => `给 ${letter} 加分`,
  less: letter => `给 ${letter} 减分`,
  yours: n => `您：${n}`,
  mean: '右侧为平均分，满分 100。',
  share: '右侧为所得分数占全部分数的比例。',
};

export const screen: PointsScreen = {
  each: purse => `每人 ${purse} 分`,
  middle: '中间一半人',
  mean: '圆点为平均分',
  whole: '100% 为全部分数',
};

export const desk: PointsDesk = {
  purse: '每人分配的分数',
  rounded: '数值经过取整。',
  kind: purse => `分配 ${purse} 分`,
  option: '选项',
  mean: '平均分',
  share: '占比',
  middle: '中间一半人',
  whole: '100% 为全部分数。',
  explained: '“中间一半人”：去掉给分最低和最高的各四分之一之后，其余观众的给分范围。',
};
