/** The entry of the page that shows one poll alone, in a frame of somebody's slides or in a video mixer. It has no cookie: its address says what it may see. */
import '../../ui/tokens.css';
import '../../ui/leave.css';
import './slide.css';
import { useView } from '../../ui/hooks';
import { coverPage, leaving } from '../../ui/leave';
import { start } from '../../ui/start';
import { OPTIONS, SlidePage } from './page';

const poll = encodeURIComponent(document.documentElement.dataset.poll ?? '');

function Root() {
  coverPage(leaving(useView())?.texts);
  return <SlidePage />;
}

start(() => <Root />, { of: `&poll=${poll}&secret=${encodeURIComponent(OPTIONS.secret)}` });
