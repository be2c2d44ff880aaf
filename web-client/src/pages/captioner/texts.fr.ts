/** The words of the captioner’s page, in French. */
import desk from '../../ui/texts.fr';
import type { CaptionerTexts } from './texts.en';

const texts: CaptionerTexts = {
  ...desk,
  captions: {
    title: 'Sous-titres',
    noSession: 'Aucune séance en cours',
    noSessionHow: 'Dès que l’animateur en ouvre une, écrivez ici ce qui est dit.',
    place: 'À l’écran',
    off: 'masqués',
    strip: 'bandeau',
    alone: 'seuls',
    free: 'libre : la première ligne la prend',
    mine: 'vous écrivez',
    other: 'une autre personne écrit',
    write: lang => `Ligne en ${lang}`,
    take: 'Reprendre',
    hand: 'Passer la main',
    none: 'Aucune ligne pour l’instant.',
    send: 'Envoyer la ligne',
    correct: 'Corriger la dernière ligne',
    correcting: 'Corrige la dernière ligne',
    left: (n, max) => `${n} sur ${max}`,
    prepared: 'Texte de l’orateur',
    preparedHow: 'Collez le texte ici, un sous-titre par ligne. La même ligne part dans toutes les langues.',
    preparedIn: lang => `Texte en ${lang}`,
    next: 'Envoyer la ligne suivante',
    edit: 'Modifier le texte',
    done: 'Utiliser',
    empty: 'Pas de texte. Avec un texte, une touche envoie la ligne suivante dans toutes les langues.',
    save: 'Transcription :',
    sent: 'Envoyée.',
    corrected: 'Corrigée.',
    taken: 'Vous écrivez maintenant.',
    handed: 'Main passée.',
    short: 'Abréviations',
    shortLike: 'pac = pompe à chaleur',
    shortHow:
      'Les vôtres, dans ce navigateur : une par ligne. Une abréviation est remplacée dès que son mot est fini.',
    placed: 'Fait.',
  },
};

export default texts;
