/** What the phone says of own words and of the result of a free choice, in Chinese. */
import type { OwnTexts } from './texts.en';

const own: OwnTexts = {
  yours: '您的回答',
  read: '先由审核员审核，再向大家显示。不显示姓名。',
  write: '请写下您的回答',
  tooLong: n => `超出 ${n} 个字`,
  waiting: '审核中',
  approved: '已通过',
  hidden: '未显示',
  whole: n => `100% 为作出选择的 ${n} 票。`,
};
export default own;
