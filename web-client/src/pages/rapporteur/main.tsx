/** The entry of the rapporteur's page. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './rapporteur.css';
import { boot } from '../../ui/boot';
import { RapporteurPage } from './page';

boot(() => <RapporteurPage />, { catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }) });
