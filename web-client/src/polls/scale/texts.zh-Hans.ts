/** What a rating says on each page, in Chinese. */
import { groups, signed } from './result/texts.zh-Hans';
import type { ScaleDesk, ScalePhone, ScaleScreen } from './texts.en';

export const phone: ScalePhone = {
  tap: '点一下即计入，截止前可以更改。',
  tapOnce: '请先选择，然后提交。提交后不可更改。',
  chosen: (n, of) => `已选 ${n}（共 ${of}），尚未提交`,
  send: '提交',
};

export const screen: ScaleScreen = {
  median: '中位数',
  number: n => n.toFixed(1),
  score: '净推荐值',
  signed,
  groups,
  dot: '一个圆点代表一位观众',
};

export const desk: ScaleDesk = {
  first: '最低分',
  last: '最高分',
  ends: '两端的文字：低分端、高分端各一行；也可以不写',
  rounded: '百分比经过取整。',
  kind: (from, last) => `评分，${from} 至 ${last} 分`,
  stars: n => `评分，最多 ${n} 星`,
  nps: '净推荐值',
  step: '分数',
  share: '占比',
  votes: '票数',
  item: '项目',
  rated: '评分人数',
  middle: '中位数',
  number: n => n.toFixed(1),
  median: n => `中位数 ${n.toFixed(1)}`,
  signed,
  groups,
};
