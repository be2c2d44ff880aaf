/** The entry of the moderator's desk. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './moderator.css';
import { boot } from '../../ui/boot';
import { ModeratorPage } from './page';

boot(() => <ModeratorPage />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
