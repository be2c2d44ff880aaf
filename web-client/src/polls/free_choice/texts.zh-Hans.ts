/** What a free choice says on each page besides what a choice says, in Chinese. */

import { written } from '../../words/numbers';
import type { FreeChoiceDesk, FreeChoicePhone, FreeChoiceScreen } from './texts.en';

export const phone: FreeChoicePhone = { send: '提交' };

export const screen: FreeChoiceScreen = {
  more: n => `另有 ${written(n, 'zh-Hans')} 条`,
  whole: n => `100% 为作出选择的 ${written(n, 'zh-Hans')} 票`,
};

export const desk: FreeChoiceDesk = {
  making: {
    no: '否',
    yes: '是',
    none: '不选任何选项',
    abstain: '弃权',
    none_of_these: '以上都不选',
    other: '可自填，先经审核员审核',
    random: '每部手机随机排列选项',
  },
  comma: '，',
  pictures: '有图片',
  random: '手机上选项随机排列',
  other: '可自填',
  abstain: '可弃权',
  none_of_these: '可选“以上都不选”',
  whole: n => `100% 为作出选择的 ${n} 票。`,
  approved: n => `自填回答已通过 ${n} 条`,
  waiting: n => `${n} 条待审核`,
};
