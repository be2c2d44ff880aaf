/** The words of the projector page and of the Wi-Fi page, in Chinese. */
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
  lost: time => `连接中断，画面停在 ${time}`,
  reconnecting: '正在重新连接',
  revoked: '此屏幕的链接已停用，请向主持人索取新链接。',
  gone: '本次活动已结束。',
  noAccess: '请用主持人提供的屏幕链接打开此页。',
  connecting: '正在连接',
  fullScreen: '全屏',
  theme: '浅色或深色',
  swap: '首选语言',
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
  wifiStep: '连接无线网络',
  wifiHow: '用手机相机扫码，或在设置中选择该网络。',
  wifiQr: '无线网络二维码',
  joinStep: '参与活动',
  joinHow: '用微信或手机相机扫码，或输入网址和活动码。',
  wifiMissing: '本次活动未设置无线网络，来宾请扫描旁边的二维码参与。',
  print: '打印',
};
export default screen;
