/** The entry of a panelist's page. */
import '../ui/tokens.css';
import '../ui/desk.css';
import './panelist.css';
import { boot } from '../boot';
import { PanelistPage } from './page';

boot(() => <PanelistPage />, {
  catalogues: { en: () => import('../i18n/en/desk'), 'zh-Hans': () => import('../i18n/zh-Hans/desk') },
});
