/** What the phone says of a matrix's result, in Chinese. */
import type { MatrixResult } from './texts.en';

const result: MatrixResult = {
  leaveOut: '不评',
  figure: '各项的平均位置，数值见下表。',
  option: '平均分',
  number: n => n.toFixed(1),
  yours: (first, second) => `您 ${first}、${second}`,
  by: (n, of) => `${of} 人中 ${n} 人评过`,
  read: '字母在所有人的平均位置。',
  readMine: '字母在所有人的平均位置，圆圈在您选的位置。',
};
export default result;
