/**
 * The phone's second chunk: what stands below the live sheet, and the pages over it. It brings its own styles and texts, so
 * that the first paint does not wait for them.
 */

import { useView } from '../../../ui/hooks';
import { local } from '../local';
import { Ask } from './ask';
import { restoreRefused } from './draft';
import { Mine } from './mine';
import styles from './more.css?inline';
import { Notice } from './notice';
import { Program } from './program';
import { Questions } from './questions';
import { Results } from './results';
import { setMore } from './texts';
import type { MoreTexts } from './texts.en';

export { focusAsk } from './ask';
export { Rejected } from './rejected';

// Rules are put into the page's own style sheet: the policy of the page allows no other, and one wrapping rule is one call.
const sheet = document.styleSheets[0];
sheet?.insertRule(`@media all{${styles}}`, sheet.cssRules.length);

// Another web client is on the server: this one is left when nobody looks at it and nothing is half done.
document.addEventListener('visibilitychange', () => {
  const { newBuild, pending } = useView();
  if (document.hidden && newBuild && !pending.length && !local.over && !local.drafts.size) location.reload();
});

/** All that stands below what is live. */
export function Below({ texts }: { texts: MoreTexts }) {
  setMore(texts);
  restoreRefused(useView());
  return (
    <>
      <Mine />
      <Questions />
      <Results />
      <Program />
      <Notice link />
    </>
  );
}

/** The page over the main one. */
export function Over({ texts }: { texts: MoreTexts }) {
  setMore(texts);
  return local.over === 'ask' ? <Ask /> : <Notice />;
}
