/** What a poll for words says on each page, in Chinese. */
import type { WordsDesk, WordsPhone, WordsScreen } from './texts.en';

export const phone: WordsPhone = {
  upTo: max => (max === 1 ? '' : `最多 ${max} 个词`),
  how: '每个词经审核后才会公开显示。',
  howOnce: '每个词经审核后公开。提交后不可更改。',
  read: '尚未提交',
  readOnce: '尚未提交。提交后不可更改。',
  send: n => (n === 1 ? '提交这个词' : `提交 ${n} 个词`),
  nth: (n, max) => (max === 1 ? '您的词' : `第 ${n} 个词，共 ${max} 个`),
  tooLong: n => `超出 ${n} 个字`,
  counts: words => `将分别计为：${words.join('、')}`,
  asWhole: '此浏览器不能分词，按整条计。',
  waiting: '审核中',
  approved: '已通过',
  hidden: '未显示',
  remove: '删除',
  drop: word => `删除“${word}”`,
  none: '还没有通过审核的词。',
};

export const screen: WordsScreen = {
  picks: max => (max === 1 ? '每人一个词' : `每人最多 ${max} 个词`),
  waiting: n => `${n} 个词正在审核`,
  more: n => `另有 ${n} 个词`,
};

export const desk: WordsDesk = {
  max: '每人最多几个词',
  chars: '每个词最多几个字符',
  chinese: '中文回答',
  whole: '整句计数',
  divided: '分词计数',
  kind: (max, divided) =>
    (max === 1 ? '词云，每人一个词' : `词云，每人最多 ${max} 个词`) + (divided ? '，中文按词拆分' : ''),
  word: '词',
  ballots: '票数',
  mentions: n => `共提交 ${n} 个词`,
  waiting: n => `${n} 个词待审核`,
  none: '还没有通过审核的词。',
};
