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
  quiet: '目前没有投票，开始后会自动显示。',
  before: '活动开始后会自动显示。',
  after: '活动已结束，感谢您的参与。',
  open: '投票进行中',
  closed: '投票已截止',
  results: '投票结果',
  left: time => `剩余 ${time}`,
  votes: n => `${n} 人投票`,
  sending: '正在提交…',
  kept: '已保存在本机，正在提交…',
  counted: '已计入。截止前可以更改。',
  countedOnce: '已计入。结果将在大屏幕上公布。',
  answering: '正在回答',
  to: who => (/^[!-~]/.test(who) ? `请 ${who} 回答` : `请${who}回答`),
  offline: '网络中断，正在自动重连。',
};
export default phone;
