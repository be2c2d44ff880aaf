/** What the role is called in the host's list of links, in Chinese. */
export default '口译员';
