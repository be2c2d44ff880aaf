/** The geometry of a matrix: where its discs and their labels stand. Lengths are in the caller's unit; y points down. */

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  w: number;
  h: number;
}

/** A rectangle by its upper left corner. */
export type Box = Point & Size;

/** Returns the place of a step, or of a mean, on its axis: 0 at the first step and 1 at the last. */
export const along = (step: number, steps: number): number => (step - 1) / (steps - 1);

/** Passes over all pairs; a few suffice unless many discs crowd in one place. */
const PASSES = 200;

/** Moves discs of this diameter apart until none covers another. Of two at the same place, the first goes to the left. */
export function apart(places: Point[], diameter: number, field: Size): Point[] {
  const discs = places.map(place => ({ ...place }));
  const inside = (n: number, max: number) => Math.min(Math.max(n, 0), max);
  for (let pass = 0, moved = true; moved && pass < PASSES; pass++) {
    moved = false;
    discs.forEach((a, i) => {
      for (const b of discs.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const far = Math.hypot(dx, dy);
        if (far >= diameter - 0.01) continue;
        const by = (diameter - far) / 2;
        const [ux, uy] = far > 0.001 ? [dx / far, dy / far] : [1, 0];
        a.x = inside(a.x - ux * by, field.w);
        a.y = inside(a.y - uy * by, field.h);
        b.x = inside(b.x + ux * by, field.w);
        b.y = inside(b.y + uy * by, field.h);
        moved = true;
      }
    });
  }
  return discs;
}

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const within = (a: Box, field: Box): boolean =>
  a.x >= field.x && a.y >= field.y && a.x + a.w <= field.x + field.w && a.y + a.h <= field.y + field.h;

/** Tries, after which a crowded plane has no labels. */
const TRIES = 5000;

/**
 * Returns where the label of each disc stands: at the first of the four angles beside it where it meets no other label and nothing
 * of `taken`. Nothing if one of them has no such angle.
 */
export function labelled(
  discs: Point[],
  labels: Size[],
  gap: number,
  taken: Box[],
  field: Box,
): Box[] | undefined {
  let tries = 0;
  const find = (placed: Box[]): Box[] | undefined => {
    const at = placed.length;
    const [disc, size] = [discs[at], labels[at]];
    if (!disc || !size) return placed;
    for (const [right, up] of [
      [true, true],
      [false, true],
      [true, false],
      [false, false],
    ]) {
      const box = {
        ...size,
        x: right ? disc.x + gap : disc.x - gap - size.w,
        y: up ? disc.y - size.h : disc.y,
      };
      const free = within(box, field) && ![...placed, ...taken].some(other => meet(box, other));
      const found = free && ++tries < TRIES ? find([...placed, box]) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return find([]);
}
