/** What the Wi-Fi page says, in Chinese. */
import type { WifiTexts } from './texts.en';

const texts: WifiTexts = {
  noAccess: '请用主持人提供的屏幕链接打开此页。',
  connecting: '正在连接',
  joinQr: '参与活动的二维码',
  wifiStep: '连接无线网络',
  wifiHow: '用手机相机扫码，或在设置中选择该网络。',
  wifiQr: '无线网络二维码',
  network: '网络名称',
  password: '密码',
  open: '无需密码',
  joinStep: '参与活动',
  joinHow: '用微信或手机相机扫码，或输入网址和活动码。',
  wifiMissing: '本次活动未设置无线网络，观众扫码即可参与。',
  print: '打印',
};

export default texts;
