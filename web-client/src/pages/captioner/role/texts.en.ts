/** What the role is called in the host's lists of links and devices, in English. */
export default { one: 'Captioner', many: 'Captioners', opens: 'Writes live captions' };
