/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '屏幕', many: '屏幕' };
