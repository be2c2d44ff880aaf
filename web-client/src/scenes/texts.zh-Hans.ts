/** The words of the scenes, in Chinese. */
import type { ScreenTexts } from './texts.en';

const day = (date: string): string =>
  new Intl.DateTimeFormat('zh-Hans', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

const screen: ScreenTexts = {
  when: (date, where) => (where ? `${day(date)}，${where}` : day(date)),
  between: (start, end) => `${start}–${end}`,
  voted: () => '人已投票',
  votes: () => '人投票',
  voters: () => '人投票',
  rounded: '数值经过取整',
  haveVoted: () => '人已投票',
  left: '剩余',
  soon: '投票即将开始',
  closed: '投票结束',
  results: '投票结果',
  next: '接下来',
  asks: '提问',
  answers: '回答',
  fromTheHall: '现场来宾提问',
  topQuestions: '大家最关心的问题',
  noQuestions: '欢迎提问',
  noQuestionsHow: '扫描二维码即可提问，问题经审阅后显示在这里。',
  scan: '扫码提问与投票',
  camera: '微信或手机相机',
  joinQr: '参与活动的二维码',
  kinds: {
    opening: '开幕式',
    keynote: '主旨演讲',
    dialogue: '对话',
    round_table: '圆桌讨论',
    cooperation: '合作洽谈',
    break: '休息',
    other: '正在进行',
  },
};
export default screen;
