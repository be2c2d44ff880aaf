/** The entry of the door's page. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './door.css';
import { boot } from '../../ui/boot';
import { DoorPage } from './page';

boot(() => <DoorPage />, { catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }) });
