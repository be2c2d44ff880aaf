/** What the page that prints says, in French. */
import type { PrintTexts } from './texts.en';

const texts: PrintTexts = {
  noAccess: 'Ouvrez cette page avec le lien de la régie.',
  connecting: 'Connexion',
  title: 'Impression',
  back: 'Régie',
  what: 'À imprimer',
  kinds: { poster: 'Affiches', table: 'Chevalets', badges: 'Badges', links: 'Cartes de liens' },
  paper: 'Papier',
  order: 'Première langue',
  each: 'Chacune une fois',
  print: 'Imprimer',
  printHow: 'Dans la fenêtre d’impression, choisissez le même papier, 100 % et aucune marge.',
  tables: 'Nombre de tables',
  tablesHow: 'Pliez selon les tirets. Avec 0, un seul chevalet sans numéro.',
  names: 'Noms',
  namesHow:
    'Une personne par ligne, ou des cellules copiées d’un tableau : nom, nom dans une autre écriture, organisation, organisation dans une autre écriture, groupe.',
  namesStay: 'La liste reste dans ce navigateur et disparaît quand vous fermez la page.',
  file: 'Ou un fichier CSV',
  badges: n => `${n} badge${n < 2 ? '' : 's'}`,
  notText: 'Ce fichier n’est pas du texte UTF-8. Enregistrez le tableau en « CSV UTF-8 ».',
  fault(fault) {
    switch (fault.why) {
      case 'many':
        return 'Une liste compte au plus 1000 noms. Imprimez-la en plusieurs fois.';
      case 'long':
        return `Ligne ${fault.line} : une cellule dépasse 120 caractères.`;
      case 'nameless':
        return `Ligne ${fault.line} : le nom manque.`;
      case 'unclosed':
        return `Ligne ${fault.line} : un guillemet ouvert n’est jamais fermé.`;
    }
  },
  copies: 'Cartes pour chaque rôle',
  secret: 'Chaque QR code est une clé. Remettez les cartes en main propre.',
  failed: 'Les liens n’ont pas pu être chargés.',
  again: 'Réessayer',
  none: 'Rien à imprimer pour l’instant.',
  sheets: 'Aperçu',

  scan: 'Scannez pour questionner et voter',
  how: 'Avec WeChat ou l’appareil photo. Sans compte, sans rien installer.',
  joinQr: 'QR code pour participer',
  wifi: 'Wi-Fi',
  wifiQr: 'QR code du Wi-Fi',
  network: 'réseau',
  password: 'mot de passe',
  open: 'sans mot de passe',
  ask: 'Posez vos questions, on y répond ici',
  yours: 'Écrivez dans votre langue. Un interprète se charge de l’autre.',
  table: 'table',
  number: n => `N° ${n}`,
  linkQr: role => `QR code : ${role}`,
  name: 'Nom',
  key: 'Cette carte est une clé. En cas de perte, prévenez la régie.',
  until: 'Valable jusqu’à révocation par la régie',
  where: (venue, date) => (venue ? `${venue}, ${date}` : date),
};

export default texts;
