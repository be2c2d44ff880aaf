/**
 * A message from backstage. It covers the page until the panelist has seen it, but never the clock: the column beside it stays. More
 * than one come one after the other, never on top of each other.
 */
import './message.css';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { OwnMessage } from '../../protocol/frames';
import type { Deeds } from '../../ui/deeds';
import { online, Verb } from '../../ui/desk';
import { useT, useView } from '../../ui/hooks';
import { Both } from '../../ui/text';
import { timeOfDay } from '../../words/hour';
import type { PanelistTexts } from './texts.en';

export function Message(props: { message: OwnMessage; more: number; deeds: Deeds }): JSX.Element {
  const { panelist: t } = useT<PanelistTexts>();
  const view = useView();
  const { message, more, deeds } = props;
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [message.id]);
  return (
    <main class="left from-backstage" ref={box} tabIndex={-1} aria-labelledby="backstage">
      <p class="eye">
        <b id="backstage">{t.backstage}</b>
        <span>
          {timeOfDay(message.at, view.event?.zone ?? 'UTC')} {message.alone ? t.toYouAlone : t.toAll}
        </span>
      </p>
      <div class="q" role="alert">
        <Both texts={message.texts} say as="h2" altClass="tr" />
      </div>
      <div class="acts">
        <Verb
          look="do"
          off={!online(view)}
          on={() => void deeds.send({ see_message: { message: message.id } })}
        >
          {t.seen}
        </Verb>
        <p class="mut">{more ? t.moreMessages(more) : t.underneath}</p>
      </div>
    </main>
  );
}
