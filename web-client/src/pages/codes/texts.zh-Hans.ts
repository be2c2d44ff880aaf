import type { CodesTexts } from './texts.en';

const texts: CodesTexts = {
  noAccess: '请用主持人链接打开本页。',
  connecting: '正在连接',
  none: event => `本活动还没有投票码。请在服务器上生成：plenary event codes ${event} --count 40`,
  title: '投票码',
  count: (all, used) => `共 ${all} 个，已使用 ${used} 个。`,
  secret: '凭码即可投票，请妥善保管。单面打印，裁开后每人一张。',
  print: '打印',
  qr: n => `${n} 号投票码的二维码`,
  how: (address, event) => `扫码参会，或在 ${address} 加入 ${event} 后输入此码。限一部手机。`,
  number: n => `${n} 号`,
  used: '已使用',
};
export default texts;
