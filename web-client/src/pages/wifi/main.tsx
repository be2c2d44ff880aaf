/** The entry of the page with the hall's Wi-Fi. */
import '../../ui/tokens.css';
import '../../ui/type.css';
import '../../ui/handout.css';
import './wifi.css';
import { boot } from '../../ui/boot';
import { WifiPage } from './page';

boot(() => <WifiPage />, {});
