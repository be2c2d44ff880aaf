/** What the projector page says beside its scenes, in Chinese. */
import type { OperatorTexts } from './texts.en';

const texts: OperatorTexts = {
  noAccess: '请用主持人提供的屏幕链接打开此页。',
  connecting: '正在连接',
  lost: time => `连接中断，画面停在 ${time}`,
  reconnecting: '正在重新连接',
  revoked: '此屏幕的链接已停用，请向主持人索取新链接。',
  gone: '本次活动已结束。',
  fullScreen: '全屏',
  theme: '浅色或深色',
  swap: '切换语言顺序',
  turn: '下一页',
  mayDim: '此电脑可能会关闭屏幕，请停用屏幕保护和休眠。',
};

export default texts;
