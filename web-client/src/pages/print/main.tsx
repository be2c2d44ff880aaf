/** The entry of the page that prints posters, table cards, badges and link cards. */
import '../../ui/tokens.css';
import '../../ui/type.css';
import '../../ui/handout.css';
import './print.css';
import { boot } from '../../ui/boot';
import { PrintPage } from './page';

boot(() => <PrintPage />, {});
