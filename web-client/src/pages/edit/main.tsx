/** The entry of the editor of the programme. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './edit.css';
import { boot } from '../../ui/boot';
import { EditPage } from './page';

boot(() => <EditPage />, { catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }) });
