/** What happened to a question, the latest first. */
import type { JSX } from 'preact';
import { useFullTo } from '../../../people/addressee';
import type { Deed, Leaf } from '../../../protocol/http';
import { useLang, useT, useView } from '../../../ui/hooks';
import { pick } from '../../../ui/text';
import { timeOfDay } from '../../../words/hour';
import type { ModeratorTexts } from '../texts.en';

export function Steps(props: {
  leaf: Leaf;
  /** Makes the question stand as it stood after a step, by the step's number. */
  back: ((step: number) => void) | undefined;
}): JSX.Element {
  const { colleague, moderator: t } = useT<ModeratorTexts>();
  const { event } = useView();
  const said = useDeed();
  const { leaf, back } = props;
  const time = (at: number) => (event ? timeOfDay(at, event.zone) : '');
  const steps = leaf.steps.map((step, i) => ({ ...step, key: leaf.dropped + i })).reverse();
  return (
    <div class="leaf-part">
      <h3>{t.leaf.history}</h3>
      <ol class="steps">
        {steps.map(({ at, by, n, did, key, back: isOpen }) => (
          <li key={key}>
            <span class="mut sm">{time(at)}</span>
            <span>
              {said(did)}{' '}
              <span class="mut">{by && n !== undefined ? colleague(by, n) : t.leaf.role(by)}</span>
            </span>
            {isOpen ? (
              <button
                type="button"
                class="plain"
                disabled={!back}
                aria-label={t.leaf.backTo(said(did), time(at))}
                onClick={() => back?.(key)}
              >
                {t.leaf.back}
              </button>
            ) : null}
          </li>
        ))}
        {leaf.dropped ? <li class="mut">{t.leaf.dropped(leaf.dropped)}</li> : null}
        <li>
          <span class="mut sm">{time(leaf.at)}</span>
          <span>{t.leaf.did.asked}</span>
        </li>
      </ol>
    </div>
  );
}

/** Returns a step in words. */
function useDeed(): (did: Deed) => string {
  const { states, moderator: t } = useT<ModeratorTexts>();
  const view = useView();
  const [lang] = useLang();
  const nameTo = useFullTo();
  const { did: words } = t.leaf;
  const label = (id: number) => {
    const found = view.of('label').find(one => one.id === id);
    return found ? pick(found.text, lang)[1] : '…';
  };
  return did => {
    if (typeof did === 'string') return words[did];
    if ('declined' in did) return words.declined(t.reasons[did.declined]);
    if ('moved' in did) return words.moved(states[did.moved]);
    if ('addressed' in did) return words.addressed(nameTo(did.addressed));
    if ('merged' in did) return words.merged(did.merged + 1);
    if ('joined' in did) return words.joined(did.joined + 1);
    if ('parted' in did) return words.parted(did.parted + 1);
    if ('labelled' in did) return words.labelled(label(did.labelled));
    if ('unlabelled' in did) return words.unlabelled(label(did.unlabelled));
    if ('starred' in did) return words.starred(did.starred);
    if ('pinned' in did) return words.pinned(did.pinned);
    if ('settled' in did) return words.settled(did.settled);
    if ('noted' in did) return words.noted(did.noted);
    if ('replied' in did) return words.replied(did.replied);
    return words.reply_translated(did.reply_translated);
  };
}
