/** Ce que la page d’un vote dit à qui l’installe, en français. Rien de cela n’est jamais à l’image. */
import type { SlideTexts } from './texts.en';

const texts: SlideTexts = {
  noAccess:
    'Ouvrez cette page avec l’adresse du vote fournie par la régie. Celle-ci est incomplète ou a été révoquée.',
  revoked: 'Les adresses des votes ont été révoquées. Demandez la nouvelle à la régie.',
  gone: 'Ce vote n’existe pas, ou l’événement est terminé.',
};
export default texts;
