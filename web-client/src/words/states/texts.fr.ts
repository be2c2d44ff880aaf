import type { StateTexts } from './texts.en';

const states: StateTexts = {
  desk: {
    waiting: 'en attente',
    approved: 'approuvée',
    next: 'à suivre',
    now: 'à l’écran en ce moment',
    answered: 'traitée',
    declined: 'écartée',
    withdrawn: 'retirée par son auteur',
    erased: 'effacée par son auteur',
    archived: 'archivée',
  },
  guest: {
    waiting: 'Envoyée, en attente de modération',
    approved: 'Approuvée',
    next: 'Bientôt traitée',
    now: 'Réponse en cours',
    answered: 'Traitée',
    withdrawn: 'Retirée',
    erased: 'Effacée',
    archived: 'Sans réponse, archivée avec sa séance',
  },
};
export default states;
