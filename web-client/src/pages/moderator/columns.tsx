/** The columns of a desk where moderators read what guests wrote: waiting, approved, hidden. */
import type { JSX } from 'preact';
import { Verb } from '../../ui/desk';
import { useT } from '../../ui/hooks';
import type { ModeratorTexts } from './texts.en';

export type Column = 'waiting' | 'approved' | 'hidden';
export const COLUMNS: Column[] = ['waiting', 'approved', 'hidden'];

export function Columns<R>(props: {
  lists: Record<Column, R[]>;
  row: (column: Column) => (item: R) => JSX.Element;
  /** What an empty column says. */
  empty: Record<Column, string>;
  /** How many wait without a mark. One verb approves them all. */
  unmarked: number;
  approveAll: () => void;
  hint: string | undefined;
  off: boolean;
}): JSX.Element {
  const t = useT<ModeratorTexts>();
  return (
    <main class="cols">
      {COLUMNS.map(column => (
        <section key={column} class={`col col-${column}`} aria-labelledby={`${column}-title`}>
          <div class="colh">
            <h2 id={`${column}-title`}>{t.answers.columns[column]}</h2>
            <span role={column === 'waiting' ? 'status' : undefined}>{props.lists[column].length || ''}</span>
            {column === 'waiting' && props.unmarked ? (
              <Verb on={props.approveAll} off={props.off} hint={props.hint}>
                {t.answers.approveAll(props.unmarked)}
              </Verb>
            ) : (
              <span />
            )}
          </div>
          <ol class="rows">
            {props.lists[column].map(props.row(column))}
            {props.lists[column].length ? null : <li class="empty">{props.empty[column]}</li>}
          </ol>
        </section>
      ))}
    </main>
  );
}
