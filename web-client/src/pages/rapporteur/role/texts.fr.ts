/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Rapporteur', many: 'Rapporteurs', opens: 'Rédige les mots du rapport' };
