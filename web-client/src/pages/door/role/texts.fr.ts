/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Accueil', many: 'Accueils', opens: 'Enregistre les invités à l’entrée' };
