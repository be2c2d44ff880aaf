/** The entry of the interpreter's page. */
import '../../ui/tokens.css';
import '../../ui/desk.css';
import './interpreter.css';
import { boot } from '../../ui/boot';
import { InterpreterPage } from './page';

boot(() => <InterpreterPage />, {
  catalogues: import.meta.glob('./texts.*.ts', { import: 'default' }),
});
