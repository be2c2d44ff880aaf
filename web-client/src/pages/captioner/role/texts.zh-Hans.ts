/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '字幕员', many: '字幕员', opens: '写现场字幕' };
