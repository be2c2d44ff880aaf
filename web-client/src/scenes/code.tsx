/** How to take part: the code, the address to type, and the QR code. Together they are the block on every scene. */
import './code.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { HallCode } from '../protocol/http';
import type { EventItem } from '../protocol/items';
import { useSetting } from '../ui/screen';
import { Label, spoken } from './words';

/** How long a failed request for the hall's code waits until the next. */
const AGAIN_MS = 5000;

/** Returns the code that says who is in the hall, where polls ask for it. It changes every few minutes. */
export function useHallCode({ code, hall }: Pick<EventItem, 'code' | 'hall'>): string | undefined {
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    if (!hall) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const load = async () => {
      let wait_ms = AGAIN_MS;
      try {
        const answer = await fetch(`/${code}/hall`);
        if (answer.ok) {
          const next = (await answer.json()) as HallCode;
          wait_ms = next.left_ms;
          if (!over) setShown(next.code);
        }
      } catch {
        // The last code is good for some minutes more.
      }
      if (!over) timer = setTimeout(() => void load(), wait_ms);
    };
    void load();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [code, hall]);
  return hall ? shown : undefined;
}

/** The hall's codes that this page has shown. Addresses are kept in logs and histories, so they name a code by its place here. */
const shownCodes: string[] = [];

function placeOf(hall: string): number {
  if (!shownCodes.includes(hall)) shownCodes.push(hall);
  return shownCodes.indexOf(hall);
}

/** The URL of the QR code. It changes with the join address and the hall's code, so no outdated picture stays. */
export function qrSource(event: EventItem, margin: number, hall?: string): string {
  let hash = 0x811c9dc5;
  for (const char of event.join) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  const inHall = hall ? `&hall=${placeOf(hall)}` : '';
  return `/${event.code}/qr.svg?margin=${margin}&v=${hash.toString(36)}${inHall}`;
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

export function Qr(props: { event: EventItem; hall?: string | undefined }): JSX.Element {
  const { ink, langs } = useSetting();
  const [, words] = spoken(langs)[0] ?? ['en', undefined];
  return <img class="qr" src={qrSource(props.event, ink ? 4 : 0, props.hall)} alt={words?.joinQr ?? ''} />;
}

/** The hall's code, for those who type it. */
export function Hall(props: { code: string | undefined }): JSX.Element | null {
  return props.code ? (
    <p class="hall-code">
      <Label of={words => words.hallCode} />{' '}
      <b dir="ltr" translate={false}>
        {props.code}
      </b>
    </p>
  ) : null;
}

export function JoinBlock(props: { event: EventItem }): JSX.Element {
  const hall = useHallCode(props.event);
  return (
    <div class="join">
      <Code code={props.event.code} />
      <div>
        <p dir="ltr">{typed(props.event)}</p>
        <Hall code={hall} />
      </div>
      <Qr event={props.event} hall={hall} />
    </div>
  );
}
