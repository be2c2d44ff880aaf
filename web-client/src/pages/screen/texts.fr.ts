/** What the projector page says beside its scenes, in French. */
import type { OperatorTexts } from './texts.en';

const texts: OperatorTexts = {
  noAccess: 'Ouvrez cet écran avec le lien fourni par la régie.',
  connecting: 'Connexion',
  lost: time => `Connexion perdue. Dernière mise à jour : ${time}`,
  reconnecting: 'Reconnexion',
  revoked: 'Le lien de cet écran a été révoqué. Demandez le nouveau à la régie.',
  gone: 'Cet événement est terminé.',
  fullScreen: 'plein écran',
  theme: 'clair ou sombre',
  swap: 'ordre des langues',
  turn: 'page suivante',
  mayDim: 'Cet ordinateur peut mettre l’écran en veille : désactivez la mise en veille.',
};

export default texts;
