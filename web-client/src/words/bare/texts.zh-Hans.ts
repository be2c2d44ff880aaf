import type { BareTexts } from './texts.en';

const bare: BareTexts = {
  needsScript: '此页面需要启用 JavaScript，请在浏览器设置中开启，或换用其他浏览器打开。',
};
export default bare;
