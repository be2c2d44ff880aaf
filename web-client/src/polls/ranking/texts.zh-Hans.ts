/** What a ranking says on each page, in Chinese. */
import { byPlace, type RankingDesk, type RankingPhone, type RankingScreen } from './texts.en';

const NUMERALS = '一二三四五六七八九十';
const nth = (n: number): string => (n <= 10 ? `第${NUMERALS[n - 1]}` : `第 ${n}`);

export const phone: RankingPhone = {
  asks: places => `最多排 ${places} 项`,
  how: '请从最优先的开始依次点选，然后提交。',
  howOnce: '请从最优先的开始依次点选。提交后不可更改。',
  order: (letters, left) =>
    letters.length
      ? letters.map((letter, i) => `${nth(i + 1)} ${letter}`).join('，') +
        (left ? `；还可以再排 ${left} 项` : '')
      : '尚未排序',
  send: n => `提交 ${n} 项排序`,
  yours: place => `您排第 ${place}`,
  firsts: n => `${n} 人排在第一`,
  explained: first =>
    first > 1 ? `右侧为积分：第一名 ${first} 分，以下逐名减 1 分。` : '右侧为积分：第一名 1 分。',
};

export const screen: RankingScreen = {
  points: '积分',
  firsts: '第一',
  later: '名次随结果一同公布',
  explained: first => `各名次得分：${byPlace(first)}`,
  place: nth,
};

export const desk: RankingDesk = {
  places: '最多排几位',
  kind: (places, options) =>
    places < options ? `排序，${options} 项中最多排 ${places} 项` : `排序，共 ${options} 项`,
  option: '选项',
  rank: '名次',
  points: '积分',
  firsts: '排在第一',
  explained: first =>
    first > 1
      ? `第一名 ${first} 分，以下逐名减 1 分。积分相同则名次并列。`
      : '第一名 1 分。积分相同则名次并列。',
};
