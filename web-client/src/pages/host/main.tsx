/** The entry of the host's desk. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './host.css';
import { boot } from '../../ui/boot';
import { HostPage } from './page';

boot(() => <HostPage />, {
  coversItself: true,
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
