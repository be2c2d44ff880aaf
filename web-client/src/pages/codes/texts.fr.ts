import type { CodesTexts } from './texts.en';

const texts: CodesTexts = {
  noAccess: 'Ouvrez cette page avec le lien de la régie.',
  connecting: 'Connexion',
  none: event =>
    `Cet événement n’a pas de codes. Créez-en sur le serveur : plenary event codes ${event} --count 40`,
  title: 'Codes de vote',
  count: (all, used) => `${all} codes, dont ${used} utilisé${used < 2 ? '' : 's'}.`,
  secret: 'Qui a un code peut voter avec. Imprimez d’un seul côté, découpez, et remettez un code à chacun.',
  print: 'Imprimer',
  qr: n => `Code QR de la carte ${n}`,
  how: (address, event) =>
    `Scannez. Ou rejoignez ${event} sur ${address} et saisissez ce code. Pour un seul téléphone.`,
  number: n => `N° ${n}`,
  used: 'utilisé',
};
export default texts;
