/** Texts of a part of a desk, in all languages, because desks have no byte budget. */
import { useSpoken } from './hooks';

/** Returns the texts in the viewer's language from a folder's `texts.*.ts`, all of which are loaded. */
export const useWords = <C>(catalogues: Record<string, C>): C => catalogues[`./texts.${useSpoken()}.ts`] as C;
