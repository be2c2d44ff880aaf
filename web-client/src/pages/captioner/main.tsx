/** The entry of the captioner's page. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './captioner.css';
import { boot } from '../../ui/boot';
import { CaptionerPage } from './page';

boot(() => <CaptionerPage />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
