/** The entry of the projector page. */
import '../ui/tokens.css';
import './screen.css';
import { boot } from '../boot';
import en from '../i18n/en/screen';
import zh from '../i18n/zh-Hans/screen';
import { ScreenPage } from './page';

// The screen speaks all the event's languages at once.
boot(() => <ScreenPage />, {
  catalogues: { en: async () => ({ default: en }), 'zh-Hans': async () => ({ default: zh }) },
});
