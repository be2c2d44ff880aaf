import type { BareTexts } from './texts.en';

const bare: BareTexts = {
  needsScript: 'Cette page a besoin de JavaScript. Activez-le, ou ouvrez la page dans un autre navigateur.',
  titles: {
    phone: '',
    home: 'Rejoindre un événement',
    organise: 'Événements',
    host: 'Régie',
    moderator: 'Modération',
    interpreter: 'Interprétation',
    panelist: 'Intervenant',
    chair: 'Présidence',
    captioner: 'Sous-titrage',
    rapporteur: 'Rapporteur',
    screen: 'Écran',
    lower: 'Bandeau',
    slide: 'Vote',
    wifi: 'Wi-Fi',
    codes: 'Codes',
    print: 'Impression',
    edit: 'Éditeur',
    door: 'Accueil',
    guests: 'Liste des invités',
  },
};
export default bare;
