/** What the phone says after a quiz question, in Chinese. */
import type { QuizResult } from './texts.en';

const result: QuizResult = {
  right: '答对了',
  wrong: '这次没有答对',
  is: { right: '正确', wrong: '不正确' },
  notAnswered: '您没有回答这道题。',
  place: (rank, of) => `第 ${rank} 名，共 ${of} 人`,
  points: n => `${n} 分`,
};
export default result;
