/** The words of the panelist’s page, in Chinese. */
import desk from '../../ui/texts.zh-Hans';
import type { PanelistTexts } from './texts.en';

const texts: PanelistTexts = {
  ...desk,
  panelist: {
    title: name => `给${name}的提问`,
    nowToYou: '现在，请您回答',
    nowTo: who => `现在，由${who}回答`,
    nowToPanel: '现在，请各位嘉宾回答',
    support: n => `${n} 人支持`,
    askedBy: who => `提问人：${who}`,
    askedByGuest: '观众提问',
    askedByStaff: '主办方提问',
    answered: '我已回答',
    saidAnswered: '您已回答该提问',
    next: '下一条提问',
    nextToYou: '下一条，请您回答',
    nextTo: who => `下一条，由${who}回答`,
    alsoToYou: '其他给您的提问',
    noneToYou: '没有其他给您的提问。通过审核的新提问会出现在这里。',
    noNext: '暂无下一条提问。',
    nothingNow: '屏幕上暂无提问',
    nothingNowHow: '审核员选定的提问会以大字显示在这里。',
    until: time => `至 ${time}`,
    minutes: () => '分钟',
    timeLeft: '剩余时间',
    timeOver: '已超时',
    ends: '本环节结束时间',
    pollOpen: '投票进行中',
    pollLeft: time => `投票剩余 ${time}`,
    votes: n => `${n} 人投票`,
    backstage: '后台消息',
    toYouAlone: '只发给您',
    toAll: '发给全体嘉宾',
    seen: '已阅',
    underneath: '提问仍在原处，按下后即可看到。',
    moreMessages: n => `之后还有 ${n} 条消息。`,
    noSession: '目前没有进行中的环节。',
  },
};

export default texts;
