/** The labels, the star and the pin of a question, at the desks only. */
import './labels.css';
import type { JSX } from 'preact';
import type { LabelItem, QuestionItem } from '../../../protocol/items';
import { useLang, useT, useView } from '../../../ui/hooks';
import { pick, Text } from '../../../ui/text';
import type { ModeratorTexts } from '../texts.en';

/** Returns the event's labels in their order. */
export function useLabels(): LabelItem[] {
  return useView()
    .of('label')
    .sort((a, b) => a.order - b.order || a.id - b.id);
}

/** The pin, the star and the labels. */
export function Chips(props: { q: QuestionItem }): JSX.Element {
  const t = useT<ModeratorTexts>().moderator;
  const { star, pin } = props.q.desk ?? {};
  return (
    <>
      {pin ? <span class="tag">{t.leaf.pinned}</span> : null} {star ? <span class="tag">★</span> : null}{' '}
      <Labels q={props.q} />
    </>
  );
}

export function Labels(props: { q: QuestionItem }): JSX.Element {
  const [lang] = useLang();
  const all = useLabels();
  const { labels = [] } = props.q.desk ?? {};
  return (
    <>
      {all
        .filter(label => labels.includes(label.id))
        .map(label => {
          const [tag, text] = pick(label.text, lang);
          return <Text key={label.id} tag={tag} text={text} as="span" class="chip" />;
        })}
    </>
  );
}
