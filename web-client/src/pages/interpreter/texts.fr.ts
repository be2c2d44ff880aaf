/** The words of the interpreter’s page, in French. */
import desk from '../../ui/texts.fr';
import { et, s } from '../../words/french';
import type { InterpreterTexts } from './texts.en';

const texts: InterpreterTexts = {
  ...desk,
  offline: time =>
    `Connexion perdue depuis ${time}. Reconnexion automatique en cours. La liste date de ce moment.`,
  interpreter: {
    title: 'Interprétation',
    list: 'Textes',
    lacking: n => s(n, 'incomplet', 'incomplets'),
    search: 'Chercher un texte',
    into: 'Quelles langues',
    all: 'Toutes',
    intoOne: language => `Vers : ${language}`,
    alsoWaiting: n => (n ? `Avec ceux en attente ${n}` : 'Avec ceux en attente'),
    hall: (interpreters, moderators) =>
      `${s(interpreters, 'interprète', 'interprètes')}, ${s(moderators, 'modérateur', 'modérateurs')}`,
    sections: {
      screen: 'À l’écran ou à suivre',
      made: 'Votes créés pendant l’événement',
      list: 'Dans la liste du public, la plus soutenue d’abord',
      answers: 'Réponses aux votes',
      program: 'Dans le programme',
      waiting: 'En attente de modération',
    },
    kinds: {
      poll: 'vote',
      session: 'séance',
      survey: 'questionnaire',
      person: 'intervenant',
      group: 'groupe',
      event: 'événement',
      entry: 'réponse',
      line: 'rapport',
    },
    number: n => `Question ${n}`,
    place: n => `à suivre, ${n}`,
    nTexts: n => s(n, 'texte', 'textes'),
    missing: (...languages) => `manque : ${et(languages)}`,
    renew: (...languages) => et(languages),
    upvotes: n => s(n, 'soutien', 'soutiens'),
    asked: ago => `posée il y a ${ago}`,
    ago: seconds =>
      seconds < 60
        ? `${seconds} s`
        : seconds < 5400
          ? `${Math.floor(seconds / 60)} min`
          : `${Math.floor(seconds / 3600)} h`,
    original: 'original',
    writes: who => `${who} écrit`,
    missingWord: 'manque',
    outdated: 'périmée',
    left: 'Ce texte n’a plus besoin de traduction. Vos mots restent jusqu’à ce que vous appuyiez sur Échap.',
    saved: 'enregistrée',
    yours: 'en cours',
    unread: 'en attente de modération',
    still: 'Toujours juste',
    oldPair: 'L’original a changé. Le public voit l’ancienne version tant que vous n’enregistrez pas.',
    changedMeanwhile: 'L’original a changé depuis que vous avez commencé.',
    changedFirst:
      'Non enregistré : l’original a changé depuis que vous avez commencé. Comparez, puis enregistrez de nouveau.',
    cellLabel: (language, original) => `${language} : ${original}`,
    save: 'Enregistrer, suivant',
    giveBack: 'Abandonner',
    kept: 'Conservé sur cet ordinateur au fil de la saisie',
    terms: 'Termes',
    figures: 'Chiffres',
    figuresRule: 'Chaque chiffre de l’original doit figurer dans la traduction.',
    lacksFigures: figures => `Il manque ${figures}. Enregistrez à nouveau pour l’omettre.`,
    reply: 'réponse écrite',
    inHall: 'À l’écran',
    hallOld: 'La salle voit cette paire antérieure jusqu’à votre enregistrement.',
    fit: {
      whole: 'Tient, dans toutes les langues',
      small: 'Tient en petits caractères. Plus court, il serait plus grand.',
      pages: 'Ne tient pas sur une image : il passera par pages.',
      languages: 'Ne tient pas : l’écran omettra des langues.',
    },
    saidBefore: 'Déjà dit',
    saidOf: (n, share) => (share === 100 ? `question ${n}, identique` : `question ${n}, semblable :`),
    saidInProgram: share => (share === 100 ? 'au programme, identique' : 'au programme, semblable :'),
    insert: 'Insérer',
    machine: 'Brouillon automatique',
    byMachine: 'brouillon automatique : à relire',
    hasWords: 'Il y a déjà un texte. Effacez-le pour avoir un brouillon automatique.',
    noDraft: 'La machine n’a rien proposé. Traduisez à la main.',
    askBack: 'Demander aux modérateurs',
    askTitle: n => `À propos de la question ${n}`,
    askHow: 'Les modérateurs la lisent comme note à côté de la question. Le public ne la voit jamais.',
    askSend: 'Demander',
    didAsk: 'Les modérateurs ont votre note.',
    didSave: text => `Enregistré : ${text}`,
    glossary: 'Glossaire',
    nTerms: n => s(n, 'terme', 'termes'),
    ofTerms: (n, all) => `${n} sur ${s(all, 'terme', 'termes')}`,
    moreTerms: n => `Encore ${n} : lancez une recherche.`,
    noTerms: 'Aucun terme. Sélectionnez un mot et appuyez sur Alt = pour l’ajouter.',
    searchTerm: 'Chercher un terme',
    addTerm: 'Ajouter un terme',
    changeTerm: 'Modifier un terme',
    termNote: 'Indication pour les interprètes (facultatif)',
    saveTerm: 'Enregistrer le terme',
    removeTerm: 'Supprimer le terme',
    didTerm: text => `Dans le glossaire : ${text}`,
    didRemoveTerm: 'Le terme est supprimé.',
    by: who => `de ${who}`,
    to: who => `pour ${who}`,
    complete: languages =>
      languages === 1
        ? 'Cet événement n’a qu’une langue.'
        : languages === 2
          ? 'Tout est dans les deux langues.'
          : 'Tout est dans toutes les langues.',
    completeHow: 'Les questions et les textes à traduire s’affichent ici, les plus urgents d’abord.',
    butWaiting: n =>
      `Il ne manque de traduction qu’à ${s(n, 'texte en attente de modération', 'textes en attente de modération')}.`,
    showWaiting: 'Les afficher',
    noneMatch: 'Aucun texte ne correspond.',
    keys: {
      move: 'se déplacer',
      write: 'écrire',
      cell: 'texte suivant',
      save: 'enregistrer, suivant',
      insert: 'insérer',
      choose: 'insérer, si Alt est pris',
      still: 'toujours juste',
      glossary: 'glossaire',
      term: 'ajouter un terme',
      machine: 'brouillon automatique',
      ask: 'demander aux modérateurs',
      undo: 'annuler',
      into: 'une langue ou toutes',
      waiting: 'avec les textes en attente',
      search: 'chercher',
      cancel: 'tout afficher',
    },
  },
};

export default texts;
