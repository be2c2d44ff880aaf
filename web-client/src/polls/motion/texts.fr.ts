/** What a motion says on each page, in French. */
import type { Majority, MotionBase } from '../../protocol/items';
import { s } from '../../words/french';
import type { MotionDesk, MotionPhone, MotionScreen } from './texts.en';

const sides = ['Pour', 'Contre', 'Abstention', 'Sans vote'];

const fractions: Record<Majority, string> = {
  simple: 'plus de la moitié',
  three_fifths: 'trois cinquièmes',
  two_thirds: 'deux tiers',
  three_quarters: 'trois quarts',
};
const needed = (majority: Majority): string =>
  `${fractions[majority]} ${majority === 'simple' ? 'requise' : 'requis'}`;
const must = (majority: Majority): string =>
  majority === 'simple' ? 'Il faut plus de la moitié de pour' : `Il faut ${fractions[majority]} de pour`;

const whole = (base: MotionBase, n: number | undefined): string => {
  if (base === 'present')
    return n === undefined
      ? '100 % : les téléphones connectés'
      : `100 % : ${s(n, 'téléphone connecté', 'téléphones connectés')}`;
  if (base === 'cast')
    return n === undefined ? '100 % : tous les votes' : `100 % : ${s(n, 'vote exprimé', 'votes exprimés')}`;
  return n === undefined
    ? '100 % : les votes pour et contre'
    : `100 % : ${s(n, 'vote', 'votes')} pour et contre`;
};

export const phone: MotionPhone = {
  sides,
  tap: 'Touchez une ligne pour voter. Vous pourrez changer d’avis jusqu’à la clôture.',
  tapOnce: 'Choisissez, puis envoyez. Un vote envoyé est définitif.',
  chosen: side => `${side}, pas encore envoyé`,
  send: 'Envoyer mon vote',
  must: majority => `${must(majority)}.`,
  needed,
  adopted: 'Adoptée',
  notAdopted: 'Rejetée',
  whole: (base, n) =>
    `${whole(base, n)}${base === 'without_abstentions' ? '. Les abstentions ne comptent pas.' : '.'}`,
};

export const screen: MotionScreen = {
  sides,
  votes: n => (n < 2 ? 'vote' : 'votes'),
  must,
  needed,
  adopted: 'Adoptée',
  notAdopted: 'Rejetée',
  whole,
};

export const desk: MotionDesk = {
  sides,
  kind: (majority, base) => `Motion${majority ? `, ${needed(majority)}` : ''} ; ${whole(base, undefined)}`,
  side: 'Vote',
  share: 'Part',
  votes: 'Votes',
  adopted: 'Adoptée',
  notAdopted: 'Rejetée',
  whole,
  rounded: 'Les pourcentages sont arrondis.',
};
