/** The words of the host’s page, in French. */
import desk from '../../ui/texts.fr';
import { s, sentence } from '../../words/french';
import type { HostTexts } from './texts.en';

/** What the end of a session does besides. */
const effects = (polls: number, answered: number, returned: number): string[] => [
  ...(polls ? [s(polls, 'vote clos', 'votes clos')] : []),
  ...(answered ? [s(answered, 'question traitée', 'questions traitées')] : []),
  ...(returned ? [`${s(returned, 'question remise', 'questions remises')} parmi les approuvées`] : []),
];

const texts: HostTexts = {
  ...desk,
  host: {
    title: 'Régie',
    saved: 'tout enregistré',
    cannotWrite: 'enregistrement impossible : rien n’est accepté',
    run: 'Déroulé',
    phones: n => s(n, 'téléphone', 'téléphones'),
    now: 'en cours',
    panelists: n => s(n, 'intervenant', 'intervenants'),
    start: 'Commencer',
    startAgain: 'Recommencer',
    end: 'Terminer',
    endDoes: (polls, now, next) =>
      sentence([
        ...(polls ? [polls < 2 ? '1 vote ouvert est clos' : `${polls} votes ouverts sont clos`] : []),
        ...(now ? ['la question à l’écran passe en « traitée »'] : []),
        ...(next
          ? [
              next < 2
                ? '1 question à suivre redevient approuvée'
                : `${next} questions à suivre redeviennent approuvées`,
            ]
          : []),
      ]) || 'Aucun vote n’est ouvert et aucune question n’attend : rien d’autre ne change.',
    startEnds: title => `Cela mettra fin à « ${title} ».`,
    endedDid: (polls, answered, returned) =>
      sentence(['séance terminée', ...effects(polls, answered, returned)]),
    started: 'Séance commencée.',
    startedDid: (polls, answered, returned) =>
      `Séance commencée. ${sentence(['la précédente est terminée', ...effects(polls, answered, returned)])}`,
    skip: 'Sauter la séance',
    unskip: 'Ne pas sauter la séance',
    skipped: 'Séance sautée',
    resume: 'Reprendre',
    resumed: 'Séance reprise',
    endIt: 'La terminer',
    startIt: 'La commencer',
    poll: 'Vote',
    questions: 'Questions du public',
    questionsState: (open, waiting) => `${open ? 'ouvertes' : 'suspendues'}, ${waiting}`,
    changeable: 'vote modifiable jusqu’à la clôture',
    final: 'vote définitif',
    steps: { ready: 'Prêt', open: 'Ouvert', closed: 'Clos', revealed: 'Dévoilé' },
    openLeft: time => `Ouvert, encore ${time}`,
    voters: n => (n < 2 ? ' votant' : ' votants'),
    liveNow: {
      count: 'seul le nombre de votes est affiché pendant le vote',
      screen: 'barres en direct à l’écran, cachées sur les téléphones',
      everyone: 'barres en direct à l’écran et sur les téléphones',
    },
    crowded: {
      pages: 'Textes longs : l’écran affiche les options sur plusieurs pages.',
      languages: 'Textes longs : l’écran ne peut pas les afficher dans toutes les langues.',
    },
    liveLabel: 'Pendant le vote, le public voit',
    live: { count: 'le nombre seul', screen: 'les barres à l’écran', everyone: 'les barres partout' },
    open: 'Ouvrir',
    openFor: time => `Ouvrir pour ${time}`,
    reopen: 'Rouvrir',
    closePoll: 'Clore',
    reveal: 'Dévoiler',
    closeReveal: 'Clore et dévoiler',
    more: seconds => `${seconds} s de plus`,
    hide: 'Cacher de nouveau',
    limit: 'Durée',
    noLimit: 'sans limite',
    seconds: n => (n % 60 || n < 60 ? `${n} s` : `${n / 60} min`),
    questionsOpen: 'ouvertes',
    questionsPaused: 'suspendues',
    nothingInHand: 'Choisissez un vote dans le déroulé, ou commencez une séance.',
    sessionInHand: 'Séance',
    noPolls: 'Cette séance n’a pas de vote.',
    screen: 'L’écran',
    screens: n => (n ? s(n, 'écran', 'écrans') : 'aucun écran connecté'),
    ink: 'Écran sombre',
    mayDim: 'Sans https, l’ordinateur du projecteur peut se mettre en veille : désactivez sa mise en veille.',
    screenShows: 'Ce que l’écran affiche',
    stage: {
      auto: 'Automatique',
      poll: 'Ce vote',
      session: 'Séance',
      questions: 'Plus soutenues',
      question: 'Une question',
      join: 'Participer',
      holding: 'Accueil',
      blank: 'Noir',
    },
    chooseQuestion: 'Quelle question afficher à l’écran',
    noPublic: 'Aucune question n’est encore approuvée.',
    joining: 'Participation',
    addresses: 'Adresse dans le QR code',
    sourcePublic: 'adresse publique',
    source: name =>
      /^(wl|wifi|wlan|ap)/i.test(name)
        ? `Wi-Fi (${name})`
        : /^(en|eth|usb)/i.test(name)
          ? `câble (${name})`
          : name === 'listen'
            ? 'l’adresse de ce serveur'
            : name,
    wifiPage: 'Wi-Fi et codes de participation, à imprimer',
    links: 'Liens',
    linksHow: 'un par personne',
    here: n => (n < 2 ? `${n} présent` : `${n} présents`),
    hereOf: (n, all) => `${n} sur ${all} présents`,
    isHere: 'présent',
    showLink: 'Afficher le lien',
    hideLink: 'Cacher',
    copy: 'Copier',
    qr: 'QR code',
    qrHow: 'À scanner avec l’appareil qui doit ouvrir la page.',
    copied: 'Copié',
    selected: 'Sélectionné : copiez avec Ctrl+C',
    revoke: 'Révoquer',
    revokeSure: 'L’ancien lien cesse de fonctionner et ses pages se ferment. Un nouveau est créé.',
    revokeIt: 'Le révoquer',
    revoked: who => `Lien révoqué : ${who}. Affichez le nouveau pour le transmettre.`,
    linksFailed: 'Les liens n’ont pas pu être chargés.',
    again: 'Réessayer',
    did: {
      opened: 'Le vote est ouvert',
      closed: 'Le vote est clos',
      revealed: 'Les résultats sont affichés',
      hidden: 'Les résultats sont de nouveau cachés',
      extended: 'Le vote est prolongé',
      shown: what => `À l’écran : ${what}`,
      asked: 'Les questions du public sont ouvertes',
      paused: 'Les questions du public sont suspendues',
      address: 'Les QR codes montrent la nouvelle adresse',
    },
    keys: {
      step: 'bouton principal',
      item: 'élément',
      closePoll: 'clore le vote',
      reveal: 'dévoiler, ou clore et dévoiler',
      more: '30 secondes de plus',
      hide: 'cacher les résultats',
      stage: 'contenu suivant de l’écran',
      follow: 'écran automatique',
      black: 'écran noir ou retour',
      start: 'commencer ou terminer la séance choisie',
      cancel: 'annuler',
      undo: 'annuler l’action',
      questions: 'ouvrir ou suspendre les questions',
    },
    sections: { hand: 'Sélection' },
  },
};

export default texts;
