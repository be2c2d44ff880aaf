/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Sous-titreur', many: 'Sous-titreurs', opens: 'Écrit les sous-titres en direct' };
