/** What desks say about polls and surveys that a host writes, in French. */
import type { Making } from './texts.en';

const making: Making = {
  new: 'Nouveau vote',
  change: 'Modifier',
  duplicate: 'Dupliquer',
  remove: 'Supprimer',
  field: 'Question et réponses',
  how: 'La question sur la première ligne, puis une réponse par ligne. Sans réponses proposées, on peut demander une note, un nombre ou un texte.',
  howBoth:
    'La question sur la première ligne, puis une réponse par ligne. Deux langues s’écrivent sur une même ligne, Solar / 太阳能, ou en deux blocs séparés par une ligne vide.',
  preview: 'Ce qui a été lu',
  kind: 'Type',
  asItIs: 'inchangé',
  fixed:
    'Le vote est ouvert ou a déjà des voix. Son texte et ses réglages peuvent changer, mais plus son type, le nombre et l’ordre de ses réponses ni qui peut voter. Dupliquez-le pour les changer.',
  who: {
    title: 'Vote par groupe',
    onePer: (group: string): string => `Une voix par ${group}`,
    counts: 'Si plusieurs personnes votent',
    last: 'le dernier vote compte',
    first: 'le premier vote compte',
    may: 'Qui peut voter :',
    mayAndVotes: 'Qui peut voter, et pour combien de voix :',
    votes: (value: string): string => `Voix : ${value}`,
  },
  perCode: 'Une voix par code à usage unique',
  settings: {
    onlyFile:
      'Les images des options et les votes réservés aux personnes dans la salle s’écrivent dans le fichier de l’événement.',
    all: 'Autres réglages',
    show: 'Résultats en',
    shown: { shares: 'pourcentages', counts: 'voix', both: 'pourcentages et voix' },
    changeable: 'Vote modifiable jusqu’à la clôture',
    revealsItself: 'Révéler dès la fin du temps',
    named: 'Nominatif : vous voyez qui a répondu quoi, et les participants en sont avertis',
  },
  tooMany: max => `Un vote a ${max} réponses au plus.`,
  noKind: 'Une seule réponse ne suffit pas : écrivez-en au moins deux, ou aucune.',
  open: 'Créer et ouvrir',
  keep: 'Créer, ouvrir plus tard',
  save: 'Enregistrer',
  survey: {
    opened: 'Le questionnaire est ouvert',
    new: 'Nouveau questionnaire',
    change: 'Modifier le questionnaire',
    changed: 'Le questionnaire est modifié',
    copied: 'Le questionnaire est dupliqué',
    rules: 'Règles et réglages',
    field: 'Titre et questions',
    how: 'Le titre du questionnaire sur la première ligne. Puis chaque question, avec une réponse par ligne et une ligne vide avant la question suivante. Sans réponses proposées, on peut demander une note, un nombre ou un texte.',
    howBoth:
      'Le titre du questionnaire sur la première ligne. Puis chaque question, avec une réponse par ligne et une ligne vide avant la question suivante. Deux langues s’écrivent sur une même ligne : Solar / 太阳能.',
    kind: n => `Type de la question ${n}`,
    perCode: 'Un questionnaire par code à usage unique',
    made: 'Le questionnaire est prêt',
  },
  wrong: {
    at: (line, says) => `Ligne ${line} : ${says}`,
    missing: language => `il manque le texte (${language}).`,
    too_long: max => `plus de ${max} caractères.`,
    out_of_range: (min, max) => `Un nombre doit être compris entre ${min} et ${max}.`,
    count: (min, max) =>
      max ? `Ce type demande de ${min} à ${max} réponses.` : 'Ce type n’a pas de réponses à proposer.',
    alike: 'se confond avec une réponse précédente.',
    language: language => `cet événement n’utilise pas cette langue (${language}).`,
    unfit: 'Les réglages de ce vote se contredisent.',
    fixedPolls:
      'Il a été ouvert ou a des réponses : on peut reformuler les questions, mais pas en ajouter ni en retirer.',
    fixedOptions:
      'Le vote est ouvert ou a déjà des voix : on peut reformuler les réponses, mais pas en ajouter, en retirer ni les déplacer.',
    fixedKind: 'Le vote est ouvert ou a déjà des voix : son type ne peut plus changer.',
    fixedVoters: 'Le vote est ouvert ou a déjà des voix : ceux qui peuvent voter restent les mêmes.',
    unfitWeights: 'Les voix ne peuvent pas être pondérées ici, car le résultat représente des personnes.',
    fixedNamed: 'Le vote a déjà été ouvert : il reste nominatif ou anonyme. Dupliquez-le pour changer cela.',
    lines: n => `Le dernier champ doit avoir ${n} lignes.`,
    rule: name => `« ${name} » : cette valeur ne convient pas.`,
    too_large: 'C’est trop long pour un seul vote.',
  },
  limit: 'Durée',
  seconds: n => (n % 60 || n < 60 ? `${n} s` : `${n / 60} min`),
  crowded: {
    pages: 'Textes longs : l’écran affiche les options sur plusieurs pages.',
    languages: 'Textes longs : l’écran ne peut pas les afficher dans toutes les langues.',
  },
  did: {
    opened: 'Le vote est ouvert',
    removed: 'Le vote est supprimé',
    made: 'Le vote est prêt à ouvrir',
    changed: 'Le vote est modifié',
    copied: 'Le vote est dupliqué',
  },
};

export default making;
