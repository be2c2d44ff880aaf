/** The words of the panelist’s page, in French. */
import desk from '../../ui/texts.fr';
import { s } from '../../words/french';
import type { PanelistTexts } from './texts.en';

const texts: PanelistTexts = {
  ...desk,
  panelist: {
    title: name => `Questions pour ${name}`,
    nowToYou: 'En ce moment, pour vous',
    nowTo: who => `En ce moment, pour ${who}`,
    nowToPanel: 'En ce moment, pour tous les intervenants',
    support: n => s(n, 'soutien', 'soutiens'),
    askedBy: who => `Posée par ${who}`,
    askedByGuest: 'Posée par le public',
    askedByStaff: 'Question de l’organisation',
    answered: 'J’ai répondu',
    saidAnswered: 'Vous avez répondu à cette question',
    next: 'À suivre',
    nextToYou: 'À suivre, pour vous',
    nextTo: who => `À suivre, pour ${who}`,
    alsoToYou: 'Aussi pour vous',
    noneToYou:
      'Aucune autre question pour vous. Les nouvelles arrivent ici dès que la modération les approuve.',
    noNext: 'Rien à suivre pour le moment.',
    nothingNow: 'Aucune question à l’écran',
    nothingNowHow: 'La question choisie par la modération s’affiche ici, en grands caractères.',
    until: time => `jusqu’à ${time}`,
    minutes: n => (n < 2 ? 'minute' : 'minutes'),
    timeLeft: 'Temps restant',
    timeOver: 'Temps dépassé',
    ends: 'Fin de la séance',
    pollOpen: 'Vote ouvert',
    pollLeft: time => `encore ${time} pour voter`,
    votes: (n, several) => (several ? s(n, 'votant', 'votants') : s(n, 'vote', 'votes')),
    backstage: 'Message de la régie',
    toYouAlone: 'à vous seul',
    toAll: 'à tous les intervenants',
    seen: 'Vu',
    underneath: 'La question reste à sa place, en dessous.',
    moreMessages: n => `${s(n, 'autre message', 'autres messages')} ensuite.`,
    noSession: 'Aucune séance en cours.',
  },
};

export default texts;
