import type { BareTexts } from './texts.en';

const bare: BareTexts = {
  needsScript: 'Cette page a besoin de JavaScript. Activez-le, ou ouvrez la page dans un autre navigateur.',
};
export default bare;
