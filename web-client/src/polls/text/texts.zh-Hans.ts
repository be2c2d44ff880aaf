/** What open text says on each page, in Chinese. */
import type { TextDesk, TextPhone, TextScreen } from './texts.en';

export const phone: TextPhone = {
  how: '回答经审核后才会公开显示，不公开您的姓名。',
  howOnce: '回答经审核后公开。提交后不可更改。',
  yours: '您的回答',
  says: '尚未提交',
  saysOnce: '尚未提交。提交后不可更改。',
  send: '提交',
  again: '提交并替换',
  tooLong: n => `超出 ${n} 个字`,
  waiting: '审核中',
  approved: '已通过',
  hidden: '未显示',
  none: '还没有通过审核的回答。',
  newest: (n, all) => `共 ${all} 条，显示最新 ${n} 条`,
  times: n => `${n} 人这样写`,
  others: '其他回答',
};

export const screen: TextScreen = {
  each: '每人一条',
  waiting: n => `${n} 条正在审核`,
  taken: '正在讨论',
};

export const desk: TextDesk = {
  chars: '最多字符数',
  kind: chars => `开放回答，最多 ${chars} 字`,
  answer: '回答',
  guests: '人数',
  approved: n => `已通过 ${n} 条`,
  waiting: n => `${n} 条待审核`,
  none: '还没有通过审核的回答。',
};
