/** What the role is called in the host's list of links, in English. */
export default 'Interpreters';
