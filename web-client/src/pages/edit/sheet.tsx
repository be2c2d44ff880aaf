/** A part of the programme as a list of rows, each with its texts below the heads of the languages. */
import type { ComponentChildren, JSX } from 'preact';
import { Heads } from './pair';

export function Sheet(props: {
  id: string;
  title: string;
  langs: string[];
  rows: JSX.Element[];
  /** What comes below the rows. */
  children: ComponentChildren;
}): JSX.Element {
  const head = `${props.id}-head`;
  return (
    <section class="sheet" aria-labelledby={head}>
      <h2 id={head} class="unseen">
        {props.title}
      </h2>
      <div class="pair heads" aria-hidden>
        <span />
        <Heads langs={props.langs} />
        <span />
      </div>
      <ul class="slots">{props.rows}</ul>
      {props.children}
    </section>
  );
}
