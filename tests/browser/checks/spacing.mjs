/** Criterion 1.4.12: the spacing of letters, words, lines and paragraphs that readers may set. */

/** @param {import('playwright-core').Page} page */
export const space = page =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `*:not(.mini *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p:not(.mini *) { margin-bottom: 2em !important; }`,
    );
    document.adoptedStyleSheets = [sheet];
  });
