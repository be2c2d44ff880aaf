/** The words of the interpreter’s page, in Chinese. */
import desk from '../../ui/texts.zh-Hans';
import type { InterpreterTexts } from './texts.en';

const texts: InterpreterTexts = {
  ...desk,
  offline: time => `${time} 起连接中断，正在自动重连。列表为断线前的内容。`,
  interpreter: {
    title: '口译',
    list: '内容',
    lacking: n => `${n} 条缺少译文`,
    search: '搜索内容',
    into: '目标语言',
    all: '全部',
    intoOne: language => `译成${language}`,
    alsoWaiting: n => (n ? `包括待审 ${n}` : '包括待审'),
    hall: (interpreters, moderators) => `${interpreters} 位口译员，${moderators} 位审核员`,
    sections: {
      screen: '屏幕上或即将上屏',
      made: '现场新建的投票',
      list: '观众列表，按支持人数排序',
      program: '议程内容',
      waiting: '等待审核',
    },
    kinds: {
      poll: '投票',
      session: '环节',
      survey: '问卷',
      person: '嘉宾',
      group: '分组',
      event: '活动',
    },
    number: n => `${n} 号提问`,
    place: n => `待答第 ${n} 条`,
    nTexts: n => `${n} 项内容`,
    missing: language => `缺${language}`,
    upvotes: n => `${n} 人支持`,
    asked: ago => `${ago}前提出`,
    ago: seconds =>
      seconds < 60
        ? `${seconds} 秒`
        : seconds < 5400
          ? `${Math.floor(seconds / 60)} 分钟`
          : `${Math.floor(seconds / 3600)} 小时`,
    original: '原文',
    colleague: (role, n) =>
      role === 'interpreter' ? `口译员 ${n}` : role === 'host' ? '主持人' : `审核员 ${n}`,
    writes: who => `${who}正在写`,
    missingWord: '缺译文',
    outdated: '已过时',
    saved: '已保存',
    yours: '正在写',
    unread: '等待审核',
    still: '仍然正确',
    oldPair: '原文已改。保存之前，观众仍看到原来的两种文字。',
    changedMeanwhile: '你开始翻译后，原文改过。',
    cellLabel: (language, original) => `${language}：${original}`,
    save: '保存，下一条',
    giveBack: '放弃',
    kept: '边写边存在这台电脑上',
    terms: '术语',
    figures: '数字',
    figuresRule: '原文的每个数字都要出现在译文里。',
    lacksFigures: figures => `缺少 ${figures}。再保存一次即可不写。`,
    didSave: text => `已保存：${text}`,
    glossary: '术语表',
    nTerms: n => `${n} 条`,
    ofTerms: (n, all) => `${n}/${all} 条`,
    moreTerms: n => `还有 ${n} 条，请搜索。`,
    noTerms: '还没有术语。选中词语后按 Alt = 添加。',
    searchTerm: '搜索术语',
    addTerm: '添加术语',
    changeTerm: '修改术语',
    termNote: '给口译员的提示（选填）',
    saveTerm: '保存术语',
    removeTerm: '删除术语',
    didTerm: text => `已加入术语表：${text}`,
    didRemoveTerm: '术语已删除。',
    by: who => `提问人：${who}`,
    to: who => `请${who}回答`,
    complete: languages =>
      languages === 1
        ? '本次活动只有一种语言。'
        : languages === 2
          ? '所有内容均有两种语言。'
          : '所有内容均有全部语言。',
    completeHow: '缺少译文的提问和内容会出现在这里，最急的排在最上面。',
    butWaiting: n => `只有 ${n} 条待审提问缺少译文。`,
    showWaiting: '显示',
    noneMatch: '没有符合条件的内容。',
    keys: {
      move: '移动',
      write: '写译文',
      cell: '下一项',
      save: '保存，下一条',
      insert: '插入',
      choose: '插入（Alt 被占用时）',
      still: '仍然正确',
      glossary: '术语表',
      term: '添加术语',
      undo: '撤销',
      into: '只看一种语言或全部',
      waiting: '包括待审',
      search: '搜索',
      cancel: '显示全部',
    },
  },
};

export default texts;
