/** What desks say about the answers that guests write into polls, in French. */
import { s } from '../words/french';
import type { AnswersTexts } from './texts.en';

const answers: AnswersTexts = {
  approve: 'Approuver',
  approveAll: n => `Approuver les ${n} non signalées`,
  hide: 'Masquer',
  show: 'Réafficher',
  join: 'Réunir avec…',
  here: 'Réunir ici',
  part: 'Compter à part',
  take: 'Agrandir, remettre',
  group: 'Grouper…',
  translate: 'Traduire',
  groupName: 'Groupe',
  groupIn: lang => `Groupe, ${lang}`,
  newGroup: 'Nouveau groupe',
  noGroup: 'Aucun groupe',
  save: 'Enregistrer',
  onScreen: 'agrandie',
  marked: 'mot signalé',
  pending: 'traduction pas encore montrée',
  joining: word => `Choisissez la réponse approuvée avec laquelle ${word} doit compter.`,
  did: {
    approved: word => `${word} : approuvée`,
    all: n => `${s(n, 'réponse approuvée', 'réponses approuvées')}`,
    hidden: word => `${word} : masquée`,
    joined: (word, other) => `${word} compte avec ${other}`,
    translated: word => `${word} : traduite`,
    grouped: (word, group) => (group ? `${word} est dans « ${group} »` : `${word} n’est dans aucun groupe`),
    taken: word => `${word} : agrandie`,
    putDown: 'Remise à sa place',
    parted: word => `${word} compte à part`,
  },
};

export default answers;
