/** The entry of the host's desk. */
import '../ui/tokens.css';
import '../screen/screen.css';
import '../ui/desk.css';
import './host.css';
import { boot } from '../boot';
import { HostPage } from './page';

boot(() => <HostPage />, {
  catalogues: { en: () => import('../i18n/en/desk'), 'zh-Hans': () => import('../i18n/zh-Hans/desk') },
});
