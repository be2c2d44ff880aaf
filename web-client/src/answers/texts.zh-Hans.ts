/** What desks say about the answers that guests write into polls, in Chinese. */
import type { AnswersTexts } from './texts.en';

const answers: AnswersTexts = {
  approve: '通过',
  approveAll: n => `通过全部 ${n} 个未标记的`,
  hide: '隐藏',
  show: '重新显示',
  join: '合并到…',
  here: '合并到这里',
  part: '单独计数',
  take: '放大或收回',
  group: '分组…',
  translate: '翻译',
  groupName: '分组',
  groupIn: lang => `分组名称（${lang}）`,
  newGroup: '新建分组',
  noGroup: '不分组',
  save: '保存',
  onScreen: '正在放大显示',
  marked: '含标记词',
  pending: '译文尚未显示',
  joining: word => `请选择要与${word}合并计数的已通过回答。`,
  did: {
    approved: word => `已通过${word}`,
    all: n => `已通过 ${n} 个回答`,
    hidden: word => `已隐藏${word}`,
    joined: (word, other) => `${word}与${other}合并计数`,
    translated: word => `已翻译${word}`,
    grouped: (word, group) => (group ? `${word}已归入“${group}”` : `${word}已移出分组`),
    taken: word => `正在放大显示${word}`,
    putDown: '已收回',
    parted: word => `${word}单独计数`,
  },
};

export default answers;
