import type { StateTexts } from './texts.en';

const states: StateTexts = {
  desk: {
    waiting: '待审核',
    approved: '已通过',
    next: '待答',
    now: '正在屏幕上显示',
    answered: '已回答',
    declined: '未采用',
    withdrawn: '提问人已撤回',
    erased: '已由提问人删除',
    archived: '已归档',
  },
  guest: {
    waiting: '已提交，等待审核',
    approved: '已通过',
    next: '即将回答',
    now: '正在回答',
    answered: '已回答',
    withdrawn: '已撤回',
    erased: '已删除',
    archived: '未回答，已随环节归档',
  },
};
export default states;
