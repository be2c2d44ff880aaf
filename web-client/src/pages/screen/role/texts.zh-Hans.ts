/** What the role is called in the host's lists of links and devices, in Chinese. */
export default { one: '屏幕', many: '屏幕', opens: '在会场大屏幕上显示活动' };
