/** What the answers beside the options are called, in Chinese. A phone has them in all languages, as if the poll had them as options. */
import type { Names } from './texts.en';

const names: Names = { other: '其他', abstain: '弃权', none_of_these: '以上都不选' };
export default names;
