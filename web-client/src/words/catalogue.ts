/** Loads the interface's words in one language: a page's texts lie beside it, a file a language. */
import type { Lang } from './languages';

/** What `import.meta.glob` makes of a folder's `texts.*.ts`. */
export type Catalogues<C> = Record<string, () => Promise<C>>;

/** Loads a folder's texts in one language; the build has seen that they are there. */
export const load = <C>(catalogues: Catalogues<C>, lang: Lang): Promise<C> =>
  (catalogues[`./texts.${lang}.ts`] as () => Promise<C>)();
