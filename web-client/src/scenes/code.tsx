/** How to take part: the code, the address to type, and the QR code. Together they are the block on every scene. */
import './code.css';
import type { JSX } from 'preact';
import type { EventItem } from '../protocol/items';
import { useSetting } from '../ui/screen';
import { spoken } from './words';

/** The URL of the QR code. It changes with the join address, so no outdated picture stays. */
export function qrSource(event: EventItem, margin: number): string {
  let hash = 0x811c9dc5;
  for (const char of event.join) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return `/${event.code}/qr.svg?margin=${margin}&v=${hash.toString(36)}`;
}

/** The join address without its scheme and code, as people type it. */
export function typed(event: EventItem): string {
  return event.join
    .replace(/^https?:\/\//i, '')
    .replace(/\/[^/]*$/, '')
    .toLowerCase();
}

/** The code in two groups, as people read it out. */
export function Code(props: { code: string }): JSX.Element {
  const half = Math.ceil(props.code.length / 2);
  return (
    <div class="code" translate={false}>
      {props.code.slice(0, half)}&#8201;{props.code.slice(half)}
    </div>
  );
}

export function Qr(props: { event: EventItem }): JSX.Element {
  const { ink, langs } = useSetting();
  const [, words] = spoken(langs)[0] ?? ['en', undefined];
  return <img class="qr" src={qrSource(props.event, ink ? 4 : 0)} alt={words?.joinQr ?? ''} />;
}

export function JoinBlock(props: { event: EventItem }): JSX.Element {
  return (
    <div class="join">
      <Code code={props.event.code} />
      <p dir="ltr">{typed(props.event)}</p>
      <Qr event={props.event} />
    </div>
  );
}
