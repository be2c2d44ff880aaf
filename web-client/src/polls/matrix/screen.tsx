/**
 * A matrix on the screen: two axes whose ends are in words, and beside them the options with their letters. Until the reveal the
 * plane is empty, because places would pull other guests there. Then each letter stands at its mean, on a cross that spans the middle
 * half of the guests. If each letter finds room beside it for its option, the options stand there instead of in the list. Rounds and
 * groups have letters of their own, and a line joins those of one option.
 */
import './screen.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MatrixRules, MatrixTally } from '../../protocol/items';
import { down, FLOOR, type Plan } from '../../ui/fit';
import { Pair, speaking, useSetting } from '../../ui/screen';
import { letter } from '../../words/shares';
import type { Texts } from '../../words/texts';
import { rulesOf, type ScreenKind, tallyOf } from '../kind';
import { fewerNames, Noted } from '../sides';
import { along, apart, type Box, labelled, type Point, type Size } from './plane';
import type { MatrixScreen } from './texts.en';

const { Label } = speaking<MatrixScreen>(import.meta.glob('./texts.*.ts', { eager: true, import: 'screen' }));

/** Sizes of the title, and of the options with the width of their list. */
const size = (ask: number, opt: number, names: number, bare = ''): Plan => ({
  sizes: { say: ask, alt: Math.max(FLOOR, ask * 0.64), opt, 'opt-alt': opt * 0.81, names },
  bare,
});

const WHOLE: Plan[] = [
  ...down(6.6, 4.2, 5).map(ask => size(ask, 4.2, 52)),
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, 56)),
  ...down(5.2, FLOOR, 3).map(ask => size(ask, FLOOR, 76, 'beside')),
];

/**
 * Whole options on each page of the list beside the plane; where one of them finds no room there, the plane has a page of its own, and
 * the options the next ones. In all languages if one option fits with the title.
 */
const PAGES: Plan[] = [
  ...down(5.2, FLOOR, 4).map(ask => size(ask, FLOOR, 76, 'beside')),
  ...down(5.2, FLOOR, 3).map(ask => size(ask, FLOOR, 56, 'beside')),
  ...down(5.2, FLOOR, 3).map(ask => size(ask, FLOOR, 76, 'beside apart')),
  size(FLOOR, FLOOR, 76, 'beside apart title-alt'),
  size(FLOOR, FLOOR, 76, 'beside apart title-alt ends-alt'),
  size(FLOOR, FLOOR, 76, 'beside apart title-alt ends-alt opt-alt'),
].map(plan => ({ ...plan, pages: true }));

const matrix: ScreenKind = {
  plans: (_, __, beside) => [...WHOLE, ...PAGES, ...(beside ? fewerNames(PAGES) : [])],
  counted: tally => !!tallyOf(tally, 'matrix'),
  drawsBeside: true,
  hasPlaceForCount: () => false,
  Asks: () => null,
  Reads({ tally }) {
    if (!tally.count) return null;
    const placed = (tallyOf(tally, 'matrix')?.options ?? []).map(option => option.placed);
    return (
      <>
        <Label of={w => w.cross} />
        <Noted tally={tally} answered={placed} />
      </>
    );
  },
  Field,
};

export default matrix;

/** The diameter of a disc, and the room between a disc's middle and its label, in units. */
const DISC = 4.8;
const GAP = 3.2;
/** The thickness of a cross. */
const LINE = 0.5;

function Field({ poll, tally, beside, revealed, turning }: Parameters<ScreenKind['Field']>[0]) {
  const { langs } = useSetting();
  const rules = rulesOf(poll, 'matrix');
  const all = beside?.series ?? [tally];
  const means = all.flatMap((one, side) => meansOf(rules, tallyOf(one, 'matrix'), side));
  const leaders = tally?.shares?.leaders ?? [];
  const box = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<Picture>({ discs: [] });

  useLayoutEffect(() => {
    const root = box.current;
    if (!root) return;
    const run = () => {
      const next = draw(root, means, turning || !!beside);
      setPicture(was => (JSON.stringify(was) === JSON.stringify(next) ? was : next));
    };
    run();
    const watch = new ResizeObserver(run);
    for (const el of [root, ...root.querySelectorAll('.plane, .label, .end')]) watch.observe(el);
    return () => watch.disconnect();
  }, [JSON.stringify([means, langs, turning, leaders, beside?.of])]);

  const isNow = (side: number) => side === all.length - 1 && beside?.of !== 'group';
  const won = (i: number) => (revealed && leaders.includes(i) && beside?.of !== 'group' ? ' won' : '');
  const look = ({ option, side }: Mean) =>
    beside?.of === 'group' ? ` side-${side % 6}` : isNow(side) ? won(option) : ' before';
  /** From letter to letter of one option. */
  const path = (option: number) =>
    means
      .flatMap((mean, n) => (mean.option === option ? (picture.discs[n] ?? []) : []))
      .map(({ x, y }, n) => `${n ? 'L' : 'M'}${100 * x} ${100 * y}`)
      .join('');
  const left = (x: number) => `${100 * x}%`;
  const top = (y: number) => `${100 * (1 - y)}%`;

  return (
    <div class={`matrix ${picture.look ?? ''}`} data-fit ref={box}>
      <div class="around" dir="ltr" data-item>
        <End name="high" texts={rules.y.high} />
        <End name="left" texts={rules.x.low} />
        <div class="plane">
          {beside ? (
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
              {poll.options.map((_, i) => (
                <path key={i} class={`joins${won(i)}`} d={path(i)} />
              ))}
            </svg>
          ) : null}
          {(beside ? [] : means).map(mean => (
            <div key={mean.option} class={`cross${won(mean.option)}`}>
              {mean.across[1] > mean.across[0] ? (
                <i
                  style={{
                    left: left(mean.across[0]),
                    width: left(mean.across[1] - mean.across[0]),
                    top: top(mean.y),
                  }}
                />
              ) : null}
              {mean.upward[1] > mean.upward[0] ? (
                <u
                  style={{
                    left: left(mean.x),
                    top: top(mean.upward[1]),
                    height: left(mean.upward[1] - mean.upward[0]),
                  }}
                />
              ) : null}
            </div>
          ))}
          {means.map((mean, n) => {
            const disc = picture.discs[n];
            return disc ? (
              <b
                key={`${mean.side} ${mean.option}`}
                class={`disc${look(mean)}`}
                style={{ left: left(disc.x), top: left(disc.y) }}
              >
                {letter(mean.option)}
              </b>
            ) : null;
          })}
          {(beside ? [] : means).map(({ option }, n) => {
            const at = picture.labels?.[n];
            return (
              <p
                key={option}
                class={`label${won(option)}${at ? ' on' : ''}${at?.onLeft ? ' end-first' : ''}`}
                aria-hidden={!at}
                style={at && { left: left(at.x), top: left(at.y) }}
              >
                <Pair texts={poll.options[option] ?? {}} />
              </p>
            );
          })}
        </div>
        <End name="right" texts={rules.x.high} />
        <End name="low" texts={rules.y.low} />
      </div>
      <ol class="names" data-fit aria-hidden={!!picture.labels}>
        {poll.options.map((option, i) => (
          <li key={i} data-item data-fit class={won(i)}>
            <span class="l">{letter(i)}</span>
            <span class="w">
              <Pair texts={option} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const End = ({ name, texts }: { name: string; texts: Texts }) => (
  <p class={`end ${name}`}>
    <Pair texts={texts} />
  </p>
);

/** Where an option stands, and the middle half on either axis: from 0 to 1, upwards. */
interface Mean extends Point {
  option: number;
  /** Which of those side by side. */
  side: number;
  across: [number, number];
  upward: [number, number];
}

function meansOf({ steps }: MatrixRules, tally: MatrixTally | undefined, side: number): Mean[] {
  const at = (step: number) => along(step, steps);
  return (tally?.options ?? []).flatMap(({ x, y }, option) =>
    x.mean_hundredths === undefined || y.mean_hundredths === undefined || !x.middle || !y.middle
      ? []
      : [
          {
            option,
            side,
            x: at(x.mean_hundredths / 100),
            y: at(y.mean_hundredths / 100),
            across: [at(x.middle[0]), at(x.middle[1])],
            upward: [at(y.middle[0]), at(y.middle[1])],
          },
        ],
  );
}

/** How labels are set, from the most generous to the tightest. */
const LOOKS = ['labelled', 'labelled small', 'labelled small narrow'];

/**
 * The middles of the discs; and if all labels have room, how they are set, and their upper left corners: as parts of the plane,
 * downwards.
 */
interface Picture {
  discs: Point[];
  look?: string;
  labels?: (Point & { onLeft: boolean })[];
}

/** Measures the plane, with labels first. It leaves the box as the picture needs it, so that nothing is drawn in between. */
function draw(root: HTMLElement, means: Mean[], turning: boolean): Picture {
  const plane = root.querySelector<HTMLElement>('.plane');
  // On the pages of the options alone it has no size.
  if (!plane?.clientWidth || !means.length) return { discs: [] };
  const unit = parseFloat(getComputedStyle(root.closest('.screen') ?? root).fontSize) / FLOOR;
  const rect = (el: Element): Box => {
    const [its, own] = [el.getBoundingClientRect(), plane.getBoundingClientRect()];
    return { x: its.x - own.x, y: its.y - own.y, w: its.width, h: its.height };
  };
  const discsIn = ({ w, h }: Size) =>
    apart(
      means.map(({ x, y }) => ({ x: x * w, y: (1 - y) * h })),
      (DISC + 0.5) * unit,
      { w, h },
    );
  const parts = (points: Point[], { w, h }: Size) => points.map(({ x, y }) => ({ x: x / w, y: y / h }));

  for (const avoidsLines of turning ? [] : [true, false])
    for (const look of LOOKS) {
      root.className = `matrix ${look}`;
      const wide = rect(plane);
      const discs = discsIn(wide);
      const taken = [
        ...discs.map(disc => around(disc, DISC * unit)),
        ...[...root.querySelectorAll('.end')].map(rect),
      ];
      // Better on no cross; but a label can be read on one as well.
      if (avoidsLines) taken.push(...means.flatMap(mean => linesOf(mean, wide, LINE * unit)));
      const sizes = [...plane.querySelectorAll('.label')].map(rect);
      const found = labelled(discs, sizes, GAP * unit, taken, rect(root));
      if (!found) continue;
      const labels = parts(found, wide).map((at, i) => ({
        ...at,
        onLeft: (found[i]?.x ?? 0) < (discs[i]?.x ?? 0),
      }));
      return { discs: parts(discs, wide), look, labels };
    }
  root.className = 'matrix ';
  const own = rect(plane);
  return { discs: parts(discsIn(own), own) };
}

const around = ({ x, y }: Point, size: number): Box => ({
  x: x - size / 2,
  y: y - size / 2,
  w: size,
  h: size,
});

/** The two lines of a cross on a plane of this size. */
const linesOf = ({ x, y, across, upward }: Mean, { w, h }: Size, thick: number): Box[] => [
  { x: across[0] * w, y: (1 - y) * h - thick / 2, w: (across[1] - across[0]) * w, h: thick },
  { x: x * w - thick / 2, y: (1 - upward[1]) * h, w: thick, h: (upward[1] - upward[0]) * h },
];
