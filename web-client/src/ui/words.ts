/** Texts that a part of a desk brings itself, in all languages, because a page with it has no byte to save. */
import { useSpoken } from './hooks';

/** The texts in the viewer's language, from a folder's `texts.*.ts`, all of which are loaded. */
export const useWords = <C>(catalogues: Record<string, C>): C => catalogues[`./texts.${useSpoken()}.ts`] as C;
