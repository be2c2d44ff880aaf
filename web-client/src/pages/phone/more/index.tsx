/**
 * The phone's second chunk: what stands below the live sheet, the pages over it, and the choice of
 * the language. It brings its own styles and texts, so
 * that the first paint does not wait for them.
 */

import '../../../sync/questions';
import { drafts, setDraft } from '../../../polls/drafts';
import { addStyles, useView } from '../../../ui/hooks';
import { AboutYou } from './about';
import { Ask } from './ask';
import { restoreRefused } from './draft';
import { idle } from './kinds';
import { Mine } from './mine';
import styles from './more.css?inline';
import { Notice } from './notice';
import { over } from './over';
import { Program } from './program';
import { Questions } from './questions';
import { Results } from './results';

export { LangSwitch } from '../../../ui/language';
export { focusAsk } from './ask';
export { Newer } from './kinds';
export { openOver, over } from './over';
export { Rejected } from './rejected';
export { speak } from './texts';

addStyles(styles);

// Another web client is on the server: this one is left when nobody looks at it and nothing is half done.
document.addEventListener('visibilitychange', () => {
  if (document.hidden && useView().newBuild && idle()) location.reload();
});

/** All that stands below what is live. */
export function Below() {
  restoreRefused(useView());
  for (const poll of useView().polls)
    if (poll.phase !== 'open' && poll.id in drafts) setDraft(poll, undefined);
  return (
    <>
      <AboutYou />
      <Mine />
      <Questions />
      <Results />
      <Program />
      <AboutYou foot />
      <Notice link />
    </>
  );
}

/** The page over the main one. */
export function Over() {
  return over === 'ask' ? <Ask /> : <Notice />;
}
