/** Ce que le bandeau dit à qui l’installe, en français. Rien de cela n’est jamais à l’antenne. */
import type { LowerTexts } from './texts.en';

const texts: LowerTexts = {
  noAccess: 'Ouvrez cette page avec le lien du bandeau fourni par la régie.',
  revoked: 'Le lien des écrans a été révoqué. Demandez le nouveau à la régie.',
  gone: 'Cet événement est terminé.',
};
export default texts;
