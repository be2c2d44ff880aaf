/** The entry of the chair's page. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './chair.css';
import { boot } from '../../ui/boot';
import { ChairPage } from './page';

boot(() => <ChairPage />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
