/** The entry of the projector page. */
import '../../ui/tokens.css';
import './screen.css';
import { boot } from '../../ui/boot';
import { ScreenPage } from './page';

boot(() => <ScreenPage />, {});
