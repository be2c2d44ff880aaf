/** What a motion says on each page, in French. */
import type { Majority } from '../../protocol/items';
import { written } from '../../words/numbers';
import { adopted, notAdopted, whole } from './result/texts.fr';
import sides from './sides/texts.fr';
import type { MotionDesk, MotionPhone, MotionScreen } from './texts.en';

const fractions: Record<Majority, string> = {
  simple: 'plus de la moitié',
  three_fifths: 'trois cinquièmes',
  two_thirds: 'deux tiers',
  three_quarters: 'trois quarts',
};
const needed = (majority: Majority): string =>
  `${fractions[majority]} ${majority === 'simple' ? 'requise' : 'requis'}`;
const must = (majority: Majority): string =>
  majority === 'simple'
    ? 'Il faut plus de la moitié de votes pour'
    : `Il faut ${fractions[majority]} de votes pour`;

export const phone: MotionPhone = {
  sides,
  tap: 'Touchez une ligne pour voter. Vous pourrez changer d’avis jusqu’à la clôture.',
  tapOnce: 'Choisissez, puis envoyez. Un vote envoyé est définitif.',
  chosen: side => `${side}, pas encore envoyé`,
  send: 'Envoyer mon vote',
  must: majority => `${must(majority)}.`,
  needed,
};

export const screen: MotionScreen = {
  sides,
  votes: n => (n < 2 ? 'vote' : 'votes'),
  must,
  needed,
  adopted,
  notAdopted,
  whole: (base, n) => whole(base, n, n === undefined ? undefined : written(n, 'fr')),
};

export const desk: MotionDesk = {
  needs: 'Majorité requise',
  noMajority: 'aucune',
  fractions,
  base: '100 % :',
  bases: {
    without_abstentions: 'les votes pour et contre',
    cast: 'tous les votes',
    present: 'toutes les personnes présentes',
  },
  sides,
  kind: (majority, base) => `Motion${majority ? `, ${needed(majority)}` : ''} ; 100 % : ${desk.bases[base]}`,
  side: 'Vote',
  share: 'Part',
  votes: 'Votes',
  adopted,
  notAdopted,
  whole,
  rounded: 'Les pourcentages sont arrondis.',
};
