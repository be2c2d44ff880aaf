/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Rapporteur', many: 'Rapporteurs', opens: 'Writes the words of the report' };
