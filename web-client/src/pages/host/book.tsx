/** The book of questions, which everybody may read once the host has published it. */
import type { JSX } from 'preact';
import type { Deeds } from '../../ui/deeds';
import { Choice, online } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import type { HostTexts } from './texts.en';

export function BookSection(props: { deeds: Deeds }): JSX.Element | null {
  const { book: t } = useT<HostTexts>().host;
  const view = useView();
  const { event } = view;
  if (!event) return null;
  return (
    <section aria-labelledby="book-title">
      <h2 id="book-title">{t.title}</h2>
      <Choice
        label={t.title}
        value={event.book ? 'on' : 'off'}
        off={!online(view)}
        options={[
          ['off', t.off],
          ['on', t.on],
        ]}
        on={to =>
          void props.deeds.run({
            item: 'book',
            cmd: () => ({ publish_book: { on: to === 'on' } }),
            did: to === 'on' ? t.published : t.takenBack,
          })
        }
      />
      <p class="mut sm">{t.how}</p>
      <p class="sm">
        <a href={`/${event.code}/questions`} target="_blank" rel="noreferrer">
          {t.open}
        </a>
      </p>
    </section>
  );
}
