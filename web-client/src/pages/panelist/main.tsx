/** The entry of a panelist's page. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './panelist.css';
import { boot } from '../../ui/boot';
import { PanelistPage } from './page';

boot(() => <PanelistPage />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
