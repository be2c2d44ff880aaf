/** What the role is called in the host's lists of links and devices, in French. */
export default { one: 'Régie', many: 'Régie', opens: 'Conduit tout l’événement' };
