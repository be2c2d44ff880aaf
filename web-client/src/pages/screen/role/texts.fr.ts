/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Écran', many: 'Écrans', opens: 'Affiche l’événement dans la salle' };
