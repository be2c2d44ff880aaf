/** The entry of the lower third for video mixers. */
import '../../ui/tokens.css';
import '../../ui/type.css';
import './lower.css';
import { boot } from '../../ui/boot';
import { LowerPage } from './page';

boot(() => <LowerPage />, {});
