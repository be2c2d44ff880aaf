/** What a choice says on each page, in French. */
import { s } from '../../words/french';
import { written } from '../../words/numbers';
import type { ChoiceDesk, ChoicePhone, ChoiceScreen } from './texts.en';

export const phone: ChoicePhone = {
  choose: (min, max) =>
    min === max ? `${max} choix` : min > 1 ? `De ${min} à ${max} choix` : `${max} choix au plus`,
  tap: 'Touchez une option pour voter. Vous pourrez changer d’avis jusqu’à la clôture.',
  tapOnce: 'Choisissez une option, puis envoyez-la. Un vote envoyé est définitif.',
  unsent: 'Pas encore envoyé',
  mark: 'Cochez vos choix, puis envoyez-les.',
  picked: (n, min, max) =>
    n < min
      ? `${s(n, 'choix coché', 'choix cochés')}, encore ${min - n} à cocher`
      : n < max
        ? `${s(n, 'choix coché', 'choix cochés')}, encore ${s(max - n, 'possible', 'possibles')}`
        : s(n, 'choix coché', 'choix cochés'),
  send: n => (n < 2 ? 'Envoyer mon choix' : `Envoyer mes ${n} choix`),
};

export const screen: ChoiceScreen = {
  picks: (min, max) =>
    min === max ? `${max} choix` : min > 1 ? `de ${min} à ${max} choix` : `${max} choix au plus`,
  tie: n => `À égalité, ${written(n, 'fr')} voix chacun`,
};

export const desk: ChoiceDesk = {
  max: 'Choix, au plus',
  min: 'Choix, au moins',
  option: 'Option',
  share: 'Part',
  votes: 'Voix',
  rounded: 'Les pourcentages sont arrondis.',
  base: (n, several) => `100 % : ${s(n, 'vote', 'votes')}${several ? ', chacun d’un choix ou plus' : ''}.`,
  kind: (min, max) =>
    max === 1 ? 'Vote, un seul choix' : min === max ? `Vote, ${max} choix` : `Vote, de ${min} à ${max} choix`,
};
