/** What the projector page says beside its scenes, in French. */
import type { OperatorTexts } from './texts.en';

const texts: OperatorTexts = {
  noAccess: 'Ouvrez l’écran avec le lien que détient la régie.',
  connecting: 'Connexion',
  lost: time => `Connexion perdue. Affichage de ${time}`,
  reconnecting: 'Reconnexion',
  revoked: 'Le lien de cet écran a été révoqué. La régie en a un nouveau.',
  gone: 'Cet événement est terminé.',
  fullScreen: 'plein écran',
  theme: 'papier ou encre',
  swap: 'première langue',
  turn: 'page suivante',
  mayDim: 'Cet ordinateur peut mettre l’écran en veille : désactivez la mise en veille.',
};

export default texts;
