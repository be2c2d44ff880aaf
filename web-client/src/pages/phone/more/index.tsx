/**
 * The phone's second chunk: everything below the live sheet, the pages over it, later moments, and the language menu. It has its
 * own styles and texts, so the first paint does not wait for them.
 */

import '../../../sync/questions';
import { addStyles, useStore, useView } from '../../../ui/hooks';
import { coverPage, leaving } from '../../../ui/leave';
import { AboutYou } from './about';
import { fetchAhead } from './ahead';
import { Announced } from './announced';
import { Ask } from './ask';
import { Board } from './board';
import { Captions, CaptionsVerb } from './captions';
import { Cards, HeldCard } from './cards';
import './code';
import { restoreRefused } from './draft';
import { idle } from './kinds';
import { ComesNext, Mine } from './mine';
import styles from './more.css?inline';
import { News } from './news';
import { Notice } from './notice';
import { Opened } from './opened';
import { over } from './over';
import { Program } from './program';
import { Questions } from './questions';
import { Results } from './results';
import { Speaking } from './speaking';

export { Numbers } from '../../../polls/numbers';
export { LangSwitch } from '../../../ui/language';
export { focusAsk } from './ask';
export { isOwn, staffOf } from './asker';
export { Beneath } from './beneath';
export { Hands } from './hands';
export { Newer } from './kinds';
export { Line } from './line';
export { openOver, over } from './over';
export { ownOf } from './own';
export { Rejected } from './rejected';
export { useRemarks } from './remarks';
export { useSays } from './says';
export { foot } from './send';
export { survey } from './survey';
export { speak, useMore } from './texts';
export { admits, Voters } from './voters';
export { whoIs } from './whom';
export { Yours } from './yours';

addStyles(styles);

// The server has another web client: reload when nobody looks at the page and nothing is half done.
document.addEventListener('visibilitychange', () => {
  if (document.hidden && useView().newBuild && idle()) location.reload();
});

// Another tab sends what it stored after it joined. A socket of this tab that is older than the cookie only watches.
addEventListener('storage', e => {
  if (e.key?.includes('.out.') && !e.newValue) useStore().join();
});

/** Everything below the live part, as soon as the view is whole: a list that grows once more would move what is read. */
export function Below() {
  const view = useView();
  restoreRefused(view);
  if (!view.whole) return null;
  fetchAhead(view.stage?.kinds);
  return (
    <>
      <Board />
      <Speaking />
      <Cards />
      <AboutYou />
      <ComesNext />
      <Mine />
      <Questions />
      <Results />
      <CaptionsVerb />
      <Program />
      <AboutYou foot />
      <Notice link />
    </>
  );
}

/** The page over the main one. */
export function Over() {
  return over === 'ask' ? <Ask /> : over === 'card' ? <HeldCard /> : <Notice />;
}

/** The lines under the head: what hosts announce, and an open poll out of sight. */
export function Lines() {
  return (
    <>
      <Announced />
      <Captions />
      <Opened />
    </>
  );
}

/** What a guest is told wherever they are: aloud to screen readers, and over everything that the hall is to be left. */
export function Told() {
  coverPage(leaving(useView())?.texts);
  return <News />;
}
