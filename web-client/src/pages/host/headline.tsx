/** The headline of what is in hand, set as the screen sets it: a short word with a hyphen stays on one line. */
import type { JSX } from 'preact';
import { useLang } from '../../ui/hooks';
import { whole } from '../../ui/screen';
import { Both, pick } from '../../ui/text';
import { sameLanguage, type Texts } from '../../words/texts';

export function Headline({ texts }: { texts: Texts }): JSX.Element {
  const [first, text] = pick(texts, useLang()[0]);
  if (sameLanguage(first, 'zh')) return <Both texts={texts} say as="h2" />;
  const { [first]: _, ...others } = texts;
  return (
    <>
      <h2 class="say" lang={first} dir="auto">
        {whole(text)}
      </h2>
      {Object.values(others).some(other => other !== text) ? <Both texts={others} class="alt" /> : null}
    </>
  );
}
