/** What the home page says, in French. */
import type { HomeTexts } from './texts.en';

const texts: HomeTexts = {
  title: 'Rejoindre un événement',
  label: 'Code',
  enter: 'Entrer',
  hint: 'Six caractères, sur le grand écran, à côté du QR code.',
  odd: 'Les codes ne contiennent ni 0, ni O, ni 1, ni I. Vérifiez la saisie.',
  short: 'Un code compte six caractères.',
  missing: code => `Aucun événement ne porte le code ${code}.`,
};

export default texts;
