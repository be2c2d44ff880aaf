import type { BareTexts } from './texts.en';

const bare: BareTexts = {
  needsScript: '请在浏览器设置中启用 JavaScript，或换用其他浏览器。',
  titles: {
    phone: '',
    home: '加入活动',
    organise: '活动',
    host: '主持人',
    moderator: '审核员',
    interpreter: '译员',
    panelist: '嘉宾',
    chair: '主席',
    captioner: '字幕',
    rapporteur: '记录员',
    screen: '屏幕',
    lower: '字幕条',
    slide: '投票',
    wifi: 'Wi-Fi',
    codes: '投票码',
    print: '打印',
    edit: '编辑',
    door: '签到',
    guests: '来宾名单',
  },
};
export default bare;
