/** Loads the interface's texts in one language. A page's texts are beside it, one file per language. */
import type { Lang } from './languages';

/** The result of `import.meta.glob` for a folder's `texts.*.ts`. */
export type Catalogues<C> = Record<string, () => Promise<C>>;

/** Loads a folder's texts in one language. The build has checked that they exist. */
export const load = <C>(catalogues: Catalogues<C>, lang: Lang): Promise<C> =>
  (catalogues[`./texts.${lang}.ts`] as () => Promise<C>)();
