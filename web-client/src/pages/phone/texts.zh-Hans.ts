/** What a phone needs for its first paint and first vote, in Chinese. */
import { phone as choice } from '../../polls/choice/texts.zh-Hans';
import type { PhoneTexts } from './texts.en';

const phone: PhoneTexts = {
  language: '语言',
  choice,
  ask: '我要提问',
  now: '现在',
  until: time => `至 ${time}`,
  next: time => `接下来 ${time}`,
  quiet: '目前没有投票。投票开始后会自动显示在这里。',
  before: '会议开始后，内容会自动显示在这里。',
  after: '活动已结束，感谢您的参与。',
  open: '投票进行中',
  closed: '投票已截止',
  results: '投票结果',
  left: time => `剩余 ${time}`,
  votes: n => `${n} 人投票`,
  rounded: '已取整',
  sending: '正在提交…',
  kept: '已存在本机，正在提交…',
  counted: '已计入。截止前可以更改。',
  countedOnce: '已计入。结果将在大屏幕上公布。',
  wait: '投票已截止。结果将在大屏幕上公布。',
  total: votes => `共 ${votes}，已截止。`,
  answering: '正在回答',
  to: who => (/^[!-~]/.test(who) ? `向 ${who}` : `向${who}`),
  offline: '网络中断，正在自动重连，无需刷新页面。',
  gone: '此活动已不存在。',
  revoked: '主办方已关闭此页面。',
};
export default phone;
