/** The words of the door’s page, in French. */
import desk from '../../ui/texts.fr';
import type { DoorTexts } from './texts.en';

const texts: DoorTexts = {
  ...desk,
  door: {
    title: 'Accueil',
    saved: 'tout est enregistré',
    waiting: n => `${n} à envoyer`,
    find: 'Nom, organisme ou badge',
    scan: 'Scanner un badge',
    hits: 'Invités trouvés',
    more: n => `${n} de plus : tapez une autre lettre`,
    nobody: 'Personne sur la liste ne correspond.',
    several: 'Plusieurs invités correspondent. Choisissez-en un.',
    otherBadge: 'Ce badge n’est celui de personne sur la liste.',
    refused: 'Un invité n’a pas pu être enregistré : il n’est plus sur la liste.',
    how: 'Tapez une partie d’un nom, ou scannez un badge.',
    noList:
      'Il n’y a pas encore de liste d’invités. L’animateur l’importe sur la page « Liste des invités ». Vous pouvez ajouter des invités à la main.',
    checkIn: 'Enregistrer',
    checkInWho: name => `Enregistrer ${name}`,
    since: time => `présent depuis ${time}`,
    checkedIn: time => `Arrivée enregistrée, ${time}`,
    notHere: 'Pas encore arrivé',
    added: 'Arrivée enregistrée. La liste suivra au retour du réseau.',
    undo: 'Annuler',
    number: badge => `N° ${badge}`,
    walkIn: 'n’était pas sur la liste',
    counts: 'Qui est là',
    ofAll: n => (n > 1 ? `présents sur ${n} invités` : `présent sur ${n} invité`),
    hereOf: (here, all) => `${here} sur ${all}`,
    notListed: 'Pas sur la liste',
    add: 'Ajouter un invité',
    name: 'Nom',
    org: 'Organisme',
    offline:
      'Sans réseau, cette page continue et envoie tout au retour du réseau. Laissez-la ouverte. Personne n’est compté deux fois.',
    away: time => `Pas de réseau depuis ${time}. Continuez : tout partira à son retour.`,
    noCamera: 'La caméra est inutilisable. Un lecteur qui saisit au clavier fonctionne dans le champ.',
  },
};
export default texts;
