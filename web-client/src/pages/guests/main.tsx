/** The entry of the page with the guest list. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './guests.css';
import { boot } from '../../ui/boot';
import { GuestsPage } from './page';

boot(() => <GuestsPage />, { catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }) });
