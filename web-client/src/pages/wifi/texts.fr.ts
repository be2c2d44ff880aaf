/** What the Wi-Fi page says, in French. */
import type { WifiTexts } from './texts.en';

const texts: WifiTexts = {
  noAccess: 'Ouvrez l’écran avec le lien fourni par la régie.',
  connecting: 'Connexion',
  joinQr: 'QR code pour participer',
  wifiStep: 'Se connecter au Wi-Fi',
  wifiHow: 'Scannez avec l’appareil photo, ou choisissez le réseau dans les réglages.',
  wifiQr: 'QR code du Wi-Fi',
  network: 'Réseau',
  password: 'Mot de passe',
  open: 'aucun (réseau ouvert)',
  joinStep: 'Rejoindre l’événement',
  joinHow: 'Scannez avec WeChat ou l’appareil photo, ou saisissez l’adresse et le code.',
  wifiMissing: 'Aucun Wi-Fi n’est indiqué pour cet événement. Le code ci-contre permet de participer.',
  print: 'Imprimer',
};

export default texts;
