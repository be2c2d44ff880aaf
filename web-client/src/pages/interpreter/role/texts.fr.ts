/** What the role is called in the host's list of links, in French. */
export default 'Interprétation';
