/**
 * Paper or ink for part of a page, whatever the system's theme. The projector page has a switch, and the host's miniature shows
 * the same on a desk with another theme. The tokens are defined once, in the style sheet, and read from there.
 */

type Palette = Record<string, string>;

/** The tokens of the root's rules, with those for a dark system separate. */
function read(): { paper: Palette; ink: Palette } {
  const paper: Palette = {};
  const ink: Palette = {};
  const take = (rules: CSSRuleList, into: Palette) => {
    for (const rule of rules)
      if (rule instanceof CSSStyleRule && rule.selectorText === ':root')
        for (const name of rule.style)
          if (name.startsWith('--')) into[name] = rule.style.getPropertyValue(name).trim();
  };
  for (const sheet of document.styleSheets) {
    // The sheet of the fonts has no tokens.
    if (sheet.href) continue;
    take(sheet.cssRules, paper);
    for (const rule of sheet.cssRules)
      if (rule instanceof CSSMediaRule && /prefers-color-scheme:\s*dark/.test(rule.media.mediaText))
        take(rule.cssRules, ink);
  }
  return { paper, ink };
}

let palettes: ReturnType<typeof read> | undefined;

/** Returns the colours of paper or ink, as custom properties for an element's style. */
export function palette(dark: boolean): Palette {
  palettes ??= read();
  const { paper, ink } = palettes;
  return dark ? ink : Object.fromEntries(Object.keys(ink).map(name => [name, paper[name] ?? '']));
}
