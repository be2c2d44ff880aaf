/** What a choice says on each page, in Chinese. */

import { written } from '../../words/numbers';
import type { ChoiceDesk, ChoicePhone, ChoiceScreen } from './texts.en';

export const phone: ChoicePhone = {
  choose: (min, max) =>
    min === max ? `选 ${max} 项` : min > 1 ? `选 ${min} 至 ${max} 项` : `最多选 ${max} 项`,
  tap: '点一下即投票，截止前可以更改。',
  tapOnce: '请选择一项，然后提交。提交后不可更改。',
  unsent: '尚未提交',
  mark: '请先勾选，然后提交。',
  picked: (n, min, max) =>
    n < min
      ? `已选 ${n} 项，还需选 ${min - n} 项`
      : n < max
        ? `已选 ${n} 项，还可再选 ${max - n} 项`
        : `已选 ${n} 项`,
  send: n => `提交 ${n} 项选择`,
};

export const screen: ChoiceScreen = {
  picks: (min, max) =>
    min === max ? `请选 ${max} 项` : min > 1 ? `请选 ${min} 至 ${max} 项` : `最多选 ${max} 项`,
  tie: n => `并列，各 ${written(n, 'zh-Hans')} 票`,
};

export const desk: ChoiceDesk = {
  max: '最多选几项',
  min: '最少选几项',
  option: '选项',
  share: '占比',
  votes: '票数',
  rounded: '百分比经过取整。',
  base: (n, several) => `100% 为 ${n} 票${several ? '，每票可选多项' : ''}。`,
  kind: (min, max) =>
    max === 1 ? '投票，单选' : min === max ? `投票，选 ${max} 项` : `投票，选 ${min} 至 ${max} 项`,
};
