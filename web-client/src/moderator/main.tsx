/** The entry of the moderator's desk. */
import '../ui/tokens.css';
import '../ui/desk.css';
import './moderator.css';
import { boot } from '../boot';
import { ModeratorPage } from './page';

boot(() => <ModeratorPage />, {
  catalogues: { en: () => import('../i18n/en/desk'), 'zh-Hans': () => import('../i18n/zh-Hans/desk') },
});
