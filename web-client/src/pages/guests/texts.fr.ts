/** The words of the page with the guest list, in French. */
import desk from '../../ui/texts.fr';
import type { GuestsTexts } from './texts.en';

const s = (n: number, one: string, more: string): string => `${n} ${n < 2 ? one : more}`;

const texts: GuestsTexts = {
  ...desk,
  guests: {
    title: 'Liste des invités',
    comma: ', ',
    or: ' ou ',
    file: 'Importer une liste',
    choose: 'Choisissez un fichier CSV ou Excel, ou déposez-le ici',
    how: 'La première ligne contient les titres. Les autres colonnes ne sont ni lues ni conservées.',
    columns: { name: 'Nom', org: 'Organisme', badge: 'Badge' },
    needed: 'obligatoire',
    optional: 's’il y en a un',
    badge: 'ce que dit votre propre badge : un numéro ou un code-barres',
    group: values => values,
    failed: 'La liste n’a pas pu être envoyée. Rien n’a changé. Réessayez.',
    faults: (n, file) => `${s(n, 'erreur', 'erreurs')} dans ${file}. Rien n’a changé.`,
    at: (row, column) => (column ? `Ligne ${row}, colonne ${column} :` : `Ligne ${row} :`),
    more: n => `et ${n} de plus`,
    wrong: {
      too_large: bytes => `Une liste fait au plus ${Math.floor(bytes / 1048576)} Mo.`,
      unpacks: bytes =>
        `Décompressé, ce classeur prend plus de ${Math.floor(bytes / 1048576)} Mo. Copiez les colonnes de la liste dans un nouveau classeur.`,
      no_table:
        'Ce n’est ni un CSV ni un classeur Excel (.xlsx) lisible. Enregistrez-le dans l’un de ces formats.',
      encoding: name =>
        `Le texte n’est pas en UTF-8${name ? ` mais sans doute en ${name}` : ''}. Enregistrez-le en « CSV UTF-8 ».`,
      empty: 'Il ne contient aucun invité.',
      open_quote: 'Un guillemet s’ouvre ici et ne se ferme jamais.',
      no_names: 'Aucune colonne ne s’intitule « Nom ».',
      column_twice: 'Une autre colonne porte aussi ce titre.',
      formula: 'C’est une formule. Collez plutôt sa valeur.',
      missing: 'Le nom manque.',
      too_long: max => `Le texte dépasse ${max} caractères.`,
      twice: row =>
        `C’est la même personne qu’à la ligne ${row}. Donnez un badge aux deux, ou supprimez-en une.`,
      several: 'Plusieurs personnes de la liste ont ce nom et cet organisme. Précisez le badge.',
      unknown_value: 'Le groupe n’a pas cette valeur.',
      not_assigned: 'Les invités choisissent eux-mêmes ce groupe ; une liste ne peut pas l’attribuer.',
      too_many: max => `Une liste compte au plus ${max} invités.`,
    },
    would: file => `Ce que ${file} change`,
    added: n => s(n, 'nouvel invité', 'nouveaux invités'),
    changed: n => s(n, 'invité modifié', 'invités modifiés'),
    keeps: n =>
      `${s(n, 'invité garde son groupe', 'invités gardent leur groupe')}, car le code du badge est déjà sur un téléphone`,
    same: n => `${s(n, 'invité inchangé', 'invités inchangés')}.`,
    ignored: columns => `Colonnes non lues : ${columns}`,
    take: 'Importer',
    leave: 'Ne pas importer',
    done: 'La liste est importée.',
    list: 'Qui est sur la liste',
    here: (here, all) => (here > 1 ? `${here} présents sur ${all}` : `${here} présent sur ${all}`),
    none: 'Personne pour l’instant. Importez une liste, ou laissez l’accueil ajouter les invités à leur arrivée.',
    forgotten: 'Les noms ont été supprimés à la fin de la conservation.',
    groups: 'Groupe',
    came: 'Arrivée',
    remove: 'Retirer',
    removeWho: name => `Retirer ${name}`,
    removes:
      'Le nom est effacé du serveur et de son journal, sans retour possible. Les votes donnés avec le code du badge restent.',
    print: 'Imprimer les codes des badges',
    kept: 'Seuls les animateurs et l’accueil voient les noms. Ils sont chiffrés un par un, et supprimés à la fin de la conservation.',
  },
};
export default texts;
