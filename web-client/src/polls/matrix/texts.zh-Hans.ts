/** What a matrix says on each page, in Chinese. */
import type { MatrixDesk, MatrixPhone, MatrixScreen } from './texts.en';

export const phone: MatrixPhone = {
  how: '每一项的两行各点一下，然后提交。不了解的可以不评。',
  howOnce: '每一项的两行各点一下，然后提交。提交后不可更改。',
  placed: (n, of) => `已评 ${n} 项，共 ${of} 项`,
  half: letter => `${letter} 项还有一行未评`,
  send: n => (n ? `提交 ${n} 项` : '至少评一项'),
};

export const screen: MatrixScreen = {
  cross: '十字为中间一半人',
};

export const desk: MatrixDesk = {
  steps: '每轴几档',
  best: '最优的一角',
  noBest: '无',
  corners: { top_left: '左上', top_right: '右上', bottom_left: '左下', bottom_right: '右下' },
  kind: steps => `矩阵，${steps} × ${steps} 档`,
  form: '影响与难度矩阵',
  effort: { name: '难度', low: '易做', high: '难做' },
  impact: { name: '影响', low: '影响小', high: '影响大' },
  words: '坐标轴：每条轴依次写名称、低端、高端，各占一行；先写横轴',
  option: '选项',
  placed: '评分人数',
  number: n => n.toFixed(2),
  figure: '各项的平均位置，数值见表格。',
  explained: '先列平均分，再列“中间一半人”：去掉最低和最高的各四分之一之后，其余答案所在的档位。',
};
