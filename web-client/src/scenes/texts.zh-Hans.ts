/** The words of the scenes, in Chinese. */

import { written } from '../words/numbers';
import type { ScreenTexts } from './texts.en';

const day = (date: string): string =>
  new Intl.DateTimeFormat('zh-Hans', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

const screen: ScreenTexts = {
  when: (date, where) => (where ? `${day(date)}，${where}` : day(date)),
  voted: () => '人已投票',
  votes: () => '人投票',
  voters: () => '人投票',
  connected: () => '部手机在线',
  checkedIn: () => '位来宾已签到',
  changed: (n, both, rounds) =>
    `${rounds === 2 ? '两轮' : '最近两轮'}都投票的 ${written(both, 'zh-Hans')} 人中，${written(n, 'zh-Hans')} 人改变了选择`,
  fewHidden: '不足五人的组不显示',
  fingerprint: '校验码',
  weighed: () => '票（加权）',
  ballots: () => '张选票',
  haveVoted: () => '人已投票',
  left: ['剩余', ''],
  last: '即将截止',
  voteNow: '请投票',
  page: (n, of) => `第 ${n} 页，共 ${of} 页`,
  named: '记名投票',
  only: values => `仅限：${values.join('、')}`,
  onlySome: group => `仅限部分观众（按${group}）`,
  onePer: (group, first) => `每个${group}一票，以${first ? '第一' : '最后一'}票为准`,
  weights: values => values.map(([value, n]) => `${value}：每票计 ${n} 票`).join('，'),
  weighted: '加权投票',
  hallCode: '现场码',
  verified: { open: '一机一票', hall: '现场投票', code: '一码一票' },
  soon: '投票即将开始',
  closed: '投票已截止',
  results: '投票结果',
  next: '接下来',
  asks: ['', '提问'],
  answers: ['请', '回答'],
  fromTheHall: '现场观众提问',
  lastQuestion: '最后一问',
  fromStaff: '主办方提问',
  support: n => `${written(n, 'zh-Hans')} 人支持`,
  topQuestions: '观众热门提问',
  noQuestions: '欢迎提问',
  noQuestionsHow: '扫描二维码即可提问，提问经审核后显示在这里。',
  cards: {
    title: '请随时举牌',
    up: () => '张牌已举起',
    until: '举起的牌由本人放下',
  },
  survey: {
    soon: '问卷即将开始',
    open: '问卷已开放',
    closed: '问卷已截止',
    finished: '人已答完',
    began: '人已开始',
  },
  board: {
    after: n => (n === 1 ? '第一题之后' : `${n} 题之后`),
    guest: '一位来宾',
    read: '昵称由来宾自选，已经审核',
    beside: (n, points) => `另有 ${written(n, 'zh-Hans')} 人也是 ${written(points, 'zh-Hans')} 分`,
    players: () => '人参加',
  },
  back: hour => `${hour} 继续`,
  scan: '扫码提问与投票',
  camera: '微信或手机相机',
  wifi: '无线网络',
  password: '密码',
  joinQr: '参与活动的二维码',
};
export default screen;
