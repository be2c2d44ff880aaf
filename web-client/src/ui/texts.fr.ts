/** The words that all desks share, in French. */

import { s } from '../words/french';
import states from '../words/states/texts.fr';
import type { DeskTexts } from './texts.en';

const desk: DeskTexts = {
  language: 'Langue',
  comma: ', ',
  keysTitle: 'Tous les raccourcis',
  allKeys: 'tous les raccourcis',
  characters: 'Activer les raccourcis à un seul caractère (lettres, chiffres et signes)',
  close: 'Fermer',
  cancel: 'Annuler',
  undo: 'Annuler l’action',
  flood: (questions, guests) =>
    `${s(questions, 'question', 'questions')} en une minute de ${s(guests, 'participant', 'participants')}. Les modérateurs peuvent mettre un participant en sourdine, avec tous ceux arrivés avec lui.`,
  tried: n =>
    `Quelqu’un cherche à deviner les liens de cet événement : ${s(n, 'essai raté', 'essais ratés')}. Personne n’est entré ainsi.`,
  undone: 'Action annulée',
  nothingToUndo: 'Il n’y a rien à annuler.',
  notNow: 'C’est impossible pour le moment.',
  newBuild: 'Une nouvelle version de cette page est prête.',
  reload: 'La charger',
  newer: 'Rechargez cette page pour voir ce type de vote.',
  languageNames: { 'zh-Hans': 'chinois' },
  states: states.desk,
  phases: { ready: 'prêt', open: 'ouvert', closed: 'clos', revealed: 'dévoilé' },
  entryStates: { waiting: 'en attente', approved: 'approuvée', hidden: 'masquée' },
  sessionStates: { coming: 'à venir', running: 'en cours', ended: 'terminée', skipped: 'sautée' },
  link: {
    connecting: 'Connexion…',
    noAccess: 'Cette page ne s’ouvre qu’avec son lien. Demandez-le à la régie, puis ouvrez-la de nouveau.',
    revoked: 'Le lien de cette page a été révoqué. Demandez le nouveau à la régie.',
    gone: 'Cet événement n’existe plus.',
  },
  offline: time =>
    `Pas de connexion depuis ${time}, reconnexion en cours. Votre saisie est conservée. Les boutons fonctionneront de nouveau une fois la connexion rétablie.`,
  noConnection: 'pas de connexion',
  noYet: language => `pas encore en ${language}`,
  shown: (n, all) => `${n} sur ${all}`,
  filtered: 'Filtre',
  showAll: 'Tout afficher',
  rejected: {
    not_allowed: 'Cette page n’y est pas autorisée.',
    not_joined: 'La connexion n’est pas encore établie. Réessayez dans un instant.',
    unknown: 'Cet élément n’existe plus.',
    not_from_here: 'C’est impossible dans l’état actuel.',
    cannot_undo: 'Ce n’est plus annulable.',
    bad_language: 'Cette langue n’est pas prévue pour l’événement.',
    original_changed: 'L’original vient de changer. Relisez-le : votre texte est conservé.',
    figures_missing: figures => `Il manque ${figures} dans la traduction.`,
    needs_language: languages =>
      `Il manque : ${languages}. Cette séance n’affiche que ce qui existe dans toutes les langues.`,
    too_many_terms: max => `Le glossaire est plein : il compte ${max} termes.`,
    term_alone: 'Un terme doit exister dans au moins deux langues.',
    text_empty: 'Le texte est vide.',
    text_too_long: (field, max) => `${field} dépasse ${s(max, 'caractère', 'caractères')}.`,
    fields: {
      text: 'La question',
      translation: 'La traduction',
      name: 'Le nom',
      org: 'L’organisation',
      note: 'Le motif',
      entry: 'La réponse',
      term: 'Le terme',
    },
    too_many_questions: max => `Déjà ${max} questions à suivre : traitez-en une d’abord.`,
    out_of_range: (min, max) => `Choisissez un nombre de ${min} à ${max}.`,
    unavailable: 'Pas de connexion en ce moment : rien n’a été fait.',
    cannotWrite: 'Le serveur ne peut pas enregistrer en ce moment : rien n’a été fait. Réessayez.',
    other: 'Rien n’a été fait.',
    staleQuestion: (state, edited) =>
      `Quelqu’un vous a devancé : la question est maintenant « ${state} »${edited ? ' et a été modifiée' : ''}. Rien n’a été fait.`,
    stale: state => `Quelqu’un vous a devancé : l’état est maintenant « ${state} ». Rien n’a été fait.`,
  },
  hours: (start, end) => `de ${start} à ${end}`,
  screenShows: {
    survey: 'L’écran montre l’avancement d’un questionnaire.',
    board: 'L’écran affiche le classement.',
    cards: 'L’écran montre les cartons levés.',
    holding: 'L’écran affiche le titre de l’événement.',
    session: 'L’écran affiche la séance.',
    poll: 'L’écran affiche un vote.',
    questions: 'L’écran affiche les questions les plus soutenues.',
    question: 'L’écran affiche une question.',
    join: 'L’écran affiche le code de participation.',
    blank: 'L’écran est noir.',
  },
};

export default desk;
