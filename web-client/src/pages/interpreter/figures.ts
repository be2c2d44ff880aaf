/**
 * The figures of a draft while it is written. The server has the same rule and the last word; both read the same cases
 * (`server/domain/tests/fixtures/figures.json`).
 */
const ZEROS = [0xff10, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xe50, 0xed0];
const ascii = (text: string): string =>
  Array.from(text, c => {
    const code = c.codePointAt(0) ?? 0;
    const zero = ZEROS.find(zero => code >= zero && code < zero + 10);
    return zero === undefined ? c : String(code - zero);
  }).join('');

const GROUPED = /^\d{1,3}(?:[,'’٬ \u00a0\u2009\u202f]\d{3}(?!\d))+/;
const PLAIN = /^\d+/;
const FRACTION = /^[.,٫](\d+)/;

/** Returns the figures of a text in their order, each as often as it occurs. */
export function figuresIn(text: string): string[] {
  const found: string[] = [];
  let rest = ascii(text);
  for (let at = rest.search(/\d/); at >= 0; at = rest.search(/\d/)) {
    rest = rest.slice(at);
    const whole = (GROUPED.exec(rest) ?? PLAIN.exec(rest))?.[0] ?? '';
    rest = rest.slice(whole.length);
    let figure = whole.replace(/\D/g, '');
    for (let more = FRACTION.exec(rest); more; more = FRACTION.exec(rest)) {
      figure += `.${more[1]}`;
      rest = rest.slice(more[0].length);
    }
    found.push(figure);
  }
  return found;
}

/** Returns the figures that a draft lacks. */
export function lackingFigures(figures: string[], draft: string): string[] {
  const there = figuresIn(draft);
  return figures.filter(figure => {
    const at = there.indexOf(figure);
    if (at >= 0) there.splice(at, 1);
    return at < 0;
  });
}
