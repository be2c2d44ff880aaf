/** What a quiz question says on each page, in Chinese. */
import type { QuizDesk, QuizPhone, QuizScreen } from './texts.en';

export const phone: QuizPhone = {
  several: '有一个或多个正确答案',
  tap: '点选答案，时间结束前可以更改。',
  tapOnce: '点一下即锁定。',
  mark: '请选出所有正确答案，然后提交。',
  fast: '答得越快，得分越高。',
  marked: n => `已选 ${n} 项`,
  send: '提交答案',
};

export const screen: QuizScreen = {
  several: '有一个或多个正确答案',
  fast: '答得越快，得分越高',
  wereRight: () => '人答对',
  follows: '即将公布答案',
};

export const desk: QuizDesk = {
  right: '正确答案的字母',
  points: '答对得分',
  fewer: '越晚作答得分越少',
  no: '否',
  yes: '是',
  kind: (points, speed, several) =>
    `答题，${several ? '多个正确答案，' : ''}${points} 分${speed ? '，越晚得分越少' : ''}`,
  form: letter => `答题，${letter} 为正确答案`,
  answer: '答案',
  guests: '人数',
  correct: '正确',
  wereRight: (n, of) => `${of} 人作答，${n} 人答对。`,
  hidden: '观众还不知道正确答案。',
  told: '观众已看到正确答案。',
};
