/** What the phone says after a quiz question, in Chinese. */
import type { QuizResult } from './texts.en';

const result: QuizResult = {
  right: '答对了',
  wrong: '这次没有答对',
  is: { right: '正确', wrong: '不正确' },
  notAnswered: '您没有回答这道题。',
  place: (rank, of) => `第 ${rank} 名，共 ${of} 人`,
  points: n => `${n} 分`,
  nickname: '排行榜上的昵称',
  how: '审核通过后，其他人才能看到。不填昵称，排行榜上显示为“一位来宾”。',
  play: '使用这个昵称',
  without: '不用昵称',
  playAs: '您的昵称：',
  unnamed: '您没有使用昵称。',
  choose: '填写昵称',
  change: '更改',
  sending: '正在发送…',
  state: {
    waiting: '等待审核。',
    approved: '已通过审核，其他人可以看到。',
    hidden: '未采用，可以换一个。',
  },
};
export default result;
