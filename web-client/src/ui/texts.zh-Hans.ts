/** The words that all desks share, in Chinese. */
import states from '../words/states/texts.zh-Hans';
import type { DeskTexts } from './texts.en';

const desk: DeskTexts = {
  language: '语言',
  keysTitle: '全部快捷键',
  allKeys: '全部快捷键',
  characters: '启用单字符快捷键（字母、数字和符号）',
  close: '关闭',
  cancel: '取消',
  undo: '撤销',
  undone: '已撤销',
  nothingToUndo: '没有可撤销的操作。',
  notNow: '现在无法执行该操作。',
  newBuild: '此页面有新版本。',
  reload: '立即更新',
  newer: '请重新载入此页面以查看此类投票。',
  languageNames: { en: '英文', 'zh-Hans': '中文', fr: '法文' },
  states: states.desk,
  phases: { ready: '未开始', open: '进行中', closed: '已结束', revealed: '已公布' },
  sessionStates: { coming: '未开始', running: '进行中', ended: '已结束', skipped: '已跳过' },
  link: {
    connecting: '正在连接…',
    noAccess: '打开此页需要专用链接，请向主持人索取后重新打开。',
    revoked: '此页的链接已停用，请向主持人索取新链接。',
    gone: '该活动已不存在。',
  },
  offline: time => `${time} 起连接中断，正在自动重连。已输入的内容不会丢失，恢复连接后即可继续操作。`,
  noConnection: '连接中断',
  noYet: language => `尚无${language}`,
  shown: (n, all) => `${n}/${all}`,
  filtered: '筛选条件',
  showAll: '显示全部',
  rejected: {
    not_allowed: '此页面无权执行该操作。',
    not_joined: '尚未连接，请稍后再试。',
    unknown: '该内容已不存在。',
    not_from_here: '当前状态下不能执行该操作。',
    cannot_undo: '已无法撤销。',
    bad_language: '本次活动不包含该语言。',
    text_empty: '文字为空。',
    text_too_long: max => `文字超过 ${max} 字。`,
    out_of_range: (min, max) => `请填写 ${min} 至 ${max} 之间的数字。`,
    unavailable: '连接暂时中断，操作未执行。',
    cannotWrite: '服务器暂时无法保存，操作未执行，请重试。',
    other: '操作未执行。',
    staleQuestion: (state, edited) =>
      `已有他人先行处理：该提问现为“${state}”${edited ? '，且已修改' : ''}。您的操作未执行。`,
    stale: state => `已有他人先行处理：现为“${state}”。您的操作未执行。`,
  },
  hours: (start, end) => `${start}–${end}`,
  screenShows: {
    holding: '屏幕正在显示活动标题。',
    session: '屏幕正在显示当前环节。',
    poll: '屏幕正在显示投票。',
    questions: '屏幕正在显示热门提问。',
    question: '屏幕正在显示一条提问。',
    join: '屏幕正在显示活动码。',
    blank: '屏幕已黑屏。',
  },
};

export default desk;
