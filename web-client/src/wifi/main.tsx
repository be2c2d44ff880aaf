/** The entry of the page with the hall's Wi-Fi. */
import '../ui/tokens.css';
import './wifi.css';
import { boot } from '../boot';
import en from '../i18n/en/screen';
import zh from '../i18n/zh-Hans/screen';
import { WifiPage } from './page';

// It speaks all the event's languages at once.
boot(() => <WifiPage />, {
  catalogues: { en: async () => ({ default: en }), 'zh-Hans': async () => ({ default: zh }) },
});
