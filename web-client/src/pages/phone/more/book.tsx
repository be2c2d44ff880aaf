/** The way to the book of questions, once the host has published it. */
import { useView } from '../../../ui/hooks';
import { useMore } from './texts';

export function Book() {
  const t = useMore();
  const { event } = useView();
  return (
    event?.book && (
      <p class="note empty">
        <a id="book" href={`/${event.code}/questions`}>
          {t.book}
        </a>
      </p>
    )
  );
}
