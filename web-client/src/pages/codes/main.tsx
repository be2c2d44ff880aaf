/** The entry of the sheet of single-use codes. */
import '../../ui/tokens.css';
import '../../ui/type.css';
import '../../ui/handout.css';
import './codes.css';
import { boot } from '../../ui/boot';
import { CodesPage } from './page';

boot(() => <CodesPage />, {});
