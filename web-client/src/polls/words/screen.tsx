/**
 * Words on the screen, set in lines as type is: a word keeps its line and its place in it, and only grows. Chinese stands in
 * 600 and Latin in 400 on one baseline. Words of one meaning stand below each other. At the reveal the first one takes the accent.
 */
import './screen.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CountedWord } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { type Places, setInLines } from '../../ui/lines';
import { inOrder, Num, speaking, useSetting } from '../../ui/screen';
import { sameLanguage } from '../../words/texts';
import type { Series } from '../beside';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { LANES, Lanes, Tied } from '../sides';
import type { WordsScreen } from './texts.en';

const { Label } = speaking<WordsScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

/** The title is smaller before the words have less room than five lines need, which two languages on each of them do. */
const PLANS: Plan[] = [
  ...down(6.6, 4.2, 6).map(say => ({ sizes: { say, alt: say * 0.64 } })),
  ...down(4.2, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR } })),
  ...['low', 'low title-alt'].flatMap(bare =>
    down(4.2, FLOOR, 3).map(say => ({ sizes: { say, alt: FLOOR }, bare })),
  ),
];

const words: ScreenKind = {
  plans: (_, __, beside) => (beside ? LANES : PLANS),
  counted: tally => !!tallyOf(tally, 'words')?.words.length,
  hasPlaceForCount: () => true,
  Asks({ poll, tally }) {
    const waiting = tallyOf(tally, 'words')?.waiting ?? 0;
    return waiting ? (
      <Label of={w => w.waiting(waiting)} />
    ) : (
      <Label of={w => w.picks(rulesOf(poll, 'words').max)} />
    );
  },
  Reads({ tally }) {
    const leading = tallyOf(tally, 'words')?.words.filter(word => word.leads) ?? [];
    return leading.length > 1 ? <Tied /> : null;
  },
  drawsBeside: true,
  isPlainBeside: true,
  Field(props) {
    const { beside } = props;
    return beside ? (
      <Lanes beside={beside} figure={one => <Leading one={one} />} says={() => null} />
    ) : (
      <Lines {...props} />
    );
  },
};

export default words;

/** The box of the lines in units of `--u`, and its font. */
interface Box {
  width: number;
  height: number;
  serif: string;
}

/** Follows the size of a box, and the arrival of fonts. */
function useBox() {
  const ref = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box | null>(null);
  const { ink } = useSetting();
  useLayoutEffect(() => {
    const el = ref.current;
    if (!el) return;
    const measure = () => {
      const screen = el.closest('.screen') ?? el;
      const unit_px = parseFloat(getComputedStyle(screen).fontSize) / FLOOR;
      const serif = getComputedStyle(el).fontFamily;
      setBox({ width: el.clientWidth / unit_px, height: el.clientHeight / unit_px, serif });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    document.fonts?.addEventListener('loadingdone', measure);
    return () => {
      watch.disconnect();
      document.fonts?.removeEventListener('loadingdone', measure);
    };
  }, [ink]);
  return { ref, box };
}

let canvas: CanvasRenderingContext2D | null = null;

/** Returns the width of a text at size 1. */
function widthOf(text: string, lang: string, serif: string): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length;
  canvas.font = `${sameLanguage(lang, 'zh') ? 600 : 400} 100px ${serif}`;
  return canvas.measureText(text).width / 100;
}

/** So many words of each round or group stand beside those of the others. */
const LEADING = 8;

/** The words that the most guests of a round or group wrote, the most frequent first. */
function Leading({ one }: { one: Series }) {
  const { langs } = useSetting();
  const said = [...(tallyOf(one, 'words')?.words ?? [])].sort((a, b) => b.count - a.count);
  return (
    <ul class="leading-words">
      {said.slice(0, LEADING).map(({ ids, lang, text, also = {}, count }) => (
        <li key={ids[0]}>
          <b lang={lang} dir="auto">
            {text}
          </b>{' '}
          {inOrder(also, langs).map(([tag, other]) => (
            <span key={tag} class="alt" lang={tag} dir="auto">
              {other}{' '}
            </span>
          ))}
          <em>
            <Num of={count} />
          </em>
        </li>
      ))}
    </ul>
  );
}

/** The height of the line that says how many words are left out, in units of `--u`. */
const MORE_HEIGHT = 4.8;

function Lines({ poll, tally, revealed }: Parameters<ScreenKind['Field']>[0]) {
  const { langs } = useSetting();
  const { ref, box } = useBox();
  const places = useRef<{ of: number; places: Places }>({ of: poll.id, places: new Map() });
  if (places.current.of !== poll.id) places.current = { of: poll.id, places: new Map() };
  const said = tallyOf(tally, 'words')?.words ?? [];
  const below = (word: CountedWord) =>
    langs.flatMap(lang => {
      const text = word.also?.[lang];
      return text ? [[lang, text] as const] : [];
    })[0];
  const set = (height: number) =>
    box
      ? setInLines(
          said.map(word => ({
            id: word.ids[0] ?? -1,
            count: word.count,
            width: widthOf(word.text, word.lang, box.serif),
            below: widthOf(below(word)?.[1] ?? '', below(word)?.[0] ?? '', box.serif),
            leads: revealed && !!word.leads,
          })),
          places.current.places,
          { width: box.width, height },
        )
      : [];
  const leftOf = (lines: { words: unknown[] }[]) =>
    box ? said.length - lines.reduce((sum, { words }) => sum + words.length, 0) : 0;
  const all = set(box?.height ?? 0);
  // The line that says so takes room as well.
  const lines = leftOf(all) ? set((box?.height ?? 0) - MORE_HEIGHT) : all;
  const left = leftOf(lines);
  const byId = new Map(said.map(word => [word.ids[0] ?? -1, word]));
  return (
    <div class="word-lines" ref={ref}>
      {lines.map(line => (
        <ul key={line.words[0]?.id}>
          {line.words.map(({ id, size }) => {
            const word = byId.get(id);
            if (!word) return null;
            const other = below(word);
            const look = revealed && word.leads ? 'a' : size > FLOOR * 1.3 ? 'b' : '';
            return (
              <li
                key={id}
                class={look}
                style={{ '--size': size.toFixed(2) }}
                aria-label={[word.text, other?.[1], word.count].filter(Boolean).join(', ')}
                data-count={word.count}
              >
                <b lang={word.lang} dir="auto">
                  {word.text}
                </b>
                {other ? (
                  <i lang={other[0]} dir="auto">
                    {other[1]}
                  </i>
                ) : null}
              </li>
            );
          })}
        </ul>
      ))}
      {left ? (
        <p class="left-out">
          <Label of={w => w.more(left)} />
        </p>
      ) : null}
    </div>
  );
}
