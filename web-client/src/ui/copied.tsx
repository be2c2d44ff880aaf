/** Tables that a desk copies into a spreadsheet or a report, as they stand on the page. */
import './copied.css';
import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Verb } from './desk';
import { useT } from './hooks';
import type { DeskTexts } from './texts.en';

/** Tables with the verb that copies them. Their headings go along, a line each; `.uncopied` does not. */
export function Copied(props: {
  /** Tells the verb from others on the page. */
  of?: string | undefined;
  children: ComponentChildren;
}): JSX.Element {
  const t = useT<DeskTexts>();
  const tables = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState('');
  async function copy() {
    if (!tables.current) return;
    try {
      await put(written(tables.current));
      setDone(t.copied);
    } catch {
      getSelection()?.selectAllChildren(tables.current);
      setDone(t.selected);
    }
  }
  return (
    <>
      <div ref={tables}>{props.children}</div>
      <p class="copied">
        <Verb
          on={() => void copy()}
          look="quiet"
          label={props.of ? `${t.copyTable}: ${props.of}` : t.copyTable}
        >
          {t.copyTable}
        </Verb>
        <span class="mut sm" role="status">
          {done}
        </span>
      </p>
    </>
  );
}

/** Copies a text. Plain http has no clipboard but the older way. */
async function put(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('not copied');
}

/** Writes headings, figures with their names, and rows as lines, with a tab between cells. */
function written(tables: HTMLElement): string {
  const lines = [...tables.querySelectorAll<HTMLElement>('h3, dl > div, tr')];
  const cells = (line: HTMLElement) => {
    if (line instanceof HTMLTableRowElement) return [...line.cells].flatMap(spread);
    return line.matches('h3') ? [cell(line)] : [...line.children].map(cell);
  };
  return lines.map(line => cells(line).join('\t')).join('\n');
}

/** A cell over several columns leaves the others empty; one that has only a bar is none. */
const spread = (of: HTMLTableCellElement): string[] =>
  of.matches('.of-bar') ? [] : [cell(of), ...Array<string>(of.colSpan - 1).fill('')];

const cell = (of: Element): string => plain(words(of));

/** A cell as a spreadsheet takes it: on one line, and never as a formula, which some also begin with the wide signs of Chinese keyboards. */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[=+\-@＝＋－＠](?![\d.,]+%?$)/, "'$&");

/** The words of an element, with a space between its parts. */
const words = (of: Element): string =>
  [...of.childNodes]
    .map(node => {
      if (node instanceof Text) return node.data;
      return node instanceof Element && !node.matches('.uncopied') ? ` ${words(node)} ` : '';
    })
    .join('');
