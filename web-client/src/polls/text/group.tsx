/** The group of an answer at a desk. */
import type { JSX } from 'preact';
import { useLang } from '../../ui/hooks';
import { pick } from '../../ui/text';
import { headingOf } from './heading';

/** What the group is called, in the language of whoever reads; nothing without a group. */
export function GroupTag(props: { of: Parameters<typeof headingOf>[0] }): JSX.Element | null {
  const [lang] = useLang();
  const heading = headingOf(props.of);
  if (!heading) return null;
  const [tag, text] = pick(heading, lang);
  return (
    <span class="tag" lang={tag || undefined} dir="auto">
      {text}
    </span>
  );
}
