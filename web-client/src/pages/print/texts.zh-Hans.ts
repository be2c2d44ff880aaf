/** What the page that prints says, in Chinese. */
import type { PrintTexts } from './texts.en';

const texts: PrintTexts = {
  noAccess: '请用主持人链接打开本页。',
  connecting: '正在连接',
  title: '打印',
  back: '主持人页面',
  what: '打印内容',
  kinds: { poster: '海报', table: '桌卡', badges: '胸卡', links: '链接卡' },
  paper: '纸张',
  order: '首要语言',
  each: '各印一份',
  print: '打印',
  printHow: '请在浏览器的打印窗口中选择相同的纸张、100% 缩放、无边距。',
  tables: '桌数',
  tablesHow: '沿虚线对折。填 0 则打印一张无桌号的桌卡。',
  names: '姓名',
  namesHow: '每行一人，也可从表格粘贴：姓名、另一种文字的姓名、单位、另一种文字的单位、分组。',
  namesStay: '名单只保存在此浏览器中，关闭页面后即消失。',
  file: '或选择 CSV 文件',
  badges: n => `共 ${n} 张`,
  notText: '此文件不是 UTF-8 文本。请将表格另存为“CSV UTF-8”。',
  fault(fault) {
    switch (fault.why) {
      case 'many':
        return '名单最多 1000 人，请分批打印。';
      case 'long':
        return `第 ${fault.line} 行：有单元格超过 120 字。`;
      case 'nameless':
        return `第 ${fault.line} 行：缺少姓名。`;
      case 'unclosed':
        return `第 ${fault.line} 行：引号没有闭合。`;
    }
  },
  copies: '各角色张数',
  secret: '每个二维码都是一把钥匙，请当面交给本人。',
  failed: '链接加载失败。',
  again: '重试',
  none: '还没有可打印的内容。',
  sheets: '预览',

  scan: '扫码提问与投票',
  how: '用微信或手机相机扫码。无需注册，无需安装。',
  joinQr: '参与活动的二维码',
  wifi: '无线网络',
  wifiQr: '无线网络二维码',
  network: '网络',
  password: '密码',
  open: '无需密码',
  ask: '您的问题，会上作答',
  yours: '用您的语言提问即可，另一种语言由译员补上。',
  table: '号桌',
  number: n => `${n} 号`,
  linkQr: role => `二维码：${role}`,
  name: '姓名',
  key: '此卡即钥匙，遗失请告知主持人。',
  until: '主持人撤销前有效',
  where: (venue, date) => (venue ? `${date}，${venue}` : date),
};

export default texts;
